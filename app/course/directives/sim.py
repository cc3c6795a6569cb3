"""``{sim}``: a run of a concept that the reader can play.

The argument is the concept. ``alt`` says in a sentence what is to be seen; ``scenario`` starts from one of the concept's scenarios; every parameter
of the concept is an option too; ``run`` gives the choices, ``revision`` that of the concept which they were made with, ``step`` the step shown
first. ``show``, ``properties`` and ``seen-by`` say what this place is about. ``endings: yes`` finds all possible endings at once;
``scenarios: yes`` offers the concept's other scenarios, which may give away what the lesson asks further on.
"""

import re
from collections.abc import Mapping

from app.course.author_errors import instead
from app.course.directive import Directive, DirectiveOption, RenderContext, yes_or_no
from app.course.directives.focus import OWN as FOCUS
from app.course.directives.focus import focus_of
from app.course.player_html import ShownRun, player
from app.course.revisions import is_other
from app.course.run_address import address
from app.course.run_query import first_choices
from app.kernel.errors import UsageError
from app.kernel.runs import play
from app.kernel.show.concept import Concept

OWN = ("label", "scenario", "run", "revision", "step", "endings", "scenarios", "alt", *FOCUS)
CHOICES = re.compile(r"[0-9]{1,4}(\s*,\s*[0-9]{1,4})*")


def render(directive: Directive, page: RenderContext) -> str:
    """The player with its fallback; the empty string when the directive has mistakes, which are on the page then."""
    before = len(page.errors)
    label = page.label(directive)
    if "alt" not in directive.options:
        page.wrong(directive.line, "The option “alt” is missing: a sentence that says what is to be seen, for those who cannot see it.")
    if directive.body:
        page.wrong(directive.line, "{sim} has options only; text between its fences would not be shown. Put it before or after.")
    concept = page.catalogue.get(directive.argument)
    if concept is None:
        page.wrong(directive.line, f"Unknown concept “{directive.argument}”. {instead(directive.argument, page.catalogue)}")
        return ""
    page.only(directive, (*OWN, *public_names(concept)))
    shown = _shown(concept, directive, page, label)
    if shown is None or len(page.errors) > before:
        return ""
    page.players += 1
    return player(shown)


def _shown(concept: Concept, directive: Directive, page: RenderContext, label: str) -> ShownRun | None:
    """The run that the directive asks for, played; nothing when it cannot be."""
    given = {name: option for name, option in directive.options.items() if option.text}
    scenario = given["scenario"].text if "scenario" in given else None
    raw = {name: option.text for name, option in given.items() if name in public_names(concept)}
    choices, step = choices_in(given, page, "run"), step_in(given, page)
    check_revision(given, concept, page)
    endings, scenarios = yes_or_no(given, "endings", False, page), yes_or_no(given, "scenarios", False, page)
    try:
        model = concept.model(raw, scenario)
    except UsageError as error:
        blame(error, given, directive, page, "scenario")
        return None
    try:
        run = play(model, first_choices(model, scenario, choices))
    except UsageError as error:
        blame(error, given, directive, page, "run")
        return None
    last = len(run.choices)
    if step is not None and step > last:
        page.wrong(given["step"].line, f"Step {step} does not exist: this run has the steps 0 to {last}.")
    parameters = {name: model.parameters[name] for name in raw}
    focus = focus_of(given, model, page)
    return ShownRun(
        run=run,
        parameters=parameters,
        scenario=scenario,
        choices=choices,
        step=step,
        label=label,
        endings=endings,
        scenarios=scenarios,
        focus=focus,
        alt=given["alt"].text if "alt" in given else "",
        link=address(concept.slug, parameters, scenario, choices, step, revision=concept.revision, seen_by=focus.seen_by),
    )


def public_names(concept: Concept) -> tuple[str, ...]:
    """The parameters that a reader or an author may set."""
    return tuple(parameter.name for parameter in concept.parameters if not parameter.internal)


def choices_in(given: Mapping[str, DirectiveOption], page: RenderContext, name: str) -> tuple[int, ...] | None:
    """The choices that an option gives."""
    option = given.get(name)
    if option is None:
        return None
    if not CHOICES.fullmatch(option.text):
        page.wrong(option.line, f"“{name}” is “{option.text}”; it must be the choices of the run, small whole numbers with commas, such as 0,0,2.")
        return None
    return tuple(int(word) for word in option.text.split(","))


def check_revision(given: Mapping[str, DirectiveOption], concept: Concept, page: RenderContext) -> None:
    """Complain about a run that was written for another revision of its concept: somebody has to look whether it still shows what the lesson says."""
    option = given.get("revision")
    if option is None:
        return
    if not re.fullmatch(r"[1-9][0-9]{0,5}", option.text):
        page.wrong(option.line, f"“revision” is “{option.text}”; it must be a whole number from 1.")
    elif is_other(concept, int(option.text)):
        page.wrong(
            option.line,
            f"This run was made with revision {option.text} of “{concept.title}”, which is at revision {concept.revision} now. "
            f"See whether it still shows what is meant, and write “:revision: {concept.revision}”.",
        )


def step_in(given: Mapping[str, DirectiveOption], page: RenderContext) -> int | None:
    """The step that the option “step” gives."""
    option = given.get("step")
    if option is None:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", option.text):
        page.wrong(option.line, f"“step” is “{option.text}”; it must be a whole number from 0.")
        return None
    return int(option.text)


def blame(error: UsageError, given: Mapping[str, DirectiveOption], directive: Directive, page: RenderContext, otherwise: str) -> None:
    """Put the kernel's refusal on the line of the option that it names."""
    option = given.get(error.field or otherwise) or given.get(otherwise)
    page.wrong(option.line if option else directive.line, error.message)
