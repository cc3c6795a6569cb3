"""The concepts, one module (or package) each, found by discovery. A module that starts with an underscore is no concept."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from app.kernel.concept import Concept
from app.kernel.parameters import unknown


@cache
def catalogue() -> dict[str, Concept]:
    """Give every concept by its slug, in alphabetical order. A module without ``CONCEPT`` or with another name than its slug stops here, by name."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        if module.name.startswith("_"):
            continue
        concept = getattr(import_module(f"{__name__}.{module.name}"), "CONCEPT", None)
        if not isinstance(concept, Concept) or concept.slug != module.name.replace("_", "-"):
            raise ImportError(f"app/concepts/{module.name}: CONCEPT is missing, or its slug is not “{module.name.replace('_', '-')}”")
        found[concept.slug] = concept
    return found


def find(slug: str) -> Concept:
    """Give a concept by its slug; UsageError names the ones there are."""
    known = catalogue()
    if slug not in known:
        raise unknown("concept", slug, known)
    return known[slug]
