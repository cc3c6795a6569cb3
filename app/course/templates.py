"""HTML that the course itself makes: from templates, where everything is escaped that is not markup already."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.course.nowrap import nowrap_markup
from app.settings import settings


@lru_cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(settings().templates_dir / "course"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["nowrap"] = nowrap_markup
    return made


def rendered(template: str, **values: Any) -> Markup:
    """A template of ``templates/course`` with these values."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 - made by our own template


def macro(template: str, name: str, *values: Any, **named: Any) -> Markup:
    """One of the pieces that a template of ``templates/course`` defines."""
    return Markup(getattr(_environment().get_template(template).module, name)(*values, **named))  # noqa: S704 - made by our own template
