"""What a step looks like from outside: the records that ``faultline run --json``, the HTTP API and the player share.

Field names are public (they are the JSON's names); ``rename`` turns the few that are Python keywords.
"""

from typing import Any

import msgspec

from app.kernel.show.panels import Panel


class MessageRecord(msgspec.Struct, frozen=True, rename={"sender": "from", "receiver": "to"}):
    """A message as a run shows it; ``id`` counts the messages of the run from 1."""

    id: int
    sender: str
    receiver: str
    body: Any


class EventRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """The event that led to a frame."""

    kind: str
    process: str
    label: str
    fault: bool
    message: MessageRecord | None = None
    value: Any = None


class EnabledRecord(msgspec.Struct, frozen=True):
    """An event that can happen next. ``index`` is what a run records; ``idle`` marks one that would change nothing but its budget.

    ``message`` is the number of the message that the event is about, null if it is about none.
    """

    index: int
    kind: str
    process: str
    label: str
    fault: bool
    budget: str = ""
    idle: bool = False
    message: int | None = None


class PropertyRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A property in one state. ``open`` stands only where it says nothing about this state: nothing is decided yet, or nothing asked."""

    name: str
    holds: bool
    because: str
    open: bool = False


class RunPropertyRecord(msgspec.Struct, frozen=True):
    """A property over a whole run: ``always`` holds if it held in every state, ``reachable`` if in some."""

    name: str
    kind: str
    holds: bool
    because: str


class BudgetRecord(msgspec.Struct, frozen=True):
    """How many faults of one kind are left."""

    name: str
    label: str
    left: int


class Frame(msgspec.Struct, frozen=True):
    """One step of a run. Step 0 is the start and has no event."""

    step: int
    event: EventRecord | None
    narration: str
    state: Any
    enabled: tuple[EnabledRecord, ...]
    properties: tuple[PropertyRecord, ...]


class PlayerFrame(msgspec.Struct, frozen=True):
    """A frame with what only the player needs: panels and fault budgets, without the raw state.

    ``outcome_titles``: what parts of the outcome are called here, where it is not their name.
    ``local`` says what each process sees of the step, in a sentence; those that see nothing of it are left out.
    """

    step: int
    event: EventRecord | None
    narration: str
    enabled: tuple[EnabledRecord, ...]
    properties: tuple[PropertyRecord, ...]
    panels: tuple[Panel, ...]
    budgets: tuple[BudgetRecord, ...]
    final: bool
    outcome: dict[str, Any] | None
    outcome_titles: dict[str, str]
    local: dict[str, str]


class RunDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole run. ``choices`` fed back give the same document. ``outcome`` is null before a final state; ``truncated`` stands only where true."""

    concept: str
    revision: int
    parameters: dict[str, Any]
    choices: tuple[int, ...]
    frames: tuple[Frame, ...]
    outcome: dict[str, Any] | None
    properties: tuple[RunPropertyRecord, ...]
    truncated: bool = False


class EndingRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """An outcome, how many distinct final states have it, and a shortest run to one. ``titles``: what parts of it are called, where not by name."""

    outcome: dict[str, Any]
    states: int
    choices: tuple[int, ...]
    titles: dict[str, str] = {}


class VerdictRecord(msgspec.Struct, frozen=True):
    """What exploration knows of a property; ``choices`` is the shortest counterexample (always) or witness (reachable)."""

    name: str
    kind: str
    holds: bool | None
    choices: tuple[int, ...] | None


class ExplorationDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole exploration. ``stopped`` ("states", "time") stands only where it was not exhausted, ``symmetry`` only where renamings count once."""

    concept: str
    revision: int
    parameters: dict[str, Any]
    exhausted: bool
    states: int
    transitions: int
    seconds: float
    outcomes: tuple[EndingRecord, ...]
    properties: tuple[VerdictRecord, ...]
    stopped: str | None = None
    symmetry: bool = False
