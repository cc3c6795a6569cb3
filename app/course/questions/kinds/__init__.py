"""The kinds of questions: one module and one template each, and one line here."""

from collections.abc import Mapping

from app.course.model.questions import Body, Computed
from app.course.questions.kinds.challenge import ChallengeKind
from app.course.questions.kinds.choice import MultipleKind, SingleKind
from app.course.questions.kinds.fill_in import TableKind
from app.course.questions.kinds.kind import AnyKind
from app.course.questions.kinds.matching import MatchingKind
from app.course.questions.kinds.ordering import OrderingKind
from app.course.questions.kinds.typed import NumericKind, TextKind

# Of several kinds that recognise the items of a question, the first one takes it.
_ALL: tuple[AnyKind, ...] = (
    SingleKind(),
    MultipleKind(),
    NumericKind(),
    TextKind(),
    MatchingKind(),
    TableKind(),
    OrderingKind(),
    ChallengeKind(),
)
KINDS: Mapping[str, AnyKind] = {kind.name: kind for kind in _ALL}
_BY_BODY: Mapping[type[Body], AnyKind] = {kind.body: kind for kind in _ALL}


def kind_of(body: Body) -> AnyKind:
    """The kind of a concrete question's body. A computed one has none: ``variants.concrete`` comes first."""
    assert not isinstance(body, Computed), "a computed question must be drawn before it is shown or judged"
    return _BY_BODY[type(body)]
