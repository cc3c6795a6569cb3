"""``{predict} Title``: a question about a run that waits for the answer. What comes after the pause is not in the page.

``sim`` names the concept, ``run`` the choices of the run, ``pause-at`` the step that it waits at (default: after the choices). The answers are
items as in
``{quiz}``; or ``answer`` names a part of the run's outcome, and the right answer is found by playing. ``options`` lists the values to choose
from where the concept does not, and ``- [≠] value`` with feedback says more about a wrong one.
"""

import re

from markupsafe import escape

from app.course.author_errors import instead
from app.course.directive import Directive, RenderContext, with_old_names
from app.course.directives.focus import OWN as FOCUS
from app.course.directives.focus import focus_of
from app.course.directives.modelled import Modelled, concept_of, modelled
from app.course.model.questions import Body, RunLink
from app.course.questions.authoring import OWN as QUESTION
from app.course.questions.authoring import body_of, placeholder, question_of, source_of
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.parts import Reaction, key_of, reactions
from app.course.questions.kinds.typed import Numeric
from app.course.questions.normalise import numbers
from app.course.questions.runs import part_of
from app.course.questions.source import QuestionSource
from app.kernel.errors import UsageError
from app.kernel.explore import explore
from app.kernel.runs import Run, play

OWN = (*QUESTION, "sim", "scenario", "run", "revision", "pause-at", "answer", "options", *FOCUS)
LIMIT = 50_000
"""States that are searched for a run that ends as a wrong answer says."""


def render(directive: Directive, page: RenderContext) -> str:
    """The place of the question; the empty string when it has mistakes."""
    before = len(page.errors)
    directive = with_old_names(directive, {"choices": "run"}, page)
    source = source_of(directive, page)
    if "sim" not in directive.options:
        page.wrong(directive.line, "The option “sim” is missing: the concept that the run is of.")
    concept = concept_of(source.option("sim"), source.line("sim"), page) if source.option("sim") else None
    asked = modelled(concept, OWN, directive, page) if concept else None
    run = _played(asked, source) if asked else None
    if asked is None or run is None:
        return ""
    pause = _pause(run, asked, source)
    slug, revision = asked.concept.slug, asked.concept.revision
    predicts = RunLink(slug, asked.parameters, None, run.choices[:pause], pause, "The run up to the question", revision)
    shows = RunLink(slug, asked.parameters, None, run.choices, None, "The run, to its end", revision)
    focus = focus_of(asked.given, asked.model, page)
    probe = "answer" in directive.options
    body = _probe(run, asked, source) if probe else body_of(source)
    if body is None:
        return ""
    question = question_of(source, body, explained=probe and bool(source.parts.prompt), run=shows, predicts=predicts, focus=focus)
    return placeholder(question, page) if len(page.errors) == before else ""


def _played(asked: Modelled, source: QuestionSource) -> Run | None:
    try:
        return play(asked.model, asked.choices)
    except UsageError as error:
        source.page.wrong(source.line("run"), error.message)
        return None


def _pause(run: Run, asked: Modelled, source: QuestionSource) -> int:
    text = source.option("pause-at") or str(len(asked.choices))
    pause = int(text) if re.fullmatch(r"[0-9]{1,5}", text) else -1
    last = len(run.choices) - 1
    if not 0 <= pause <= last:
        source.page.wrong(
            source.line("pause-at"), f"“pause-at” is “{text}”; it must be a step before the last, from 0 to {last}, or there is nothing to predict."
        )
        return 0
    return pause


def _probe(run: Run, asked: Modelled, source: QuestionSource) -> Body | None:
    """The question whose right answer is a part of the run's outcome."""
    name, page = source.option("answer"), source.page
    for entry in source.parts.entries:
        if entry.mark not in "?!≠":
            page.wrong(entry.line, "With “answer” the run gives the right answer; only [≠], [?] and [!] may stand here.")
    value = part_of(run.outcome, name) if run.outcome else None
    if value is None:
        known = [field.name for field in asked.concept.outcomes]
        page.wrong(source.line("answer"), f"This run has no outcome “{name}”. {instead(name, known)}")
        return None
    declared = next((field.values for field in asked.concept.outcomes if field.name == name), ())
    words = tuple(word.strip() for word in source.option("options").split(",") if word.strip()) or declared
    said = reactions(source)
    if not words and numbers(value)[0] and not numbers(value)[1]:
        return Numeric(numbers(value)[0][0], reactions=said)
    if value not in words or len(words) < 2:
        what = f"the run ends with “{value}”, which is not among them" if words else "the concept does not list the values"
        page.wrong(
            source.line("options" if "options" in source.directive.options else "answer"), f"“options” must list the values to choose from: {what}."
        )
        return None
    for reaction in said:
        if reaction.answer not in words or reaction.answer == value:
            page.wrong(source.directive.line, f"The foreseen wrong answer “{reaction.answer}” is none. {instead(reaction.answer, words)}")
    return Single(_options(words, value, name, said, asked))


def _options(words: tuple[str, ...], right: str, name: str, said: tuple[Reaction, ...], asked: Modelled) -> tuple[Option, ...]:
    """An option for each value; a wrong one comes with a run that does end so, if there is one."""
    found = explore(asked.model, limit=LIMIT)
    elsewhere: dict[str, RunLink] = {}
    for ending in found.endings:
        value = part_of(ending.outcome, name) or ""
        link = RunLink(asked.concept.slug, asked.parameters, None, ending.choices, None, f"A run that ends with {value}", asked.concept.revision)
        elsewhere.setdefault(value, link)
    own = {reaction.answer: reaction.feedback for reaction in said}
    options = []
    for word in words:
        other = None if word == right else elsewhere.get(word)
        usual = "Other choices lead there, this run does not." if other else "No run of this model ends so."
        if not other and not found.exhausted:
            usual = "This run does not end so."
        options.append(Option(key_of(word), str(escape(word)), word == right, "" if word == right else own.get(word, usual), other))
    return tuple(options)
