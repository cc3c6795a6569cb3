"""What is said and drawn of a remote call: labels, sentences, the client's view beside what really happened, pseudocode."""

from collections.abc import Sequence
from itertools import pairwise

from app.concepts.rpc_failures.protocol import Call, Log, Reply, Request, Unclear, belief, keeps, phase, possible, retries, show, times, to_do
from app.kernel.events import Event
from app.kernel.parameters import Values
from app.kernel.show import defaults
from app.kernel.show.automaton import RoleView
from app.kernel.show.panels import Cell, Row, Table, Tone
from app.kernel.show.program import Program
from app.kernel.show.trace import Tracer
from app.kernel.show.words import event_label
from app.kernel.situation import Situation
from app.kernel.specification import Model
from app.kernel.steps import Step
from app.kernel.world import Message, World

# labels and sentences


def label(s: Situation[World], event: Event) -> str:
    """Say what an event would do."""
    match event.kind:
        case "step":
            return f"server {event.subject}"
        case "recover":
            return "server comes back"
        case "timeout":
            again = s.memory("client", Call).requests <= retries(s.values)
            return f"{event_label(event, show)}: it {'asks again' if again else 'gives up'}"
        case "deliver" if isinstance(event.subject, Message) and not s.up(event.process):
            return f"“{show(event.subject.body)}” reaches {event.process}, which is down"
    return event_label(event, show)


WORDS = {
    "start": "The client asks the binder where the server is. The server knows nothing of it.",
    "deliver where?": "The binder looks the server up in its register, and answers the client.",
    "deliver address": "The client learns the address, sends its request and starts a timer. All that it can do now is wait.",
    "deliver no such server": "The client hears that there is no such server and reports an error. It knows for sure that nothing was done.",
    "lose pay 10": "The request is lost on its way. The server never hears of it, and the client cannot know.",
    "lose": "The answer is lost on its way. The server cannot know that, and the client sees nothing of it.",
    "step server notes the number": "The server notes the number on stable storage before it executes the call. No crash can erase it.",
    "step server notes number and reply": "The server notes number and reply on stable storage. After a crash it can answer a retry.",
    "step server stores the reply": "The server stores the reply on stable storage. After a crash it can answer a retry.",
    "step server replies": "The server sends its reply. It cannot know whether the reply will arrive.",
    "step server says it cannot tell": "The server answers that it cannot tell. It neither executes again nor claims that it did.",
    "crash client": "The client crashes while it waits, and does not come back. What the server still does for it is an orphan.",
    "recover server": "The server is up again, and has forgotten all that was in its memory. Nobody is told.",
}


def narrate(before: Step[World] | None, step: Step[World]) -> str:
    """Say in a sentence what happened, and what it means for who knows what."""
    event, now = step.event, step.situation
    if before and event:
        match event.kind, event.subject:
            case "deliver", Message(body=Request(number)):
                return _requested(before.situation, now, number)
            case "deliver", Message(body=Reply() | Unclear() as body):
                return _answered(before.situation, now, clear=isinstance(body, Reply))
            case "step", "executes the call":
                often = f" The call is now {times(now.history)}." if now.history > 1 else ""
                client = "The client does not know it." if now.up("client") else "The client that asked has crashed: this work is an orphan."
                return f"The server executes the call: 10 is paid into the account.{often} {client}"
            case "timeout", _:
                return _timed_out(before.situation, now, early=bool(event.fault))
            case "crash", _ if event.process == "server":
                return _server_crashed(before.situation)
    return defaults.narrate(before, step, show, WORDS)


def _requested(old: Situation[World], now: Situation[World], number: int) -> str:
    if not old.up("server"):
        return f"Request #{number} reaches a server that is down, and is lost as well. The client cannot know that."
    acts, log = to_do(now), now.logs["server"] or Log()
    if number in log.noted and number not in log.replies:
        found = f"The server finds #{number} noted without a reply. It crashed in between, and cannot tell whether it executed the call."
        if acts[0] == "says it cannot tell":
            return f"{found} It will say so."
        return f"{found} It guesses that it {'did' if acts[0] == 'replies' else 'did not'}; in truth the call was {times(old.history)}."
    if acts[0] == "replies":
        return f"The server has seen #{number} before. It does not execute the call again; it only repeats the reply."
    plan = f"Next it {', then '.join(acts)}."
    if not old.history:
        return f"The server receives request #{number}. {plan} The client sees nothing of that."
    known = "The number is a new one, too." if number > 1 else "Since its crash it does not know the number."
    why = "It does not compare numbers." if keeps(now.values) == "none" else known
    return f"The server receives request #{number}, although the call was {times(old.history)} already. {why} {plan}"


def _answered(old: Situation[World], now: Situation[World], *, clear: bool) -> str:
    if phase(old) != "waiting":
        return "An answer arrives, but nobody waits for it any more. It is ignored."
    if not clear:
        return "The server says that it cannot tell whether it executed the call. The client ends with “unknown”, although it has an answer."
    low, high = possible(now)
    wrong = "" if low <= now.history <= high else f" That is wrong: it was {times(now.history)}."
    return f"The client receives the reply and concludes that the call was {belief(now)}.{wrong}"


def _timed_out(old: Situation[World], now: Situation[World], *, early: bool) -> str:
    why = "The timer runs out. A lost request, a crashed server, a lost answer and a slow server all look the same to the client."
    if early:
        slow = "the server is still at work" if to_do(old) else "a message is still under way"
        why = f"The timer runs out too early: {slow}. To the client that looks like a loss or a crash."
    if phase(now) == "unknown":
        return f"{why} It gives up: the result is unknown."
    number = next(m.body.number for m in reversed(now.state.messages) if isinstance(m.body, Request))
    return f"{why} It sends the request again, with {'a new' if number > 1 else 'the same'} number."


def _server_crashed(old: Situation[World]) -> str:
    act, log = next(iter(to_do(old)), ""), old.logs["server"] or Log()
    when = f"before it {act}" if act else "while it has nothing to do"
    if old.history and act:
        when = f"{when} again" if act == "executes the call" else f"after it executed the call, {when}"
    disk = ", ".join(f"#{number} {'with its reply' if number in log.replies else 'without a reply'}" for number in log.noted)
    client = " The client sees only silence." if phase(old) == "waiting" else ""
    return f"The server crashes {when}. Its memory is gone; stable storage holds {disk or 'nothing'}.{client}"


# pictures


def _doing(s: Situation[World], process: str) -> str:
    return next(iter(to_do(s)), "idle") if s.up("server") else "down"


def _brief(words: str) -> str:
    return words.partition(" #")[0]


def roles(model: Model[World]) -> tuple[RoleView[World], ...]:
    """Show where the call stands for the client, and what the server does next."""
    acts = {"notes the number": "to note", "executes the call": "to execute", "stores the reply": "to store", "notes number and reply": "to note"}
    server = {"idle": "idle"} | acts | {"replies": "to reply", "says it cannot tell": "cannot tell", "down": "down"}
    client = tuple((name, name) for name in ("looking up", "waiting", "ok", "error", "unknown", "crashed"))
    return (
        RoleView("client-machine", "Client", ("client",), client, lambda s, process: phase(s), _brief),
        RoleView("server-machine", "Server", ("server",), tuple(server.items()), _doing, _brief),
    )


def two_views(trace: Tracer[World], number: int) -> tuple[Table]:
    """Set what the client sees beside what really happened."""
    steps = trace.run.steps[: number + 1]
    s, texts, old = steps[-1].situation, _views(steps), _views(steps[:-1] or steps)

    def cell(place: int, tone: Tone) -> Cell:
        return Cell(texts[place], tone, texts[place] != old[place])

    rows = (
        Row("the client sees", (cell(0, "plain"), cell(1, "warn" if " " in texts[1] else "plain"))),
        Row("what really happened", (cell(2, "plain"), cell(3, "bad" if s.history > 1 else "plain"))),
    )
    note = f"The client concludes: {belief(s)}. In truth: {times(s.history)}."
    return (
        Table(
            "two-views",
            "One call, two views",
            "",
            ("so far", "executed"),
            rows,
            note if s.up("client") else "The client has crashed: nobody is left to know.",
        ),
    )


def _views(steps: Sequence[Step[World]]) -> tuple[str, str, str, str]:
    """Give what the client saw and how many executions it cannot rule out; what it could not see, and how many there were."""
    s = steps[-1].situation
    told = (_told(before.situation, step.event) for before, step in pairwise(steps) if step.event)
    story = " · ".join(filter(None, told)) or "nothing"
    if not s.up("client"):
        return "— (it has crashed)", "—", story, str(s.history)
    low, high = possible(s)
    bounds = str(low) if low == high else f"{low} {'or' if high == low + 1 else 'to'} {high}"
    return " · ".join(s.memory("client", Call).saw) or "nothing yet", bounds, story, str(s.history)


def _told(old: Situation[World], event: Event) -> str:
    """Say in two or three words what the client cannot see of an event; empty if it sees it, or if it is of no interest."""
    match event.kind, event.subject:
        case "lose", Message(body=body):
            return "request lost" if isinstance(body, Request) else "answer lost"
        case "deliver", Message(body=Request()):
            return "request received" if old.up("server") else "request not heard"
        case "step", "executes the call":
            return "executed"
        case "step", "replies" | "says it cannot tell":
            return "answered"
        case "crash", _:
            return f"{event.process} crashed"
        case "recover", _:
            return "server back"
    return ""


# pseudocode


def _client(*, new_number: bool) -> Program[World]:
    text = f"""
    ask the binder where the server is
    on the binder’s answer:  @ deliver address, deliver no such server
        if it is an address, send the request and start a timer; else report an error
    on the server’s answer:  @ deliver done, deliver cannot tell
        if still waiting: done, or unknown if the server cannot tell
    on a time-out:  @ timeout reply, early timeout reply
        if tries are left, send the request again with {"a new" if new_number else "the same"} number; else give up: unknown
    """
    return Program("Client", lambda values: ("client",) if (values["variant"] == "new-number") is new_number else (), text)


def _server(where: str, text: str, guess: str = "") -> Program[World]:
    """Give the pseudocode of a server that keeps numbers there, and that guesses or not."""

    def runs(values: Values) -> tuple[str, ...]:
        guesses = str(values["variant"]) if where == "stable-before" and str(values["variant"]).startswith("guess") else ""
        return ("server",) if (keeps(values), guesses) == (where, guess) else ()

    return Program("Server", runs, f"on request n:  @ deliver pay 10\n{text.rstrip()}\n    send the reply  @ step replies")


_AFTER = """
    unless n is noted:
        execute the call  @ step executes the call
        note n and the reply on stable storage  @ step notes number and reply
"""
_BEFORE = """
    if n is noted without a reply: {}
    if n is new:
        note n on stable storage  @ step notes the number
    unless a reply to n is stored:
        execute the call  @ step executes the call
        store the reply  @ step stores the reply
"""

PROGRAM = (
    _client(new_number=False),
    _client(new_number=True),
    _server("none", "    execute the call  @ step executes the call"),
    _server("volatile", "    unless n is remembered:\n        execute the call and remember n  @ step executes the call"),
    _server("stable-after", _AFTER),
    _server("stable-before", _BEFORE.format("answer “cannot tell”, and stop  @ step says it cannot tell")),
    _server("stable-before", _BEFORE.format("send the reply as if it had been executed, and stop"), "guess-done"),
    _server("stable-before", _BEFORE.format("go on as if it had not been executed"), "guess-not-done"),
)
