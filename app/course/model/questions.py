"""What a question is: with its answers (never sent), as a student sees it (no field for an answer at all), and what is said about an answer.

A question is data: it is stored whole, under the hash of its content, so that an attempt can be shown and judged as it was made, however often the
lesson has changed since. A computed question holds only how its variants are drawn; ``app.course.questions.variants`` makes the concrete one. Fields
at their default are left out of what is hashed, so that a field added here later makes no question another one.
"""

from typing import Any, Literal

import msgspec

Behaviour = Literal["immediate", "interactive", "deferred"]
"""Moodle's names.

Immediate: judged at once, one try. Interactive: several tries, with hints between. Deferred: judged when the student finishes the lesson.
"""


class RunLink(msgspec.Struct, frozen=True):
    """A run that shows why an answer is right: everything that a link to the player needs."""

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    choices: tuple[int, ...]
    step: int | None
    sentence: str


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """One option of a choice. ``key`` names it in answers; texts are HTML made by our own Markdown. ``feedback`` is shown to those who chose it."""

    key: str
    text: str
    right: bool
    feedback: str = ""
    run: RunLink | None = None


class Single(msgspec.Struct, frozen=True, tag="single", omit_defaults=True):
    """One option is right. Answer: its key."""

    options: tuple[Option, ...]


class Multiple(msgspec.Struct, frozen=True, tag="multiple", omit_defaults=True):
    """Several may be right. Answer: the keys chosen. Score: rights chosen minus wrongs chosen, over rights, at least 0."""

    options: tuple[Option, ...]


class Reaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to say to a certain wrong answer that is typed in."""

    answer: str
    feedback: str


class Numeric(msgspec.Struct, frozen=True, tag="numeric", omit_defaults=True):
    """A number. Answer: text, with or without the unit. Right within ``tolerance`` (absolute) of ``value``, or of one of the ``others``."""

    value: float
    tolerance: float = 0.0
    unit: str = ""
    reactions: tuple[Reaction, ...] = ()
    others: tuple[float, ...] = ()


class ShortText(msgspec.Struct, frozen=True, tag="text", omit_defaults=True):
    """A few words. Answer: text; case, accents and surplus blanks do not count. ``accepted`` are the alternatives."""

    accepted: tuple[str, ...]
    reactions: tuple[Reaction, ...] = ()


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing to be ordered or matched. ``key`` says nothing about its place."""

    key: str
    text: str


class Ordering(msgspec.Struct, frozen=True, tag="ordering", omit_defaults=True):
    """Put in order. ``items`` stand in the right order. Answer: the keys in the student's order. Score: the share that stands in its place."""

    items: tuple[Item, ...]
    feedback: str = ""


class Matching(msgspec.Struct, frozen=True, tag="matching", omit_defaults=True):
    """Give each item on the left one on the right. ``pairs`` maps left keys to right keys; a right item may serve twice. Answer: the same shape."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    pairs: dict[str, str]
    feedback: dict[str, str] = {}


class Blank(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cell to be filled in: what is right, the words to choose from (empty: typed), what to say to each wrong word, and the run that shows it."""

    key: str
    right: str
    choices: tuple[str, ...] = ()
    feedback: dict[str, str] = {}
    run: RunLink | None = None


class FillIn(msgspec.Struct, frozen=True, tag="table", omit_defaults=True):
    """A table with empty cells. ``cells`` holds, row by row, fixed text or the key of a field in ``fields``. Answer: field key → word.

    Headings and fixed cells are HTML as all texts are; the words of a field are plain.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    fields: dict[str, Blank]


class Goal(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a run must reach: that ``property`` is broken (``always``) or met (``reachable``), else a final state with these parts of its outcome."""

    property: str = ""
    outcome: dict[str, str] = {}


class Challenge(msgspec.Struct, frozen=True, tag="challenge", omit_defaults=True):
    """Find a run that reaches a goal. Answer: its choices. ``faults`` and ``events`` are the fewest that do, and ``best`` is such a run."""

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    goal: Goal
    sentence: str
    faults: int
    events: int
    best: tuple[int, ...]


class Computed(msgspec.Struct, frozen=True, tag="computed", omit_defaults=True):
    """A question whose text and right answer are computed by running or exploring a concept, anew for each variant. See ``generators``."""

    generator: str
    settings: dict[str, str] = {}


Body = Single | Multiple | Numeric | ShortText | Ordering | Matching | FillIn | Challenge | Computed


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question as stored. ``label`` is unique in its lesson and stays its name; the version is the hash of all of this.

    ``prompt``, ``hints`` and ``explanation`` are HTML. ``predicts`` (a prediction) names the run that waits for the answer:
    it is shown up to its step.
    """

    label: str
    title: str
    prompt: str
    body: Body
    behaviour: Behaviour = "immediate"
    tries: int = 1
    hints: tuple[str, ...] = ()
    explanation: str = ""
    run: RunLink | None = None
    predicts: RunLink | None = None


KindName = Literal["single", "multiple", "numeric", "text", "ordering", "matching", "table", "challenge"]

# what a student sees before answering: no right answers, no feedback, no seed


class ShownChallenge(msgspec.Struct, frozen=True):
    """The model of a challenge, and what is to be reached in it, as a sentence."""

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    sentence: str


class Shown(msgspec.Struct, frozen=True):
    """An option, item or choice to be shown."""

    key: str
    text: str


class ShownCell(msgspec.Struct, frozen=True):
    """A cell of a fill-in table: fixed text, or a field with its words to choose from (none: typed)."""

    text: str = ""
    field: str = ""
    choices: tuple[str, ...] = ()


class Presented(msgspec.Struct, frozen=True):
    """A question as it may reach the browser before it is answered. There is no place in it for anything that should not."""

    label: str
    title: str
    prompt: str
    kind: KindName
    behaviour: Behaviour
    tries: int
    options: tuple[Shown, ...] = ()
    right_side: tuple[Shown, ...] = ()
    unit: str = ""
    corner: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    cells: tuple[tuple[ShownCell, ...], ...] = ()
    predicts: RunLink | None = None
    challenge: ShownChallenge | None = None


# what is said about an answer


class Remark(msgspec.Struct, frozen=True):
    """What is said about one part of an answer: the option chosen, the item, the field. ``right`` None: no judgement of its own."""

    part: str
    right: bool | None
    text: str = ""
    run: RunLink | None = None


class Grade(msgspec.Struct, frozen=True):
    """The judgement of an answer. ``score`` from 0 to 1. All texts are HTML.

    ``solution`` says the right answer in words; it, ``explanation`` and ``run`` are shown only when no try is left.
    """

    right: bool
    score: float
    remarks: tuple[Remark, ...]
    solution: str
    explanation: str
    run: RunLink | None = None


Answer = Any
"""A JSON value whose shape the kind of the question gives; judging one of another shape is a UsageError."""
