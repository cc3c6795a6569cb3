"""A section that may be left out is folded away, with all that stands in it."""

from app import concepts
from app.course import markdown
from app.course.directive import RenderContext

TEXT = """First.

## Main

Words.[^one]

## More {optional}

Hidden words.

### Deeper

Still hidden.

## Next

Shown.

[^one]: A note.
"""


def rendered(text: str) -> tuple[markdown.Rendered, list[str]]:
    page = RenderContext("a.md", concepts.catalogue())
    return markdown.render(text, page), [error.message for error in page.errors]


def test_an_optional_section_ends_where_the_next_one_begins() -> None:
    found, wrong = rendered(TEXT)
    assert wrong == []
    before, _, rest = found.html.partition('<details class="optional">')
    inside, _, after = rest.partition("</details>")
    assert "Words." in before
    assert all(words in inside for words in ("More", "Hidden words.", "Still hidden."))
    assert all(words in after for words in ("Shown.", "A note."))
    assert "{optional}" not in found.html
    assert [(heading.text, heading.optional) for heading in found.contents] == [("Main", False), ("More", True), ("Deeper", False), ("Next", False)]
    assert [heading.id for heading in found.contents][1] == "more"


def test_the_last_section_is_closed_before_the_footnotes() -> None:
    found, _ = rendered("## A\n\nWords.[^one]\n\n## B {optional}\n\nHidden.\n\n[^one]: A note.\n")
    assert found.html.index("</details>") < found.html.index("A note.")
    assert found.html.count("<details") == found.html.count("</details>") == 1


def test_a_text_that_ends_inside_is_closed() -> None:
    found, _ = rendered("## B {optional}\n\nHidden.\n")
    assert found.html.rstrip().endswith("</details>")


def test_a_smaller_heading_cannot_be_optional() -> None:
    _, wrong = rendered("## A\n\n### B {optional}\n\nWords.\n")
    assert wrong == ["Only a heading with “##” can be “{optional}”."]
