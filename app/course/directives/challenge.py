"""``{challenge} Title``: find a run that reaches a goal. It is judged by playing the run; reading the lesson finds the best one.

``sim`` names the concept, ``goal`` is ``PROPERTY broken``, ``PROPERTY reached`` or ``name=value`` for a part of the outcome.
"""

import re

from app.course.author_errors import instead
from app.course.directive import Directive, DirectiveOption, RenderContext
from app.course.directives.focus import OWN as FOCUS
from app.course.directives.focus import focus_of
from app.course.directives.modelled import Modelled, concept_of, conditions, modelled
from app.course.model.questions import Focus
from app.course.questions.authoring import placeholder, question_of, source_of
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.runs import Best, Goal, best_run, first_reached
from app.kernel.errors import UsageError
from app.kernel.runs import play

OWN = ("label", "behaviour", "tries", "topic", "sim", "scenario", "goal", *FOCUS)
TRIES = 10
GOAL = re.compile(r"([a-z0-9-]+)\s+(broken|reached)")


def render(directive: Directive, page: RenderContext) -> str:
    """The place of the challenge; the empty string when it has mistakes."""
    before = len(page.errors)
    source = source_of(directive, page)
    for entry in source.parts.entries:
        if entry.mark not in "?!":
            page.wrong(entry.line, "A run is the answer; only hints “- [?]” and an explanation “- [!]” may stand here.")
    for name in ("sim", "goal"):
        if name not in directive.options:
            page.wrong(directive.line, f"The option “{name}” is missing.")
    concept = concept_of(source.option("sim"), source.line("sim"), page) if source.option("sim") else None
    asked = modelled(concept, OWN, directive, page) if concept else None
    goal = _goal(directive.options["goal"], asked, page) if asked and source.option("goal") else None
    if asked is None or goal is None:
        return ""
    best = _best(goal, asked, directive.options["goal"], page)
    if best is None:
        return ""
    body = Challenge(
        concept=asked.concept.slug,
        parameters=asked.parameters,
        scenario=None,
        goal=goal,
        sentence=_sentence(goal, asked),
        faults=best.faults,
        events=len(best.choices),
        best=best.choices,
        revision=asked.concept.revision,
    )
    question = question_of(source, body, explained=True, tries=TRIES, focus=_focus(goal, asked, page))
    return placeholder(question, page) if len(page.errors) == before else ""


def _focus(goal: Goal, asked: Modelled, page: RenderContext) -> Focus:
    """What the author says, or else the property that is to be broken or reached."""
    focus = focus_of(asked.given, asked.model, page)
    return focus if focus.properties or not goal.property else Focus(focus.show, (goal.property,))


def _goal(option: DirectiveOption, asked: Modelled, page: RenderContext) -> Goal | None:
    if "=" in option.text:
        wanted = conditions(option, asked.concept, page)
        return Goal(outcome=wanted) if wanted else None
    found = GOAL.fullmatch(option.text)
    if found is None:
        page.wrong(option.line, f"“goal” is “{option.text}”; it must be “PROPERTY broken”, “PROPERTY reached” or “name=value”.")
        return None
    declared = {prop.name: prop for prop in asked.concept.properties}
    if found[1] not in declared:
        page.wrong(option.line, f"Unknown property “{found[1]}”. {instead(found[1], declared)}")
        return None
    verb = "broken" if declared[found[1]].kind != "reachable" else "reached"
    if found[2] != verb:
        page.wrong(option.line, f"The property “{found[1]}” can be {verb}, not {found[2]}.")
        return None
    return Goal(property=found[1])


def _best(goal: Goal, asked: Modelled, option: DirectiveOption, page: RenderContext) -> Best | None:
    """The best run; a goal that cannot be reached, or that every run reaches by itself, is a mistake."""
    try:
        best = best_run(goal, asked.model)
    except UsageError as error:
        page.wrong(option.line, f"The challenge cannot be judged: {error.message}.")
        return None
    if best is None:
        page.wrong(option.line, f"The goal “{option.text}” cannot be reached: every run was tried.")
        return None
    if first_reached(goal, play(asked.model)) is not None:
        page.wrong(option.line, f"The goal “{option.text}” is reached by the default run already, so there is nothing to be found.")
        return None
    return best


def _sentence(goal: Goal, asked: Modelled) -> str:
    if not goal.property:
        return f"Find a run that ends with {' and '.join(f'{name} {value}' for name, value in goal.outcome.items())}."
    declared = next(prop for prop in asked.concept.properties if prop.name == goal.property)
    return f"Find a run that {'reaches' if declared.kind == 'reachable' else 'breaks'} this: {declared.sentence}"
