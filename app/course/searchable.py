"""What can be found by searching: the sections of the lessons, the concepts, and what the questions ask, never what answers them."""

from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from app.course.glossary import Term
from app.course.model.questions import Question
from app.kernel.show.concept import Concept
from app.store.lessons import LiveLesson
from app.store.search import Entry

HEADINGS = {"h2", "h3"}
BLOCKS = {"p", "li", "tr", "td", "th", "div", "pre", "br", "figcaption", "dd", "dt", *HEADINGS}
# Runs are drawn, and a prediction's run would tell what is asked; what a machine reads is for no reader.
LEFT_OUT = {"sim-player", "annotation", "script", "style", "template"}
# What is no part of a sentence: for screen readers only, the proof of a claim, the way to a footnote and back, the meanings of terms.
BESIDE = {"unseen", "claim-proof", "footnote-ref", "footnote-backref", "term-notes"}


class _Sections(HTMLParser):
    """The text of a page, cut at its headings: anchor, title, text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        # The element that is left out now, and how many of its name are open.
        self.skipped, self.depth = "", 0
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.depth += tag == self.skipped
            return
        named = dict(attrs)
        if tag in LEFT_OUT or BESIDE & set((named.get("class") or "").split()):
            self.skipped, self.depth = tag, 1
            return
        if tag in HEADINGS:
            self.found.append((named.get("id") or "", [], []))
            self.heading = True
        if tag in BLOCKS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= tag == self.skipped
            return
        if tag in HEADINGS:
            self.heading = False
        if tag in BLOCKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self._add(data)

    def _add(self, data: str) -> None:
        _, title, body = self.found[-1]
        (title if self.heading else body).append(data)


def sections(html: str) -> list[tuple[str, str, str]]:
    """Anchor, title and plain text of each section of a page; the first one, before any heading, has no anchor and no title."""
    parser = _Sections()
    parser.feed(html)
    parser.close()
    return [(anchor, " ".join("".join(title).split()), " ".join("".join(body).split())) for anchor, title, body in parser.found]


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(" ".join(part for part in (title, body) if part) for _, title, body in sections(html)).strip()


def entries(
    lessons: Iterable[tuple[LiveLesson, Iterable[Question]]], catalogue: Mapping[str, Concept], terms: Iterable[Term] = ()
) -> Iterator[Entry]:
    """Everything that can be found in the course: its lessons, each with what it asks, the concepts, and the terms of the glossary."""
    for term in terms:
        yield Entry("term", term.slug, "", "", ", ".join((term.title, *term.also)), term.definition)
    for lesson, questions in lessons:
        title, summary = str(lesson.front_matter.get("title", lesson.id)), str(lesson.front_matter.get("summary", ""))
        yield from of_lesson(lesson.id, title, summary, lesson.html, questions)
    for concept in catalogue.values():
        stories = " ".join(f"{scenario.title}: {scenario.sentence}" for scenario in concept.scenarios)
        yield Entry("concept", concept.slug, "", "", concept.title, f"{concept.summary} {stories}")


def of_lesson(lesson_id: str, title: str, summary: str, html: str, questions: Iterable[Question]) -> Iterator[Entry]:
    """What can be found in one lesson."""
    for anchor, heading, body in sections(html):
        if anchor:
            yield Entry("section", lesson_id, anchor, title, heading, body)
        else:
            yield Entry("lesson", lesson_id, "", "", title, f"{summary} {body}".strip())
    for question in questions:
        yield Entry("question", lesson_id, question.label, title, question.title, plain(question.prompt))
