"""What is said of messages, events and steps."""

from typing import Any

from app.concepts.server_crash.properties import copies_on_paper
from app.concepts.server_crash.protocol import Done, Request
from app.kernel.events import Event
from app.kernel.show.words import event_label, event_sentence
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.world import World

STRATEGY = {
    "always": "always asks again",
    "never": "never asks again",
    "when-acked": "asks again only when it was acknowledged",
    "when-not-acked": "asks again only when it was not acknowledged",
}


def show(body: Any) -> str:
    """Give a message in a few characters."""
    match body:
        case Request():
            return "print"
        case Done():
            return "M"
        case _:
            return "I am back"


def label(model: Situation[Any], world: World, event: Event) -> str:
    """Say what an event would do."""
    if event.kind == "step":
        return "server prints (P)" if event.subject == "P" else "server sends the completion (M)"
    if event.kind == "recover":
        return "server comes back"
    return event_label(event, show)


def narrate(model: Situation[Any], before: World | None, step: Step[Any]) -> str:
    """Say in a sentence what happened."""
    event = step.event
    if before is None or event is None:
        return "The client has sent its request. The server does not have it yet."
    if event.kind == "step":
        if event.subject == "P":
            return f"The server prints the text: {copies_on_paper(model, step.state, False)}. Nothing can take that back."
        return "The server sends the completion message M."
    if event.kind == "crash":
        return "The server crashes. It forgets that there ever was a request; the paper keeps what is on it."
    if event.kind == "recover":
        return "The server is up again and tells the client so. It knows nothing of what it did before."
    if event.kind == "deliver" and event.process == "client":
        return _client_hears(model, before, step)
    if event.kind == "deliver":
        return f"The server receives the request. It will do {' then '.join(step.state.processes[1].pending)}."
    return event_sentence(event, show)


def _client_hears(model: Situation[Any], before: World, step: Step[Any]) -> str:
    old, new = before.processes[0].state, step.state.processes[0].state
    if new.life == old.life and not new.late:
        return "The client receives M: it now believes that its text is done."
    if new.late and not old.late:
        return "The client receives M, sent before the crash, after it heard of the crash: too late for its decision."
    asked = "it sends the request again" if new.requests > old.requests else "it sends nothing"
    known = "holds a" if old.acknowledged else "has no"
    client = str(model.values["client"])
    why = f"It {STRATEGY[client]}, so" if client.startswith("when-") else "Whatever it holds,"
    return f"The client hears that the server was down. It {known} completion message. {why} {asked}."
