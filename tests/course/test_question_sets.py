"""Questions that follow each other are folded behind their titles, all but the first."""

from app import concepts
from app.course import markdown
from app.course.directive import RenderContext


def quiz(label: str, title: str = "Which?") -> str:
    return f":::{{quiz}} {title}\n:label: {label}\n:kind: single\nSo?\n- [x] Yes\n- [ ] No\n  > No.\n- [!] Why.\n:::\n\n"


def rendered(text: str) -> str:
    page = RenderContext("a.md", concepts.catalogue())
    html = markdown.render(text, page).html
    assert page.errors == []
    return html


def test_the_first_of_a_set_stands_open_and_the_others_wait_behind_their_titles() -> None:
    html = rendered("Words.\n\n" + quiz("one") + quiz("two", "A <b> & c") + quiz("three") + "Words.\n\n" + quiz("four"))
    assert html.count("<details") == html.count("</details>") == 2
    shown, first, rest = html.split("<details", 2)
    assert 'data-question="one"' in shown
    assert 'data-question="two"' in first
    assert "A &lt;b&gt; &amp; c" in first
    inside, _, after = rest.partition("</details>")
    assert 'data-question="three"' in inside
    assert 'data-question="four"' in after


def test_a_question_about_a_run_is_never_folded() -> None:
    run = ":::{challenge} Twice\n:label: twice\n:sim: server-crash\n:server: P->M\n:client: always\n:goal: result=DUP\nDo it.\n- [!] Why.\n:::\n\n"
    assert "<details" not in rendered(quiz("one") + run + quiz("two"))
