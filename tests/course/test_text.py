"""Mathematics, code, references, footnotes and pictures in running text."""

import re

import pytest

from app.course.lesson import read, read_all
from app.course.tex import ATTRIBUTES, ELEMENTS, TexError, mathml
from app.settings import Settings

CSS = Settings().static_dir / "css"


@pytest.mark.parametrize(
    "tex", [r"n \ge 3k + 1", r"\frac{\mathrm{MTTF}}{\mathrm{MTTF} + \mathrm{MTTR}}", r"x_{1}^{2}", r"\{a, b\}", r"\sqrt{2}", r"\text{a b}"]
)
def test_a_formula_is_mathml_without_anything_else(tex):
    html = mathml(tex, block=False)
    assert html.startswith("<math")
    assert set(re.findall(r"<([a-z]+)", html)) <= ELEMENTS
    assert set(re.findall(r" ([a-z]+)=", html)) <= ATTRIBUTES


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{<mi onclick='x'>a</mi>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{a}{b}",
        r"\color{red}{x}",
        r"\foo",
        r"\frac{1}",
        "}",
        "{",
        r"\left(",
        r"\begin{foo}",
        "a^b^c",
        "x" * 601,
        "{" * 300 + "}" * 300 + "\\",
    ],
)
def test_a_formula_that_is_none_is_refused_in_a_sentence(tex):
    with pytest.raises(TexError, match=r"^The formula .*\.$"):
        mathml(tex, block=True)


def test_formulas_stand_in_lines_and_on_their_own(load, head):
    html = load(f"{head}\n$n$ and\n\n$$n \\ge 2$$\n\nIt costs $5 or $6.\n").rendered.html
    assert html.count("<math") == 2
    assert 'display="block"' in html
    assert "$5 or $6" in html


def test_code_has_classes_and_every_class_is_a_meaning_of_the_page(load, head):
    html = load(f"{head}\n```python\ndef f(x):  # <why>\n    return 'a' + 1\n```\n").rendered.html
    assert '<pre tabindex="0"><code class="code">' in html
    assert {"c-k", "c-c1", "c-mi"} <= set(re.findall(r'class="(c-[a-z0-9]+)"', html))
    assert "&lt;why&gt;" in html
    assert "style=" not in html


def test_the_colours_of_code_are_those_whose_contrast_is_tested():
    found = set(re.findall(r"color:\s*([^;]+);", (CSS / "code.css").read_text()))
    assert found == {f"var(--{name})" for name in ("accent", "good", "warn", "ink-soft", "bad")}


def test_a_reference_leads_forward_in_the_words_of_what_it_leads_to(load, head, sim):
    question = "\n:::{quiz} What helps?\n:label: help\nWhich?\n- [x] a\n- [ ] b\n  > No.\n- [!] So.\n:::\n\n## The rule\n"
    html = load(f"{head}\nSee {{ref}}`help`, {{ref}}`first`, {{ref}}`the-rule` and [that](#help).\n{sim}{question}").rendered.html
    assert '<a href="#question-help">What helps?</a>' in html
    assert '<a href="#sim-first">Server crash</a>' in html
    assert '<a href="#the-rule">The rule</a>' in html
    assert '<a href="#question-help">that</a>' in html
    assert 'id="sim-first"' in html


def test_a_footnote_is_named_for_those_who_hear_it(load, head):
    html = load(f"{head}\nIt is so[^1].\n\n[^1]: Lamport, *Time*, 1978.\n").rendered.html
    assert '<a href="#fn1" id="fnref1" aria-label="Footnote 1">1</a>' in html
    assert '<section class="footnotes" aria-label="Footnotes">' in html
    assert "Lamport, <em>Time</em>, 1978." in html


def test_a_picture_beside_the_lessons_is_served_from_there(catalogue, head):
    lesson, errors = read(f"{head}\n![A line](images/line.svg)\n", "a.md", catalogue, {"line.svg"})
    assert errors == []
    assert '<img src="/images/line.svg" alt="A line">' in lesson.rendered.html


def test_a_picture_that_is_not_there_is_a_mistake(catalogue, head):
    _, [error] = read(f"{head}\n![A line](images/lime.svg)\n", "a.md", catalogue, {"line.svg"})
    assert (error.line, error.message) == (
        10,
        "There is no picture “images/lime.svg” beside the lessons. Did you mean “line.svg”? Allowed: line.svg.",
    )


def test_the_pictures_beside_a_file_are_found(tmp_path, catalogue, head):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "line.svg").write_text("<svg/>")
    (tmp_path / "a.md").write_text(f"{head}\n![A line](images/line.svg)\n")
    assert read_all({"a.md": tmp_path / "a.md"}, catalogue).errors == ()


@pytest.mark.parametrize("source", ["images/../secret.png", "images/a.html", "images//a.png", "other/a.png", "images/a.png?x"])
def test_a_picture_from_anywhere_else_is_a_mistake(catalogue, head, source):
    _, errors = read(f"{head}\n![A]({source})\n", "a.md", catalogue, {"a.png", "a.html"})
    assert "must be one of the course's own" in errors[0].message
