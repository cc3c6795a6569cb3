"""The player's WebSocket. The server keeps nothing that it cannot replay: a run is its parameters and its choices, and any worker can take it up.

A socket serves one player, one request at a time, so a browser that asks faster than it reads only waits. Runs are computed off the event loop.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import msgspec
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.concepts import find
from app.course.revisions import notice, replaying
from app.course.run_query import BOUND, CHOICES, SECONDS
from app.kernel.errors import UsageError
from app.kernel.follow import events_of, follow, opening
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept, concept_of, diagram
from app.kernel.show.frames import PlayerFrame
from app.kernel.show.report import Reporter
from app.kernel.specification import Model
from app.kernel.synchronous import SynchronousMachine
from app.web.http.access import PUBLIC
from app.web.player.protocol import Choose, ClientMessage, Ended, Frames, LieSlot, Numbered, Open, Opened, Other, Refused, ServerMessage

router = APIRouter(dependencies=[PUBLIC])

MESSAGE_BYTES = 64 * 1024
WIRE_BYTES = 16 * MESSAGE_BYTES
"""A message of up to this length is taken in to be refused in words; a longer one ends the socket."""
AT_ONCE = CapacityLimiter(4)
"""Runs that are computed at once; the others wait their turn, and waiting is no fault of theirs."""
FIRST_FRAMES, MORE_FRAMES = 12, 60

_decoder = msgspec.json.Decoder(ClientMessage)
_numbered = msgspec.json.Decoder(Numbered)
_encoder = msgspec.json.Encoder()


@dataclass
class Session:
    """The run that a socket shows: its model and the choices so far. ``paused``: it waits for an answer and takes no choices."""

    model: Model | None = None
    choices: tuple[int, ...] = ()
    paused: bool = False


def same_origin(socket: WebSocket) -> bool:
    """Whether a socket may be accepted: browsers say where the page came from; a program without cookies need not."""
    origin = socket.headers.get("origin")
    if origin is None:
        return "cookie" not in socket.headers
    return origin.partition("://")[2] == socket.headers.get("host") and origin.startswith(("http://", "https://"))


@router.websocket("/ws/player")
async def player_socket(socket: WebSocket) -> None:
    """Serve one player until it goes away."""
    if not same_origin(socket):
        await socket.close(1008)
        return
    await socket.accept()
    session = Session()
    try:
        while True:
            text = await socket.receive_text()
            async for reply in _replies(session, text):
                await socket.send_text(reply)
    except WebSocketDisconnect:
        return
    except KeyError:  # a binary frame has no text
        await socket.close(1003)


class Stopwatch:
    """Processor time spent on one request, over the threads that work on it in turn. Waiting, for a slow reader or for others, costs nothing."""

    def __init__(self) -> None:
        self._spent = 0.0
        self._since = time.thread_time()

    def run(self, work: Callable[[], str | None]) -> str | None:
        """Do a piece of work in this thread, and count it."""
        self._since = time.thread_time()
        try:
            return work()
        finally:
            self._spent += time.thread_time() - self._since

    def overdue(self) -> bool:
        """Whether the request has had its time; asked from inside a piece of work."""
        return self._spent + time.thread_time() - self._since > SECONDS


async def _replies(session: Session, text: str) -> AsyncIterator[str]:
    """Give the replies to one message, computed in a thread piece by piece, so that the first can be drawn while the rest is made."""
    watch = Stopwatch()
    pieces = replies(session, text, watch.overdue)
    while (piece := await to_thread.run_sync(watch.run, lambda: next(pieces, None), limiter=AT_ONCE)) is not None:
        yield piece


def replies(session: Session, text: str, overdue: Callable[[], bool]) -> Iterator[str]:
    """Give the replies to one message as JSON texts."""
    request = _number_of(text)
    try:
        if len(text) > MESSAGE_BYTES:
            raise UsageError(f"the message is too long; allowed: {MESSAGE_BYTES} characters")
        message: Open | Choose = _decoder.decode(text)
        stream = _open(session, message, overdue) if isinstance(message, Open) else _choose(session, message, overdue)
        for reply in stream:
            yield _text(reply)
    except UsageError as error:
        yield _text(Refused(request, error.message, error.field))
    except msgspec.DecodeError as error:
        yield _text(Refused(request, f"the message cannot be read: {error}"))
    except RecursionError:
        yield _text(Refused(request, "the message cannot be read: it is nested too deep"))


def _number_of(text: str) -> int:
    """Give the number of a request, however unusable the rest is: a refusal without it would be taken for that of another. 0 where there is none."""
    try:
        return _numbered.decode(text).request
    except (msgspec.DecodeError, RecursionError):
        return 0


def _text(reply: ServerMessage) -> str:
    return _encoder.encode(reply).decode()


def _open(session: Session, message: Open, overdue: Callable[[], bool]) -> Iterator[ServerMessage]:
    concept = find(message.concept)
    with replaying(concept, message.revision):
        model, choices, missed = _asked(concept, message, overdue)
        run = play(model, choices, stop=message.stop, bound=len(choices) + BOUND, overdue=overdue)
    lies = _lies(model)
    yield Opened(
        request=message.request,
        concept=concept.slug,
        title=concept.title,
        revision=concept.revision,
        parameters=model.parameters,
        scenario=message.scenario,
        start=0,
        titles={parameter.name: parameter.title for parameter in concept.parameters if parameter.name in model.parameters},
        sentences={declared.name: declared.sentence for declared in concept.properties},
        unused=model.unused,
        editors=tuple(editor for editor in concept.editors if editor.kind != "lies" or lies),
        stage=concept.stage,
        lies=lies,
        missed=missed,
        notice=notice(concept, message.revision),
    )
    paused = message.stop is not None
    yield from _stream(message.request, run, 0, min(len(choices), len(run.choices)), overdue, paused=paused)
    session.model, session.choices, session.paused = model, run.choices, paused  # only now: a refusal on the way leaves the run as it was


def _asked(concept: Concept, message: Open, overdue: Callable[[], bool]) -> tuple[Model, tuple[int, ...], str | None]:
    """Give the model that a message asks for, the choices to begin with, and what of another run cannot be followed (see ``_followed``)."""
    if message.stop is not None and message.stop < 0:
        raise UsageError(f"stop: {message.stop} is no step; allowed: a whole number from 0", "stop")
    model = concept.model(message.parameters, message.scenario)
    choices = message.choices
    if choices is None:
        choices = opening(model, message.scenario) if message.scenario else ()
    _check_length(choices)
    if message.follow is not None:
        return model, *_followed(model, message.follow, overdue)
    return model, choices, None


def _followed(model: Model, other: Other, overdue: Callable[[], bool]) -> tuple[tuple[int, ...], str | None]:
    """Give the choices that stand for another run's events here, and what the first event that cannot be taken would have done."""
    leader = model.concept.model(other.parameters, other.scenario)
    _check_length(other.choices)
    run = play(leader, other.choices, stop=len(other.choices), overdue=overdue)
    followed = follow(model, events_of(run))
    if followed.missed is None:
        return followed.choices, None
    return followed.choices, concept_of(leader).say_label(run.steps[len(followed.choices)].situation, followed.missed)


def _lies(model: Model) -> tuple[LieSlot, ...]:
    """Give all lies of a synchronous protocol; no other has them."""
    machine = model.machine
    if not isinstance(machine, SynchronousMachine):
        return ()
    return tuple(
        LieSlot(step, number, slot.traitor, slot.receiver, slot.part, tuple(map(str, slot.options))) for step, number, slot in machine.schedule()
    )


def _choose(session: Session, message: Choose, overdue: Callable[[], bool]) -> Iterator[ServerMessage]:
    if session.model is None:
        raise UsageError("no run is open on this socket; send “open” first")
    if session.paused:
        raise UsageError("the run waits for an answer; open it without “stop” to act in it")
    if not 0 <= message.step <= len(session.choices):
        raise UsageError(f"step {message.step} does not exist; allowed: 0 to {len(session.choices)}", "step")
    choices = (*session.choices[: message.step], message.index)
    _check_length(choices)
    run = play(session.model, choices, bound=len(choices) + BOUND, overdue=overdue)
    yield from _stream(message.request, run, message.step + 1, len(choices), overdue)
    session.choices = run.choices


def _check_length(choices: tuple[int, ...]) -> None:
    if len(choices) > CHOICES:
        raise UsageError(f"{len(choices)} choices are too many for a run in the browser; allowed: {CHOICES}", "choices")


def _stream(request: int, run: Run, begin: int, chosen: int, overdue: Callable[[], bool], *, paused: bool = False) -> Iterator[ServerMessage]:
    reporter = Reporter(run)
    size = FIRST_FRAMES
    while begin < len(run.steps):
        if overdue():
            raise UsageError(f"the run takes too long to draw: time was up at step {begin}")
        end = min(begin + size, len(run.steps))
        yield Frames(request, tuple(_frame(reporter, number, paused and number == len(run.choices)) for number in range(begin, end)))
        begin, size = end, MORE_FRAMES
    yield Ended(
        request=request,
        choices=run.choices,
        chosen=chosen,
        end="paused" if paused else "bound" if run.truncated else "final",
        length=len(run.choices),
        outcome=run.outcome,
        outcome_titles=reporter.outcome_titles(-1),
        properties=reporter.run_properties(),
        diagram=diagram(reporter.run, reporter.trace),
    )


def _frame(reporter: Reporter, number: int, waits: bool) -> PlayerFrame:
    """A frame; where the run waits, without what can happen next: that is what is asked."""
    frame = reporter.player_frame(number)
    return msgspec.structs.replace(frame, enabled=()) if waits else frame
