"""What an event would do, and what it did, in plain English."""

from typing import Any

from app.kernel.events import Event
from app.kernel.show.words import event_label
from app.kernel.situation import Situation
from app.kernel.steps import Step
from app.kernel.world import Message, World

from .properties import belief, possible, times
from .protocol import Found, Log, Lookup, NotFound, Request, Unclear, keeps, phase, retries, show, to_do

ACTS = {
    "log": "writes the number to its log",
    "execute": "executes the call",
    "store": "stores the reply",
    "reply": "replies",
    "say unknown": "answers that it cannot tell",
}
_DUTIES = {"log": "log the number", "execute": "execute", "store": "store the reply", "reply": "reply", "say unknown": "say that it cannot tell"}


def duties(pending: tuple[str, ...]) -> str:
    """Say what the server still has to do."""
    return ", then ".join(_DUTIES[act] for act in pending) or "nothing"


def label(model: Situation[Any], world: World, event: Event) -> str:
    """Say what an event would do."""
    match event.kind:
        case "step":
            return f"server {ACTS[str(event.subject)]}"
        case "recover":
            return "server comes back"
        case "timeout":
            again = world.processes[0].state.requests <= retries(model.values)
            return f"{event_label(event, show)}: it {'asks again' if again else 'gives up'}"
        case "deliver" if isinstance(event.subject, Message) and not _up(world, event.process):
            return f"“{show(event.subject.body)}” reaches {event.process}, which is down"
        case _:
            return event_label(event, show)


def narrate(model: Situation[Any], before: World | None, step: Step[Any]) -> str:
    """Say in a sentence what happened, and what it means for who knows what."""
    event, after = step.event, step.state
    if before is None or event is None:
        return "The client asks the binder where the server is. The server knows nothing of it."
    match event.kind:
        case "deliver":
            assert isinstance(event.subject, Message)
            return _delivered(model, before, after, event.subject)
        case "lose":
            assert isinstance(event.subject, Message)
            return _lost(before, event.subject)
        case "step":
            return _acted(before, after, str(event.subject))
        case "timeout":
            return _timed_out(before, after, bool(event.fault))
        case "crash" if event.process == "client":
            return _client_crashed(before)
        case "crash":
            return _server_crashed(before)
        case _:
            return f"The server is up again. Its memory is empty; {_on_disk(after)}. Nobody is told."


def _up(world: World, process: str) -> bool:
    return world.processes[("client", "binder", "server").index(process)].up


def _on_disk(world: World) -> str:
    log: Log | None = world.processes[2].stable
    if log is None:
        return "stable storage holds nothing"
    numbers = ", ".join(f"#{number} {'with its reply' if number in log.replies else 'without a reply'}" for number in log.numbers)
    return f"stable storage holds {numbers}"


def _delivered(model: Situation[Any], before: World, after: World, message: Message) -> str:
    match message.body:
        case Lookup() if any(isinstance(m.body, Found) for m in after.messages):
            return "The binder knows the server and sends its address to the client."
        case Lookup():
            return "The binder does not know the server, and says so to the client."
        case Found():
            return "The client learns the address, sends its request and starts a timer. All that it can do now is wait."
        case NotFound():
            return "The client hears that there is no such server and reports an error. It knows for sure that nothing was done."
        case Request():
            return _requested(model, before, after, message.body)
        case _:
            return _answered(model, before, after, message)


def _requested(model: Situation[Any], before: World, after: World, request: Request) -> str:
    what = f"request #{request.number}"
    if not before.processes[2].up:
        return f"Request #{request.number} arrives while the server is down, so nobody hears it. The client cannot know that."
    pending = to_do(after)
    log: Log = after.processes[2].stable or Log()
    if request.number in log.numbers and request.number not in log.replies:
        return _doubted(request.number, pending, times(before.history))
    if pending[0] == "reply":
        return f"The server has seen #{request.number} before. It does not execute the call again; it will only send the reply."
    will = f"It will {duties(pending)}."
    if not before.history:
        return f"The server receives {what}. {will} The client sees nothing of that."
    return f"The server receives {what}, although the call was {times(before.history)} already. {_why_again(model, request.number)} {will}"


def _doubted(number: int, pending: tuple[str, ...], really: str) -> str:
    found = f"The server finds #{number} in its log, but no reply. A crash came between, and it cannot tell whether the call was executed."
    if pending[0] == "say unknown":
        return f"{found} It will say so."
    guess = "it was, and will reply" if pending[0] == "reply" else "it was not, and will execute it"
    return f"{found} It guesses that {guess}; in truth it was {really}."


def _why_again(model: Situation[Any], number: int) -> str:
    if keeps(model.values) == "none":
        return "It does not compare numbers."
    if number > 1:
        return "The number is a new one, so it takes the retry for another call."
    return "The crash erased what it remembered." if keeps(model.values) == "volatile" else "It crashed before it could store the number."


def _answered(model: Situation[Any], before: World, after: World, message: Message) -> str:
    was = phase(before)
    if was == "crashed":
        return "The answer arrives, but the client that asked is no longer there."
    if was == "unknown":
        return "The answer arrives too late. The client has given up and ignores it."
    if was == "ok":
        return "One more answer arrives. The client has finished already and ignores it."
    if isinstance(message.body, Unclear):
        return "The server says that it cannot tell whether it executed the call. The client ends with “unknown”, although it has an answer."
    low, high = possible(model, after)
    wrong = "" if low <= after.history <= high else f" That is wrong: it was {times(after.history)}."
    return f"The client receives the reply and concludes that the call was {belief(model, after)}.{wrong}"


def _lost(before: World, message: Message) -> str:
    if isinstance(message.body, Request):
        return f"Request #{message.body.number} is lost on its way. The server never hears of it, and the client cannot know."
    waiting = phase(before) == "waiting"
    client = "the client goes on waiting" if waiting else "the client no longer waits for it"
    return f"The answer is lost on its way. The server cannot know that, and {client}."


def _acted(before: World, after: World, act: str) -> str:
    number = before.processes[2].state.current
    client = _who_knows(before)
    match act:
        case "execute":
            often = f" The call is now {times(after.history)}." if after.history > 1 else ""
            return f"The server executes the call: 10 is paid into the account.{often} {client}"
        case "log":
            return f"The server writes #{number} to stable storage before it executes the call. No crash can erase it."
        case "store":
            return f"The server writes the reply to #{number} to stable storage. After a crash it can still answer a retry."
        case "reply":
            return f"The server sends the reply to #{number}. It cannot know whether the reply will arrive."
        case _:
            return f"The server answers that it cannot tell about #{number}. It neither executes again nor claims that it did."


def _who_knows(world: World) -> str:
    match phase(world):
        case "crashed":
            return "The client that asked for it has crashed: this work is an orphan."
        case "unknown":
            return "The client has given up and will not learn of it."
        case "ok":
            return "The client has finished already and does not know of it."
        case _:
            return "The client does not know it."


def _timed_out(before: World, after: World, early: bool) -> str:
    why = "The timer runs out too early: something is still under way." if early else "The timer runs out."
    doubt = "The client cannot tell whether the request was lost, the server crashed, or the answer was lost."
    if phase(after) == "unknown":
        return f"{why} {doubt} It gives up: the result is unknown."
    number = next(m.body.number for m in reversed(after.messages) if isinstance(m.body, Request))
    how = "with a new number" if number > 1 else "with the same number"
    return f"{why} {doubt} It sends the request again, {how}."


def _client_crashed(before: World) -> str:
    if to_do(before):
        what = "The server does not know and goes on with its work, which is now an orphan."
    elif any(isinstance(m.body, Request) for m in before.messages):
        what = "Its request is still under way; if it arrives, the server will work for nobody."
    else:
        what = "Nobody waits for an answer any more."
    return f"The client crashes while it waits, and does not come back. {what}"


def _server_crashed(before: World) -> str:
    match to_do(before)[:1]:
        case ("log",):
            when = "before it writes the number to its log"
        case ("execute",):
            when = "before it executes the call again" if before.history else "before it executes the call"
        case ("store",):
            when = "after it executed the call, before it stores the reply"
        case ("reply",) if before.history:
            when = "after it executed the call, before it replies"
        case ():
            when = "while it has nothing to do"
        case _:
            when = "before it answers"
    client = " The client sees only silence." if phase(before) == "waiting" else ""
    return f"The server crashes {when}. Its memory is gone; {_on_disk(before)}.{client}"
