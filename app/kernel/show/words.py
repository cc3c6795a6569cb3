"""Plain words for events that every protocol has. A concept says more where it knows more."""

from collections.abc import Callable
from typing import Any

from app.kernel.events import Event
from app.kernel.world import Message


def event_label(event: Event, show: Callable[[Any], str]) -> str:
    """Say what an enabled event would do, in the imperative or the present, without a full stop."""
    if isinstance(event.subject, Message):
        return _message_label(event, event.subject, show)
    match event.kind:
        case "timeout":
            early = " too early" if event.fault else ""
            return f"{event.process}’s timer runs out{early}"
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
            return f"{event.process}: {event.subject}"


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
    if event.kind == "crash":
        return f"{event.process} crashes: what was in its memory is gone, and from now on it is silent."
    return f"{event_label(event, show)}."
