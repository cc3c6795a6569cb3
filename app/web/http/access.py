"""Who may use a route. Every route says so, by a dependency of its own or of its router; a test fails for one that does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import Depends, HTTPException


class UserRole(StrEnum):
    """The parts that a person can play. ``GUEST`` is everybody, signed in or not."""

    GUEST = "guest"
    STUDENT = "student"
    INSTRUCTOR = "instructor"


@dataclass(frozen=True)
class OpenTo:
    """The declaration: a route with this dependency is open to these roles."""

    roles: frozenset[UserRole]

    def __call__(self) -> None:
        """Let the request pass, or refuse it. There are no accounts yet: everybody is a guest."""
        if UserRole.GUEST not in self.roles:
            raise HTTPException(403, f"This is for {' and '.join(sorted(role + 's' for role in self.roles))} only.")


PUBLIC = Depends(OpenTo(frozenset(UserRole)))


def routes_without_roles(routes: Iterable[Any]) -> Iterator[str]:
    """The paths of the routes, included routers and all, that declare nobody. Mounted files are no routes: they are the same for everybody."""
    for route in routes:
        if (included := getattr(route, "original_router", None)) is not None:
            yield from routes_without_roles(included.routes)
        elif (dependant := getattr(route, "dependant", None)) is not None:
            if not any(isinstance(dependency.call, OpenTo) for dependency in dependant.dependencies):
                yield route.path
        elif not hasattr(route, "app"):
            yield getattr(route, "path", repr(route))
