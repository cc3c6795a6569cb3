"""What a kind of question is: one class in one module, a template of the same name, and one line in ``KINDS``."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from markupsafe import Markup, escape

from app.course.model.questions import Answer, Body, Remark, RunLink
from app.course.questions.kinds.parts import ShownItem
from app.course.questions.source import Mark, QuestionParts, QuestionSource
from app.course.searchable import plain
from app.kernel.prng import Sequence
from app.kernel.show.concept import Concept

Catalogue = Mapping[str, Concept]
Form = Mapping[str, "list[str]"]
"""The fields of a form as a browser sends them: every value of each name."""

B = TypeVar("B", bound=Body)
S = TypeVar("S")
A = TypeVar("A")


def one(form: Form, name: str) -> str:
    """The last value of a field; empty if there is none."""
    return (form.get(name) or [""])[-1]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a kind says about an answer. ``run`` shows what is right, where the answer decides which run that is."""

    score: float
    remarks: tuple[Remark, ...]
    solution: str
    run: RunLink | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of a form: chosen keys, a text, the order of the items, and the words of parts."""

    chosen: frozenset[str] = frozenset()
    text: str = ""
    order: tuple[ShownItem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


class Kind(ABC, Generic[B, S, A]):
    """One kind of question. ``B`` is its body (with the answers), ``S`` what of it is shown before an answer, ``A`` an answer that can be judged.

    ``name`` is the tag of the body and the name of the template ``fragments/questions/_NAME.html``. ``what`` is what people call such a question,
    ``nothing`` what is said to an empty form. ``marks`` are the items of an author's text that belong to it, ``options`` the options of its
    directive that no other kind has; without marks, only a directive of its own makes such a question. ``minutes`` is what one takes.
    """

    name: ClassVar[str]
    body: ClassVar[type[Body]]
    nothing: ClassVar[str]
    what: ClassVar[str] = "Question"
    marks: ClassVar[tuple[Mark, ...]] = ()
    options: ClassVar[tuple[str, ...]] = ()
    minutes: ClassVar[float] = 1.25

    # for its author

    def recognises(self, parts: QuestionParts) -> bool:
        """Whether the items of a question without the option ``kind`` make it one of this kind."""
        return False

    def parse(self, source: QuestionSource) -> B:
        """The body that an author's text describes; mistakes are noted on the source's page."""
        raise NotImplementedError(f"nobody writes a question of the kind {self.name}")

    def validate(self, body: B) -> tuple[str, ...]:
        """What is wrong with a body, a sentence each."""
        return ()

    @abstractmethod
    def meaning(self, body: B) -> Mapping[str, Any]:
        """What decides the answer, by the words that authors have for it: two bodies with the same meaning ask the same, however they are worded."""

    # for whoever is asked

    @abstractmethod
    def show(self, body: B) -> S:
        """What may be seen of it before it is answered: nothing that tells the answer."""

    def shuffle(self, body: B, draws: Sequence) -> B:
        """The body with its options in another order."""
        return body

    @abstractmethod
    def from_form(self, shown: S, form: Form) -> Answer:
        """The answer in a form; None if nothing was given. Whether it can be judged is for ``read`` to say."""

    def untouched(self, shown: S, form: Form) -> str:
        """What is said to a form that came back as it was shown, although it says an answer; empty where something was done to it."""
        return ""

    @abstractmethod
    def filled(self, shown: S, answer: Answer) -> Filled:
        """The fields that say this answer. What does not fit the question is left out."""

    def run_of(self, shown: S, answer: Answer) -> RunLink | None:
        """The run that an answer is, for kinds that are answered by playing; with None the run to begin with. None for an answer that is no run."""
        return None

    def goal_of(self, shown: S) -> Mapping[str, Any] | None:
        """What such a run has to reach, for the player: ``sentence``, with ``property`` or ``outcome``."""
        return None

    # judging

    @abstractmethod
    def read(self, body: B, answer: Answer) -> A:
        """What ``judge`` can rely on; UsageError names the part that is wrong."""

    @abstractmethod
    def judge(self, body: B, answer: A, catalogue: Catalogue) -> Judgement:
        """How right the answer is, and what is said about its parts."""

    def complete(self, body: B, answer: A) -> bool:
        """Whether the answer leaves nothing out."""
        return True

    def helpful(self, answer: Answer, remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
        """The remarks that help without telling the answer, while tries are left."""
        return remarks

    # telling

    def words(self, shown: S, answer: Answer) -> Markup:
        """An answer as a person reads it; one that does not fit the question is shown as it is."""
        return in_words(answer, {})

    def plain_words(self, shown: S, answer: Answer, catalogue: Catalogue, overdue: Callable[[], bool]) -> str:
        """The same as a line of plain text."""
        return plain(self.words(shown, answer))

    def part_names(self, shown: S) -> dict[str, Markup]:
        """The names of the parts whose remarks are listed below the form, not shown beside their fields."""
        return {}


def in_words(answer: Answer, texts: Mapping[str, Markup], names: Mapping[str, Markup] | None = None, between: str = "; ") -> Markup:
    """An answer of any shape. ``texts`` are those of its keys, ``names`` those of its parts, ``between`` stands between the members of a list."""
    match answer:
        case None:
            return Markup("")
        case list():
            return Markup(between).join(texts.get(str(part), escape(part)) for part in answer)  # noqa: S704 - fixed texts
        case dict():
            called = texts if names is None else names
            pairs = (Markup("{}: {}").format(called.get(str(key), key), texts.get(str(word), word)) for key, word in answer.items())
            return Markup("; ").join(pairs)
        case _:
            return texts.get(str(answer), escape(answer))


AnyKind = Kind[Any, Any, Any]
