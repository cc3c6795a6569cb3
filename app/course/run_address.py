"""The address of a run: everything that it takes to show exactly this run again. ``run_query`` reads it."""

from collections.abc import Mapping
from urllib.parse import urlencode


def address(
    slug: str,
    parameters: Mapping[str, str | int | bool],
    scenario: str | None = None,
    choices: tuple[int, ...] | None = None,
    step: int | None = None,
    *,
    revision: int | None = None,
    page: str = "play",
    seen_by: str = "",
) -> str:
    """The page that shows exactly this run. ``revision`` is that of the concept which the choices were made with; without choices it says nothing.

    ``seen_by``: the process through whose eyes it is shown.
    """
    query: list[tuple[str, str]] = [] if scenario is None else [("scenario", scenario)]
    query += [(name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in parameters.items()]
    if choices is not None:
        query.append(("choices", ",".join(map(str, choices))))
    if step is not None:
        query.append(("step", str(step)))
    if choices is not None and revision is not None:
        query.append(("revision", str(revision)))
    if seen_by:
        query.append(("seen-by", seen_by))
    return f"/{page}/{slug}" + (f"?{urlencode(query, safe=',')}" if query else "")
