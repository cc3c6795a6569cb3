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


class RunLink(msgspec.Struct, frozen=True, omit_defaults=True):
    """A run that shows why an answer is right: everything that a link to the player needs.

    ``revision`` is that of the concept which the choices were made with; links from before it was kept are of the first.
    """

    concept: str
    parameters: dict[str, str | int | bool]
    scenario: str | None
    choices: tuple[int, ...]
    step: int | None
    sentence: str
    revision: int = 1


class Focus(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a place of a lesson is about: the tabs of its player and the properties that come first, by their names.

    ``seen_by``: the process as whose view its run is shown; empty: the whole run.
    """

    show: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    seen_by: str = ""


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a kind of question asks, with the right answer: one struct a kind, in the kind's module, each with a tag of its own."""


class Computed(Body, frozen=True, tag="computed", omit_defaults=True):
    """A question whose text and right answer are computed by running or exploring a concept, anew for each variant. See ``generators``.

    ``version`` is that of the generator, ``revision`` that of its concept.
    """

    generator: str
    settings: dict[str, str] = {}
    version: int = 1
    revision: int = 1


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question as stored. ``label`` is unique in its lesson and stays its name; the version is the hash of all of this.

    ``prompt``, ``hints`` and ``explanation`` are HTML. ``predicts`` (a prediction) names the run that waits for the answer:
    it is shown up to its step. ``same_as``: the author’s word that this text asks what an
    earlier one did (see ``app.course.questions.meaning``). ``topic``: the section that
    explains it, if that is not the one in which it stands (see ``app.course.topics``).
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
    same_as: str = ""
    focus: Focus = Focus()
    topic: str = ""


# what a student sees before answering: no right answers, no feedback, no seed


class Presented(msgspec.Struct, frozen=True):
    """A question as it may reach the browser before it is answered. ``shown`` is what its kind shows of the body: nothing that tells the answer."""

    label: str
    title: str
    prompt: str
    kind: str
    behaviour: Behaviour
    tries: int
    shown: Any
    predicts: RunLink | None = None
    focus: Focus = Focus()


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
