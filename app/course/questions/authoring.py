"""A question from its directive: kind, behaviour, tries, hints and explanation; every mistake is left on the page."""

import re
from typing import get_args

from app.course.author_errors import instead
from app.course.directive import Directive, RenderContext
from app.course.model.questions import Behaviour, Body, KindName, Question, RunLink
from app.course.questions.bodies import READERS, Draft
from app.course.questions.kinds import kind_of
from app.course.questions.normalise import numbers
from app.course.questions.source import Mark, Source, read_source
from app.course.text import fragment

OWN = ("label", "kind", "behaviour", "tries", "tolerance", "unit")
BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)
MOST_TRIES = 10


def draft_of(directive: Directive, page: RenderContext) -> Draft:
    """The directive with its text taken apart."""
    kind = directive.options.get("kind")
    ordering = None if kind is None else kind.text == "ordering"
    return Draft(directive, read_source(directive.body, directive.body_line, page, ordering=ordering), page)


def question_of(
    draft: Draft,
    body: Body,
    *,
    explained: bool,
    tries: int | None = None,
    explanation: str = "",
    run: RunLink | None = None,
    predicts: RunLink | None = None,
) -> Question:
    """The question with all that its kind does not decide.

    ``explained``: it says by itself why its answer is right, so that the author need not. ``tries`` makes it interactive if its author says nothing.
    """
    directive, page, source = draft.directive, draft.page, draft.source
    if not directive.argument:
        page.wrong(directive.line, f"{{{directive.name}}} must be followed by the question’s title.")
    if "label" not in directive.options:
        page.wrong(directive.line, "The option “label” is missing: the name that the question keeps, such as “crash-after-print”.")
    if not source.prompt and not explained:
        page.wrong(directive.line, "The question asks nothing: its text before the answers is empty.")
    behaviour, most = _behaviour(draft, tries)
    return Question(
        label=page.label(directive),
        title=directive.argument,
        prompt=fragment(source.prompt, page, source.line, tight=False),
        body=body,
        behaviour=behaviour,
        tries=most,
        hints=tuple(fragment(hint.text, page, hint.line) for hint in source.all("?")),
        explanation=_explanation(draft, explained) + explanation,
        run=run,
        predicts=predicts,
    )


def _explanation(draft: Draft, explained: bool) -> str:
    found = draft.source.all("!")
    if len(found) > 1:
        draft.page.wrong(found[1].line, f"The explanation stands here a second time; the first is in line {found[0].line}.")
    if not found and not explained:
        draft.page.wrong(draft.directive.line, "The explanation is missing: an item “- [!]” says why the right answer is right.")
    return fragment(found[0].text, draft.page, found[0].line, tight=False) if found else ""


def _behaviour(draft: Draft, usual_tries: int | None) -> tuple[Behaviour, int]:
    """Behaviour and tries; several tries or a hint make a question interactive, unless it says otherwise."""
    hints = draft.source.all("?")
    asked, tries = draft.option("behaviour"), _tries(draft)
    if asked and asked not in BEHAVIOURS:
        draft.page.wrong(draft.line("behaviour"), f"Unknown behaviour “{asked}”. {instead(asked, BEHAVIOURS)}")
    found = next((name for name in BEHAVIOURS if name == asked), None)
    if found is None:
        found = "interactive" if hints or (tries or usual_tries or 1) > 1 else "immediate"
    if found == "interactive":
        return found, tries or usual_tries or max(2, len(hints) + 1)
    if tries is not None and tries > 1:
        draft.page.wrong(draft.line("tries"), f"A question with the behaviour “{found}” has one try; with several it is “interactive”.")
    if hints:
        draft.page.wrong(hints[0].line, f"A hint is shown between tries, but with the behaviour “{found}” there is only one; use “interactive”.")
    return found, 1


def _tries(draft: Draft) -> int | None:
    text = draft.option("tries")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", text) or not 1 <= int(text) <= MOST_TRIES:
        draft.page.wrong(draft.line("tries"), f"“tries” is “{text}”; it must be a whole number from 1 to {MOST_TRIES}.")
        return None
    return int(text)


def body_of(draft: Draft) -> Body | None:
    """The body that the items make; nothing when it cannot be told which kind they are."""
    kind = _kind(draft)
    if kind is None:
        return None
    reader, marks = READERS[kind]
    for entry in draft.source.entries:
        if entry.mark not in (*marks, "?", "!"):
            draft.page.wrong(entry.line, f"An item “{_shown(entry.mark)}” has no place in a question of the kind “{kind}”.")
    for name in ("tolerance", "unit"):
        if draft.option(name) and kind != "numeric":
            draft.page.wrong(draft.line(name), f"“{name}” is for numbers, but this question is of the kind “{kind}”.")
    before = len(draft.page.errors)
    body = reader(draft)
    if len(draft.page.errors) == before:
        for wrong in kind_of(body).validate(body):
            draft.page.wrong(draft.directive.line, wrong)
    return body


def _shown(mark: Mark) -> str:
    return "1." if mark == "1" else f"[{mark}]"


def _kind(draft: Draft) -> KindName | None:
    """The kind asked for, else the one that the items tell."""
    asked = draft.option("kind")
    for kind in READERS:
        if kind == asked:
            return kind
    if asked:
        draft.page.wrong(draft.line("kind"), f"Unknown kind “{asked}”. {instead(asked, READERS)}")
        return None
    found = inferred(draft.source)
    if found is None:
        draft.page.wrong(draft.directive.line, "The question has no answers: items “- [x]”, “- [=]”, “- [~]” or “1.”, or a table with “{…}” in it.")
    return found


def inferred(source: Source) -> KindName | None:
    """The kind that the items of a question tell; None if they tell none."""
    rights = len(source.all("x"))
    if rights or source.all(" "):
        return "multiple" if rights > 1 else "single"
    if typed := source.all("="):
        return "numeric" if all(numbers(entry.text)[0] and len(numbers(entry.text)[1].split()) < 2 for entry in typed) else "text"
    if source.all("~"):
        return "matching"
    if source.table:
        return "table"
    return "ordering" if source.all("1") else None


def placeholder(question: Question, page: RenderContext) -> str:
    """Keep the question, and give the element that the page puts it into. Nothing of the question is in it but its label."""
    page.questions.append(question)
    return f'<div data-question="{question.label}"></div>\n'
