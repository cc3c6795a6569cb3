"""The kinds of questions: one module each, and one line here."""

from collections.abc import Mapping

from app.course.model.questions import Body, Challenge, Computed, FillIn, Matching, Multiple, Numeric, Ordering, ShortText, Single
from app.course.questions.kinds.challenge import CHALLENGE
from app.course.questions.kinds.choice import MULTIPLE, SINGLE
from app.course.questions.kinds.fill_in import TABLE
from app.course.questions.kinds.kind import Kind
from app.course.questions.kinds.matching import MATCHING
from app.course.questions.kinds.ordering import ORDERING
from app.course.questions.kinds.typed import NUMERIC, TEXT

KINDS: Mapping[type, Kind] = {
    Single: SINGLE,
    Multiple: MULTIPLE,
    Numeric: NUMERIC,
    ShortText: TEXT,
    Ordering: ORDERING,
    Matching: MATCHING,
    FillIn: TABLE,
    Challenge: CHALLENGE,
}


def kind_of(body: Body) -> Kind:
    """The kind of a concrete question's body. A computed one has none: ``variants.concrete`` comes first."""
    assert not isinstance(body, Computed), "a computed question must be drawn before it is shown or judged"
    return KINDS[type(body)]
