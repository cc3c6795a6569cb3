"""Forms as browsers send them."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from app.course.questions.kinds.kind import Form
from app.kernel.errors import UsageError

FIELDS_MAX = 400


async def read_form(request: Request) -> Form:
    """The fields of a form that was sent as browsers send it; UsageError for what cannot be read."""
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as error:
        raise UsageError(f"The form cannot be read; allowed: up to {FIELDS_MAX} fields of UTF-8 text.", "form") from error
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


FormDep = Annotated[Form, Depends(read_form)]
