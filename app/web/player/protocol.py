"""The messages of the player's WebSocket: one tagged union in each direction, JSON text, ``type`` is the tag.

``static/js/protocol.d.ts`` is generated from this module (``scripts/gen_protocol.py``), and a test fails when they drift apart.

A conversation: the browser sends ``open``; the server replies ``opened``, then ``frames`` (several, whole default continuation), then ``ended``.
Then the browser sends ``choose`` for each choice; the server replies with ``frames`` from the step after it, then ``ended``. All of a run's replies
carry the ``request`` number of the message that caused them, so that replies to an outdated request can be dropped.
"""

from typing import Any, Literal

import msgspec

from app.kernel.show.concept import Editor
from app.kernel.show.diagram import Diagram
from app.kernel.show.frames import PlayerFrame, RunPropertyRecord


class Other(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another run of the same concept, whose events are to be taken too."""

    parameters: dict[str, str | int | bool] = {}
    scenario: str | None = None
    choices: tuple[int, ...] = ()


class Open(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="open"):
    """Start a run, or take one up again: ``choices`` are replayed, then the default continuation follows.

    With ``follow``, the choices are those that stand for the events of the other run (as given, without its continuation), as far as this model can
    take them.

    ``revision`` is that of the concept which the choices were made with; without it, the present one. Choices of another revision are replayed where
    they are enabled all along, and ``opened.notice`` says so; else the run is refused.

    With ``stop``, the run is played to that step and no further: it waits there (``ended.end`` is ``paused``), and takes no choices.
    """

    request: int
    concept: str
    parameters: dict[str, str | int | bool] = {}
    scenario: str | None = None
    choices: tuple[int, ...] | None = None
    revision: int | None = None
    follow: Other | None = None
    stop: int | None = None


class Choose(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="choose"):
    """At ``step``, take the enabled event ``index``; what lay ahead is replaced by the default continuation from there."""

    request: int
    step: int
    index: int


ClientMessage = Open | Choose


class Numbered(msgspec.Struct, frozen=True):
    """What every message of the browser has, whatever else is wrong with it."""

    request: int = 0


class LieSlot(msgspec.Struct, frozen=True):
    """One value that a traitor makes up, at ``step`` whatever was chosen before: what it tells ``receiver`` in ``round`` about ``part``.

    ``options`` are the values in the order of the step's enabled events; ``part`` is empty where the message is one value.
    """

    step: int
    round: int
    traitor: str
    receiver: str
    part: str
    options: tuple[str, ...]


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """The run is accepted: what it is, with every parameter resolved. ``start`` is the step that the player should show first.

    ``titles`` are what people call the parameters, by their names, and ``sentences`` what the properties say: nothing has to be shown by a name of
    the code until something else has arrived.

    ``unused`` are those of the parameters that say nothing about this run: ignored with these values of the others, or a count that is 0 as usual.

    ``editors`` are those that the run has; the browser fetches their modules. ``stage`` is what is looked at: ``space-time`` (the diagram), or the
    name of the panel that stands in its place.

    ``lies`` are all the values that the adversary chooses, where nobody else chooses anything (synchronous rounds); else empty. ``missed`` says,
    after ``follow``, which event of the other run this model could not take; null if it took all. ``notice`` is a sentence about a run that was made
    with another revision of the concept; else empty.
    """

    request: int
    concept: str
    title: str
    revision: int
    parameters: dict[str, str | int | bool]
    scenario: str | None
    start: int
    titles: dict[str, str] = {}
    sentences: dict[str, str] = {}
    unused: tuple[str, ...] = ()
    editors: tuple[Editor, ...] = ()
    stage: str = "space-time"
    lies: tuple[LieSlot, ...] = ()
    missed: str | None = None
    notice: str = ""


class Frames(msgspec.Struct, frozen=True, tag="frames"):
    """A stretch of the run. Frames at and after the first one replace whatever the player had there."""

    request: int
    frames: tuple[PlayerFrame, ...]


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The continuation is complete. ``chosen`` of the ``choices`` are the student's own, the rest the default.

    ``end``: ``final`` (nothing but faults is enabled), ``bound`` (cut off after ``length`` events; say so), ``paused`` (the run waits at
    the step that was asked for; what can happen there is not told). ``outcome_titles``: what parts of the outcome are called, where it is not their
    name.
    """

    request: int
    choices: tuple[int, ...]
    chosen: int
    end: Literal["final", "bound", "paused"]
    length: int
    outcome: dict[str, Any] | None
    outcome_titles: dict[str, str]
    properties: tuple[RunPropertyRecord, ...]
    diagram: Diagram


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The request cannot be done; the run stays as it was. ``field`` names the parameter or choice at fault, if one is."""

    request: int
    message: str
    field: str | None = None


ServerMessage = Opened | Frames | Ended | Refused
