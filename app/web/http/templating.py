"""Pages from templates: everything is escaped, and a name that a page has not is an error and no empty space."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.course.nowrap import nowrap_markup
from app.course.questions.button_names import Button
from app.web.http.page import Page


def environment(folder: Path) -> Environment:
    """The templates of a folder."""
    made = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["nowrap"] = nowrap_markup
    made.globals["button"] = Button
    return made


def render(request: Request, template: str, page: Page, status: int = 200, **headers: str) -> HTMLResponse:
    """A page as an answer. It may be kept, but must be asked for again: lessons change."""
    site: Any = request.app.state.site
    html = site.templates.get_template(template).render(page=page, assets=request.state.assets)
    return HTMLResponse(html, status, {"Cache-Control": "no-cache", **headers})
