"""The concepts, one module (or package) each, found by discovery. A module that starts with an underscore is no concept."""

from functools import cache
from importlib import import_module
from typing import Any

from app.kernel.parameters import unknown
from app.kernel.show.concept import Concept


@cache
def catalogue() -> dict[str, Concept[Any]]:
    """Give every concept by its slug, in alphabetical order. A module without ``CONCEPT`` or with another name than its slug stops here, by name."""
    return {slug: _load(slug) for slug in slugs()}


def slugs() -> list[str]:
    """Give the slug of every concept, in alphabetical order, without importing any."""
    from pkgutil import iter_modules

    return sorted(module.name.replace("_", "-") for module in iter_modules(__path__) if not module.name.startswith("_"))


def find(slug: str) -> Concept[Any]:
    """Give a concept by its slug, importing no other; UsageError names the ones there are."""
    name = slug.replace("-", "_")
    if "_" not in slug and not name.startswith("_") and name.isascii() and name.isidentifier() and name.islower():
        try:
            return _load(slug)
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise  # the concept is there, and something that it imports is not
    raise unknown("concept", slug, slugs())


def _load(slug: str) -> Concept[Any]:
    name = slug.replace("-", "_")
    concept = getattr(import_module(f"{__name__}.{name}"), "CONCEPT", None)
    if not isinstance(concept, Concept) or concept.slug != slug:
        raise ImportError(f"app/concepts/{name}: CONCEPT is missing, or its slug is not “{slug}”")
    return concept
