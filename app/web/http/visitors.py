"""Who is asking: a guest with a signed cookie that holds a random id and no more. Nothing is written down before the visitor writes something."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.responses import Response
from itsdangerous import BadSignature, TimestampSigner

from app.store import people
from app.web.http.site import SiteDep

COOKIE = "faultline_visitor"
KEPT = timedelta(days=180)
RENEWED_AFTER = timedelta(days=7)

Answer = TypeVar("Answer", bound=Response)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person of a request. ``fresh``: the cookie that says so has to be sent, because there is none yet or it is some days old."""

    id: str
    secret: bytes
    fresh: bool


def _signer(secret: bytes) -> TimestampSigner:
    return TimestampSigner(secret, salt="faultline.visitor", digest_method=hashlib.sha256)


def signed(secret: bytes, person: str) -> str:
    """The value of the cookie."""
    return _signer(secret).sign(person).decode()


def current_visitor(request: Request, site: SiteDep) -> Visitor:
    """The visitor that the cookie names; a new one where there is no cookie, or none of ours."""
    try:
        person, since = _signer(site.secret).unsign(request.cookies.get(COOKIE, ""), max_age=int(KEPT.total_seconds()), return_timestamp=True)
    except BadSignature:
        return Visitor(people.new_id(), site.secret, fresh=True)
    return Visitor(person.decode(), site.secret, fresh=datetime.now(UTC) - since > RENEWED_AFTER)


VisitorDep = Annotated[Visitor, Depends(current_visitor)]


def personal(request: Request, visitor: Visitor, answer: Answer) -> Answer:
    """The answer, for this visitor only: no cache keeps it, so that going back shows what holds by then."""
    answer.headers["Cache-Control"] = "private, no-store"
    if visitor.fresh:
        answer.set_cookie(
            COOKIE,
            signed(visitor.secret, visitor.id),
            max_age=int(KEPT.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    return answer


def unknown(answer: Answer) -> Answer:
    """The answer, after which the browser knows nothing of its visitor any more."""
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer
