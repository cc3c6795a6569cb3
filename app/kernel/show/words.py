"""Plain words for events that every protocol has. A concept says more where it knows more."""

from collections.abc import Callable, Sequence
from typing import Any

from app.kernel.events import Event
from app.kernel.naming import plain_words
from app.kernel.roles import Multicast, Planned, Tell
from app.kernel.world import Message


def event_label(event: Event, show: Callable[[Any], str]) -> str:
    """Say what an enabled event would do, in the imperative or the present, without a full stop."""
    if isinstance(event.subject, Message):
        return _message_label(event, event.subject, show)
    match event.kind:
        case "timeout":
            early = " too early" if event.fault else ""
            return f"{event.process}’s timer runs out{early}"
        case "crash" if isinstance(event.subject, tuple):
            return f"{event.process} crashes in the middle of a multicast, which gets out to {listed(event.subject)} only"
        case "crash":
            return f"{event.process} crashes"
        case "recover":
            return f"{event.process} recovers"
        case "suspect":
            wrongly = " wrongly" if event.fault else ""
            return f"{event.process}{wrongly} suspects {event.subject}"
        case "partition":
            return f"The network splits: {event.process}"
        case "heal":
            return "The network is whole again"
        case "choose" if isinstance(event.subject, tuple):
            return f"{event.process} chooses {event.subject[-1]}"
        case _:
            return step_label(event.process, event.subject, show)


def step_label(process: str, step: Any, show: Callable[[Any], str]) -> str:
    """Say an internal step: what is sent to whom, the words that it was scheduled with, or its name."""
    match step:
        case Tell(to, body):
            return f"{process} sends “{show(body)}” to {to}"
        case Multicast(receivers, body):
            return f"{process} sends “{show(body)}” to {listed(receivers)}"
        case Planned(words=words) if words:
            return f"{process} {words}"
    return f"{process}: {plain_words(step)}"


def listed(names: Sequence[str]) -> str:
    """List names as a sentence does: A, B and C."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _message_label(event: Event, message: Message, show: Callable[[Any], str]) -> str:
    what = f"“{show(message.body)}”"
    match event.kind:
        case "deliver":
            return f"{message.receiver} gets {what} from {message.sender}"
        case "lose":
            return f"Lose {what} on its way to {message.receiver}"
        case _:
            return f"Duplicate {what} on its way to {message.receiver}"


def event_sentence(event: Event, show: Callable[[Any], str]) -> str:
    """Say in one sentence what an event did."""
    message = event.subject
    if isinstance(message, Message):
        what = f"“{show(message.body)}”"
        match event.kind:
            case "deliver":
                return f"{message.receiver} receives {what} from {message.sender}."
            case "lose":
                return f"{what} from {message.sender} to {message.receiver} is lost on its way; neither of them can know."
            case _:
                return f"The network makes a second copy of {what} to {message.receiver}."
    if event.kind == "crash" and event.subject is None:
        return f"{event.process} crashes: what was in its memory is gone, and from now on it is silent."
    return f"{event_label(event, show)}."
