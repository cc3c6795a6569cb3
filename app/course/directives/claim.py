"""``{claim} concept``: a sentence that is checked when the lesson is read, by trying every run.

``property`` with ``holds: yes`` (default) or ``no``; or ``outcome: name=value`` (some run ends so), with ``never: yes`` (none does).
Parameters are options; ``for-all: a, b`` means: for each value of these parameters.
"""

from markupsafe import Markup

from app.course.author_errors import instead
from app.course.claims import SETTINGS, Claim, Evidence, check, sweep, values_of
from app.course.directive import Directive, RenderContext, yes_or_no
from app.course.directives.modelled import Modelled, concept_of, conditions, modelled
from app.course.directives.sim import public_names
from app.course.run_address import address
from app.course.templates import rendered
from app.course.text import fragment, has_blocks
from app.kernel.errors import UsageError
from app.kernel.parameters import Value

OWN = ("label", "property", "holds", "outcome", "never", "for-all", "scenario")


def render(directive: Directive, page: RenderContext) -> str:
    """The sentence with its proof; the empty string when it has mistakes. To be false is one."""
    before = len(page.errors)
    if not directive.body:
        page.wrong(directive.line, "The claim says nothing: its sentence is missing.")
    concept = concept_of(directive.argument, directive.line, page)
    asked = modelled(concept, OWN, directive, page) if concept else None
    claim = _claim(asked, directive, page) if asked else None
    if claim is None or len(page.errors) > before:
        return ""
    try:
        evidence = check(claim)
    except UsageError as error:
        page.wrong(directive.line, f"The claim cannot be checked: {error.message}.")
        return ""
    href = _link(claim, evidence)
    if evidence.wrong:
        page.wrong(directive.line, f"{evidence.wrong}{f' (see {href})' if href else ''}.")
        return ""
    return str(
        rendered(
            "claim.html",
            text=Markup(fragment(directive.body, page, directive.body_line)),  # noqa: S704 - made by our own Markdown
            blocks=has_blocks(directive.body),
            states=evidence.states,
            href=href,
            label=page.label(directive),
        )
    )


def _claim(asked: Modelled, directive: Directive, page: RenderContext) -> Claim | None:
    given = asked.given
    if ("property" in given) == ("outcome" in given):
        page.wrong(directive.line, "A claim has either the option “property” or the option “outcome”.")
        return None
    by_property = "property" in given
    stray, word = ("never", "holds") if by_property else ("holds", "never")
    if stray in given:
        page.wrong(given[stray].line, f"“{stray}” does not go with “{'property' if by_property else 'outcome'}”; use “{word}”.")
    settings = _settings(asked, page)
    expected = yes_or_no(given, "holds", True, page) if by_property else not yes_or_no(given, "never", False, page)
    if settings is None:
        return None
    if by_property:
        name, known = given["property"], [declared.name for declared in asked.concept.properties]
        if name.text not in known:
            page.wrong(name.line, f"Unknown property “{name.text}”. {instead(name.text, known)}")
            return None
        return Claim(asked.concept, settings, property=name.text, expected=expected)
    wanted = conditions(given["outcome"], asked.concept, page)
    return Claim(asked.concept, settings, outcome=wanted, expected=expected) if wanted else None


def _settings(asked: Modelled, page: RenderContext) -> tuple[dict[str, Value], ...] | None:
    """The settings that the claim is about: one, or all those of the parameters that it sweeps."""
    option = asked.given.get("for-all")
    if option is None:
        return (asked.parameters,)
    declared = {p.name: p for p in asked.concept.parameters if p.name in public_names(asked.concept)}
    names = tuple(name.strip() for name in option.text.split(",") if name.strip())
    count = 1
    for name in names:
        if name not in declared or not values_of(declared[name]):
            can = [p.name for p in declared.values() if values_of(p)]
            page.wrong(option.line, f"“{name}” is no parameter whose values can be listed. {instead(name, can)}")
            return None
        if name in asked.given:
            page.wrong(asked.given[name].line, f"“{name}” has a value here, but the claim is for all of its values.")
        count *= len(values_of(declared[name]))
    if count > SETTINGS:
        page.wrong(option.line, f"The claim is about {count} settings; allowed: at most {SETTINGS}.")
        return None
    return tuple(asked.parameters | setting for setting in sweep(asked.concept.parameters, names))


def _link(claim: Claim, evidence: Evidence) -> str:
    """The page that plays the run that shows it, where there is one."""
    if evidence.run is None:
        return ""
    return address(claim.concept.slug, evidence.setting, None, evidence.run, revision=claim.concept.revision)
