"""What a place of a lesson is about: ``show`` names the tabs of its player that come first, ``properties`` what stands beside the diagram.

``seen-by`` names the process through whose eyes its run is shown.
"""

from collections.abc import Mapping

from app.course.author_errors import instead
from app.course.directive import DirectiveOption, RenderContext
from app.course.model.questions import Focus
from app.kernel.runs import play
from app.kernel.show.concept import concept_of, seers
from app.kernel.show.trace import Tracer
from app.kernel.specification import Model

OWN = ("show", "properties", "seen-by")
ALWAYS = ("properties", "endings", "events", "signs")
"""Tabs that do not depend on the concept."""


def focus_of(given: Mapping[str, DirectiveOption], model: Model, page: RenderContext) -> Focus:
    """Give what the options name, in the order of importance; a name that is none is a mistake on the page."""
    concept = concept_of(model)
    trace = Tracer(play(model, stop=0))
    tabs = (*(panel.name for panel in concept.draw_panels(trace, 0) if panel.name != concept.stage), *(one.kind for one in concept.editors), *ALWAYS)
    names = tuple(declared.name for declared in concept.properties)
    show, properties = _named(given.get("show"), tabs, "panel", page), _named(given.get("properties"), names, "property", page)
    return Focus(show, properties, _seer(given.get("seen-by"), model, page))


def _seer(option: DirectiveOption | None, model: Model, page: RenderContext) -> str:
    if option is None:
        return ""
    name, processes = option.text, seers(model)
    if name not in processes:
        page.wrong(option.line, f"Unknown process “{name}”. {instead(name, processes)}")
    return name


def _named(option: DirectiveOption | None, known: tuple[str, ...], what: str, page: RenderContext) -> tuple[str, ...]:
    found = tuple(word.strip() for word in option.text.split(",") if word.strip()) if option else ()
    for name in found:
        if option and name not in known:
            page.wrong(option.line, f"Unknown {what} “{name}”. {instead(name, known)}")
    return found
