"""What directives about a concept have in common: the concept, its parameters as options, a scenario, the choices of a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.course.author_errors import instead
from app.course.directive import Directive, DirectiveOption, RenderContext
from app.course.directives.sim import blame, check_revision, choices_in, public_names
from app.course.run_query import first_choices
from app.kernel.errors import UsageError
from app.kernel.parameters import Value
from app.kernel.show.concept import Concept
from app.kernel.specification import Model


@dataclass(frozen=True, slots=True)
class Modelled:
    """A concept with the parameters that a directive sets. Those of its scenario are among them, so that its name is not needed to tell the run."""

    concept: Concept
    parameters: dict[str, Value]
    model: Model
    choices: tuple[int, ...]
    given: Mapping[str, DirectiveOption]


def concept_of(slug: str, line: int, page: RenderContext) -> Concept | None:
    """The concept of this name, or a mistake."""
    concept = page.catalogue.get(slug)
    if concept is None:
        page.wrong(line, f"Unknown concept “{slug}”. {instead(slug, page.catalogue)}")
    return concept


def modelled(concept: Concept, own: Iterable[str], directive: Directive, page: RenderContext) -> Modelled | None:
    """The directive's model; ``own`` are the options that are no parameters. Nothing when it has mistakes, which are on the page then."""
    names = [name for name in public_names(concept) if name not in own]
    page.only(directive, (*own, *names))
    given = {name: option for name, option in directive.options.items() if option.text}
    scenario = given["scenario"].text if "scenario" in given else None
    choices = choices_in(given, page, "run") if "run" in own else None
    check_revision(given, concept, page)
    try:
        base = dict(concept.scenario(scenario).parameters) if scenario else {}
        model = concept.model(base | {name: given[name].text for name in names if name in given})
    except UsageError as error:
        blame(error, given, directive, page, "scenario")
        return None
    parameters = {name: model.values[name] for name in model.parameters if name in base or name in given}
    return Modelled(concept, parameters, model, first_choices(model, scenario, choices), given)


def conditions(option: DirectiveOption, concept: Concept, page: RenderContext) -> dict[str, str] | None:
    """``name=value``, several with commas: parts of an outcome."""
    found: dict[str, str] = {}
    for word in option.text.split(","):
        name, equals, value = (part.strip() for part in word.partition("="))
        declared = next((field for field in concept.outcomes if field.name == name.partition(".")[0]), None)
        if not equals or not value:
            page.wrong(option.line, f"“{word.strip()}” must be “name=value”, a part of the outcome and its value.")
        elif declared is None:
            page.wrong(option.line, f"Unknown part of the outcome “{name}”. {instead(name, [field.name for field in concept.outcomes])}")
        elif declared.values and value not in declared.values:
            page.wrong(option.line, f"“{name}” is never “{value}”. {instead(value, declared.values)}")
        else:
            found[name] = value
            continue
        return None
    return found
