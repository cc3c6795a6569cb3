"""A question from its directive: kind, behaviour, tries, hints and explanation; every mistake is left on the page."""

import re
from typing import get_args

from app.course.author_errors import instead
from app.course.directive import Directive, RenderContext
from app.course.model.questions import Behaviour, Body, Focus, Question, RunLink
from app.course.questions.html import question_place
from app.course.questions.kinds import KINDS
from app.course.questions.kinds.kind import AnyKind
from app.course.questions.meaning import SAME_AS
from app.course.questions.source import Mark, QuestionSource, read_parts
from app.course.text import fragment

WRITTEN = {name: kind for name, kind in KINDS.items() if kind.marks}
"""The kinds that an author can write in a {quiz}."""
OF_KINDS = {name: [kind.name for kind in KINDS.values() if name in kind.options] for kind in KINDS.values() for name in kind.options}
"""Options that only some kinds have, with their names."""
OWN = ("label", "kind", "behaviour", "tries", "topic", "same-as", *OF_KINDS)
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
MOST_TRIES = 10
NOWHERE = Focus()


def source_of(directive: Directive, page: RenderContext) -> QuestionSource:
    """The directive with its text taken apart."""
    kind = directive.options.get("kind")
    ordering = None if kind is None else kind.text == "ordering"
    return QuestionSource(directive, read_parts(directive.body, directive.body_line, page, ordering=ordering), page)


def question_of(
    source: QuestionSource,
    body: Body,
    *,
    explained: bool,
    tries: int | None = None,
    explanation: str = "",
    run: RunLink | None = None,
    predicts: RunLink | None = None,
    focus: Focus = NOWHERE,
) -> Question:
    """The question with all that its kind does not decide.

    ``explained``: it says by itself why its answer is right, so that the author need not. ``tries`` makes it interactive if its author says nothing.
    """
    directive, page, parts = source.directive, source.page, source.parts
    if not directive.argument:
        page.wrong(directive.line, f"{{{directive.name}}} must be followed by the question’s title.")
    if "label" not in directive.options:
        page.wrong(directive.line, "The option “label” is missing: the name that the question keeps, such as “crash-after-print”.")
    if not parts.prompt and not explained:
        page.wrong(directive.line, "The question asks nothing: its text before the answers is empty.")
    behaviour, most = _behaviour(source, tries)
    return Question(
        label=page.label(directive),
        title=directive.argument,
        prompt=fragment(parts.prompt, page, parts.line, tight=False, tables=f"Table in the question: {directive.argument}"),
        body=body,
        behaviour=behaviour,
        tries=most,
        hints=tuple(fragment(hint.text, page, hint.line) for hint in parts.all("?")),
        explanation=_explanation(source, explained) + explanation,
        run=run,
        predicts=predicts,
        same_as=_same_as(source),
        focus=focus,
        topic=_topic(source),
    )


def _topic(source: QuestionSource) -> str:
    """The section that explains the question, by the words of its heading joined by hyphens."""
    name, page = source.option("topic"), source.page
    headings = [anchor for anchor, found in page.anchors.items() if found.id == anchor]
    if name and name not in headings:
        page.wrong(source.line("topic"), f"“topic” is “{name}”; it must be a section of this lesson. {instead(name, headings)}")
        return ""
    return name


def _same_as(source: QuestionSource) -> str:
    text = source.option("same-as")
    if text and not SAME_AS.fullmatch(text):
        source.page.wrong(source.line("same-as"), f"“same-as” is “{text}”; it must be what “faultline lessons check” tells.")
        return ""
    return text


def _explanation(source: QuestionSource, explained: bool) -> str:
    found = source.parts.all("!")
    if len(found) > 1:
        source.page.wrong(found[1].line, f"The explanation stands here a second time; the first is in line {found[0].line}.")
    if not found and not explained:
        source.page.wrong(source.directive.line, "The explanation is missing: an item “- [!]” says why the right answer is right.")
    return fragment(found[0].text, source.page, found[0].line, tight=False) if found else ""


def _behaviour(source: QuestionSource, usual_tries: int | None) -> tuple[Behaviour, int]:
    """Behaviour and tries; several tries or a hint make a question interactive, unless it says otherwise."""
    hints = source.parts.all("?")
    asked, tries = source.option("behaviour"), _tries(source)
    if asked and asked not in BEHAVIOURS:
        source.page.wrong(source.line("behaviour"), f"Unknown behaviour “{asked}”. {instead(asked, BEHAVIOURS)}")
    found = next((name for name in BEHAVIOURS if name == asked), None)
    if found is None:
        found = "interactive" if hints or (tries or usual_tries or 1) > 1 else "immediate"
    if found == "interactive":
        return found, tries or usual_tries or max(2, len(hints) + 1)
    if tries is not None and tries > 1:
        source.page.wrong(source.line("tries"), f"A question with the behaviour “{found}” has one try; with several it is “interactive”.")
    if hints:
        source.page.wrong(hints[0].line, f"A hint is shown between tries, but with the behaviour “{found}” there is only one; use “interactive”.")
    return found, 1


def _tries(source: QuestionSource) -> int | None:
    text = source.option("tries")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", text) or not 1 <= int(text) <= MOST_TRIES:
        source.page.wrong(source.line("tries"), f"“tries” is “{text}”; it must be a whole number from 1 to {MOST_TRIES}.")
        return None
    return int(text)


def body_of(source: QuestionSource) -> Body | None:
    """The body that the items make; nothing when it cannot be told which kind they are."""
    kind = _kind(source)
    if kind is None:
        return None
    for entry in source.parts.entries:
        if entry.mark not in (*kind.marks, "?", "!"):
            source.page.wrong(entry.line, f"An item “{_shown(entry.mark)}” has no place in a question of the kind “{kind.name}”.")
    for name, others in OF_KINDS.items():
        if source.option(name) and name not in kind.options:
            source.page.wrong(source.line(name), f"“{name}” is for the kind {' or '.join(others)}, but this question is of the kind “{kind.name}”.")
    before = len(source.page.errors)
    body: Body = kind.parse(source)
    if len(source.page.errors) == before:
        for wrong in kind.validate(body):
            source.page.wrong(source.directive.line, wrong)
    return body


def _shown(mark: Mark) -> str:
    return "1." if mark == "1" else f"[{mark}]"


def _kind(source: QuestionSource) -> AnyKind | None:
    """The kind asked for, else the one that the items tell."""
    asked = source.option("kind")
    if asked in WRITTEN:
        return WRITTEN[asked]
    if asked:
        source.page.wrong(source.line("kind"), f"Unknown kind “{asked}”. {instead(asked, WRITTEN)}")
        return None
    found = next((kind for kind in WRITTEN.values() if kind.recognises(source.parts)), None)
    if found is None:
        source.page.wrong(source.directive.line, "The question has no answers: items “- [x]”, “- [=]”, “- [~]” or “1.”, or a table with “{…}” in it.")
    return found


def placeholder(question: Question, page: RenderContext) -> str:
    """Keep the question, and give the element that the page puts it into. Nothing of the question is in it but its label."""
    page.questions.append(question)
    return question_place(question.label)
