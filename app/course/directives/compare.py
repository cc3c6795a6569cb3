"""``{compare} concept``: two runs side by side, stepped through together, and to which processes they look the same.

Parameters, ``scenario``, ``run`` and ``revision`` are for both runs; with ``left-`` or ``right-`` in front, for one of them, as is ``title``.
``same-to`` and ``differs-to`` name processes to which the runs look the same, or not, at the step that is shown first (``step``; without it, at
their ends). That is checked when the lesson is read. The text between the fences is said of it. ``seen-by`` shows both runs through the eyes of a
process.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.course.author_errors import instead
from app.course.directive import Directive, DirectiveOption, RenderContext
from app.course.directives.focus import focus_of
from app.course.directives.modelled import concept_of
from app.course.directives.sim import blame, check_revision, choices_in, public_names, step_in
from app.course.model.questions import Focus
from app.course.player_html import ShownRun, player
from app.course.run_address import address
from app.course.run_query import first_choices
from app.course.templates import rendered
from app.course.text import fragment
from app.kernel.errors import UsageError
from app.kernel.local_history import Verdict, verdicts
from app.kernel.parameters import Value
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept, seers
from app.kernel.show.local_words import in_words
from app.kernel.show.words import listed

OWN = ("label", "alt", "step", "seen-by", "same-to", "differs-to")
OF_A_RUN = ("scenario", "run", "revision")
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: what was asked for, and the run itself."""

    name: str
    title: str
    parameters: Mapping[str, Value]
    scenario: str | None
    choices: tuple[int, ...] | None
    run: Run


def render(directive: Directive, page: RenderContext) -> str:
    """Both players with their one set of controls; the empty string when the directive has mistakes."""
    before = len(page.errors)
    if "alt" not in directive.options:
        page.wrong(directive.line, "The option “alt” is missing: a sentence that says what is to be seen, for those who cannot see it.")
    concept = concept_of(directive.argument, directive.line, page)
    if concept is None:
        return ""
    names = (*OF_A_RUN, *public_names(concept))
    page.only(directive, (*OWN, *names, *(f"{side}-{name}" for side in SIDES for name in ("title", *names))))
    given = {name: option for name, option in directive.options.items() if option.text}
    left, right = (_side(side, concept, given, directive, page) for side in SIDES)
    if left is None or right is None:
        return ""
    step = step_in(given, page)
    last = max(len(left.run.choices), len(right.run.choices))
    if step is not None and step > last:
        page.wrong(given["step"].line, f"Step {step} does not exist: the longer run has the steps 0 to {last}.")
    focus = focus_of({name: option for name, option in given.items() if name == "seen-by"}, left.run.model, page)
    looks = {name: verdicts(left.run, right.run, name) for name in seers(left.run.model) if name in seers(right.run.model)}
    if len(page.errors) == before:
        _check(looks, last if step is None else step, given, page)
    if len(page.errors) > before:
        return ""
    page.players += len(SIDES)
    return _html((left, right), looks, step, focus, directive, page)


def _side(side: str, concept: Concept, given: Mapping[str, DirectiveOption], directive: Directive, page: RenderContext) -> Side | None:
    """One run, played; nothing when it cannot be, which is on the page then."""
    own = {name.removeprefix(f"{side}-"): option for name, option in given.items() if name.startswith(f"{side}-")}
    asked = {name: option for name, option in given.items() if name in (*OF_A_RUN, *public_names(concept))} | own
    raw = {name: option.text for name, option in asked.items() if name in public_names(concept)}
    scenario = asked["scenario"].text if "scenario" in asked else None
    choices = choices_in(asked, page, "run")
    check_revision(asked, concept, page)
    try:
        model = concept.model(raw, scenario)
        run = play(model, first_choices(model, scenario, choices))
    except UsageError as error:
        blame(error, asked, directive, page, "run")
        return None
    title = own["title"].text if "title" in own else side.capitalize()
    return Side(side, title, {name: model.parameters[name] for name in raw}, scenario, choices, run)


def _check(looks: Mapping[str, tuple[Verdict, ...]], step: int, given: Mapping[str, DirectiveOption], page: RenderContext) -> None:
    """Complain about what is not as the author says."""
    for option, expected in ((given.get("same-to"), True), (given.get("differs-to"), False)):
        for name in _named(option):
            assert option is not None
            if name not in looks:
                page.wrong(option.line, f"Unknown process “{name}”. {instead(name, looks)}")
            elif (looks[name][step] == "same") is not expected:
                until = next((number for number, verdict in enumerate(looks[name]) if verdict != "same"), None)
                since = "they do at every step" if until is None else f"they do so only before step {until}" if expected else "they do there"
                page.wrong(option.line, f"At step {step} the runs {'do not look' if expected else 'look'} the same to “{name}”: {since}.")


def _named(option: DirectiveOption | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in option.text.split(",") if name.strip()) if option else ()


def _listed(option: DirectiveOption | None, sides: tuple[Side, Side]) -> str:
    """The processes that an option names, as a sentence lists them."""
    names = _named(option)
    return listed([in_words(lane) for lane in sides[0].run.model.machine.lanes if lane.name in names])


def _html(
    sides: tuple[Side, Side], looks: Mapping[str, tuple[Verdict, ...]], step: int | None, focus: Focus, directive: Directive, page: RenderContext
) -> str:
    label, options = page.label(directive), directive.options
    return str(
        rendered(
            "compare.html",
            concept=sides[0].run.model.concept.slug,
            label=label,
            alt=options["alt"].text,
            sides=[(side.title, player(_shown(side, step, focus, label))) for side in sides],
            looks=json.dumps(looks),
            step=len(next(iter(looks.values()), ())) - 1 if step is None else step,
            same=_listed(options.get("same-to"), sides),
            different=_listed(options.get("differs-to"), sides),
            text=Markup(fragment(directive.body, page, directive.body_line)),  # noqa: S704 - made by our own Markdown
        )
    )


def _shown(side: Side, step: int | None, focus: Focus, label: str) -> ShownRun:
    concept = side.run.model.concept
    here = None if step is None else min(step, len(side.run.choices))
    link = address(concept.slug, side.parameters, side.scenario, side.choices, here, revision=concept.revision, seen_by=focus.seen_by)
    return ShownRun(
        side.run,
        side.parameters,
        side.scenario,
        side.choices,
        here,
        label=f"{label}-{side.name}" if label else "",
        alt=f"{side.title}.",
        link=link,
        focus=focus,
        compared=True,
    )
