import re
from html.parser import HTMLParser

import pytest

from app.course.markdown import Heading


class Elements(HTMLParser):
    """Every element with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def dangers(html: str) -> list[str]:
    """What could run or reach out: scripts, frames, handlers, styles, addresses of a wrong kind."""
    found = []
    for tag, attributes in Elements(html).found:
        if tag in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "svg",
            "math",
            "base",
            "link",
            "meta",
            "input",
            "button",
            "video",
            "audio",
        }:
            found.append(tag)
        for name, value in attributes.items():
            if name.startswith(("on", "hx-", "data-hx-")) or name in {"style", "srcdoc", "formaction", "action"}:
                found.append(f"{tag} {name}")
            if name in {"href", "src"} and not re.match(r"https?://|mailto:|/(?!/)|#", value or ""):
                found.append(f"{tag} {name}={value}")
            if tag == "img" and name == "src" and not (value or "").startswith("/static/"):
                found.append(f"img from {value}")
    return found


HOSTILE = [
    "<script>alert(1)</script>",
    "Text <script src='https://evil.example/x.js'></script> text",
    "<img src=x onerror=alert(1)>",
    "<div onclick='alert(1)' style='position:fixed'>x</div>",
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "<!-- --><b>bold</b>",
    "<sim-player concept='x'></sim-player>",
    "<div hx-get='/x' hx-on:click='alert(1)'>x</div>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    '[x](https://ok.example "a\\" onmouseover=\\"alert(1)")',
    '![a" onerror="alert(1)](/static/a.png)',
    "[x]: javascript:alert(1)\n\n[x]",
    '```\n"><script>alert(1)</script>\n```',
    '```python\n"><script>alert(1)</script>\n```',
    "## <img src=x onerror=alert(1)>",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    '## "><script>alert(1)</script>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_an_author_writes_can_run(load, head, text):
    html = load(f"{head}\n{text}\n").rendered.html
    assert dangers(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>",
        "<p onclick=x>",
        "<p style=x>",
        "<a href='javascript:x'>",
        "<a href='//evil.example'>",
        "<img src='https://evil.example/a.png'>",
        "<p hx-get=x>",
    ],
)
def test_the_search_for_dangers_finds_them(html):
    assert len(dangers(html)) >= 1


@pytest.mark.parametrize("text", ["[x](//evil.example)", "[x](ftp://old.example)", "[x](notes.txt)", "<ftp://old.example>"])
def test_a_link_of_a_kind_that_a_lesson_has_no_use_for_is_a_mistake(mistakes, head, text):
    [(line, message)] = mistakes(f"{head}\n{text}\n")
    assert line == 10
    assert "must begin with https://" in message


@pytest.mark.parametrize(
    "source", ["https://evil.example/a.png", "//evil.example/a.png", "a.png", "/static/../secret.png", "data:image/png;base64,AAAA"]
)
def test_a_picture_from_elsewhere_is_a_mistake(mistakes, head, source):
    [(line, message)] = mistakes(f"{head}\n![A picture]({source})\n")
    assert (line, message) == (10, f"The picture “{source}” must be one of the course's own: images/NAME beside the lessons, or under /static/.")


def test_a_picture_without_words_is_a_mistake(mistakes, head):
    [(line, message)] = mistakes(f"{head}\n![](/static/a.png)\n")
    assert (line, message) == (10, "The picture “/static/a.png” has no text in its brackets that says what is to be seen.")


def test_a_link_out_of_the_course_tells_nothing_of_where_it_came_from(load, head):
    html = load(f"{head}\n[x](https://ok.example)").rendered.html
    assert Elements(html).found == [("p", {}), ("a", {"href": "https://ok.example", "rel": "noopener noreferrer"})]


def test_headings_get_ids_of_their_own_and_make_the_contents(load, head):
    rendered = load(f"{head}\n## One job\n\n### `M`, then P!\n\n## One job\n\n## ¿?\n").rendered
    assert rendered.contents == (
        Heading("one-job", "One job", 2),
        Heading("m-then-p", "M, then P!", 3),
        Heading("one-job-2", "One job", 2),
        Heading("section", "¿?", 2),
    )
    assert [attributes["id"] for tag, attributes in Elements(rendered.html).found if tag in {"h2", "h3"}] == [
        "one-job",
        "m-then-p",
        "one-job-2",
        "section",
    ]


def test_a_heading_of_the_first_level_is_a_mistake_because_the_title_is_one(mistakes, head):
    assert mistakes(f"{head}\n# Title\n") == [(10, "The lesson's title stands in the front matter; a heading of its text begins with “##”.")]
