"""Questions about remote calls that fail: what the client can know, and how often the call was executed."""

from itertools import pairwise

from app.concepts.rpc_failures import CONCEPT
from app.concepts.rpc_failures.protocol import possible
from app.course.questions.generators.generator import Drawn, Generator, Settings, first_good, fixed_or_drawn, link_to, narrations
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.parts import Reaction
from app.course.questions.kinds.typed import Numeric
from app.course.templates import macro
from app.kernel.prng import Sequence
from app.kernel.runs import Run, Stepper, step_of
from app.kernel.show.concept import Concept, concept_of
from app.kernel.show.report import Reporter
from app.kernel.specification import Model
from app.kernel.steps import Step

TEMPLATE = "generators/calls.html"
SERVERS = ("at-least-once", "at-most-once-volatile", "at-most-once-stable-before", "at-most-once-stable-after", "maybe")
SERVER_WORDS = {
    "at-least-once": "The server executes every request that it receives, whatever its number.",
    "at-most-once-volatile": "The server keeps the numbers of executed requests in memory, and does not execute a request whose number it remembers.",
    "at-most-once-stable-before": (
        "The server writes the number of a request to stable storage before it executes it. "
        "If it finds a number there without a reply, it only answers that it cannot tell."
    ),
    "at-most-once-stable-after": (
        "The server writes the number of a request to stable storage after it has executed it, "
        "and does not execute a request whose number is already stored."
    ),
    "maybe": "The server executes every request that it receives. The client asks only once, whatever happens.",
}
KNOWLEDGE = {
    (0, 0): "It was not executed.",
    (0, 1): "It was executed once or not at all.",
    (1, 1): "It was executed exactly once.",
    (1, 2): "It was executed once or twice.",
    (0, 2): "It was executed at most twice, perhaps not at all.",
}
TIMES = ("not executed at all", "executed once", "executed twice", "executed three times")


def parameters(server: str, retries: int, known: bool = True) -> dict[str, str | int | bool]:
    """The concept's parameters for one of the servers; the client does not crash, for it is asked what it knows."""
    semantics, _, store = server.partition("-once-") if server.startswith("at-most") else (server, "", "volatile")
    name = "at-most-once" if server.startswith("at-most") else semantics
    return {
        "semantics": name,
        "filter": store,
        "retries": retries,
        "server_known": known,
        "client_crashes": 0,
    }


def _wandering(draws: Sequence, concept: Concept, setting: dict[str, str | int | bool]) -> Run:
    """A run in which now and then a fault strikes while the call is under way; the rest takes its course."""
    stepper = Stepper(concept.model(setting))
    while not stepper.steps[-1].final and len(stepper.choices) < 60:
        step = stepper.steps[-1]
        faults = [index for index, event in enumerate(step.enabled) if event.fault]
        asked = step.state.processes[0].state.requests > 0
        stepper.take(faults[draws.below(len(faults))] if asked and faults and draws.below(3) == 0 else 0)
    return Run(stepper.model, tuple(stepper.choices), tuple(stepper.steps))


def _faults(run: Run) -> list[str]:
    return [step.event.kind for step in run.steps if step.event and step.event.fault]


def _story(run: Run) -> list[str]:
    """What happened, event by event and without what anybody concludes; the binder is left out where it did its work."""
    reporter = Reporter(run)
    known = bool(run.model.values["server_known"])
    lines = []
    for number, step in enumerate(run.steps):
        event, record = step.event, reporter.event(number)
        if event is None or record is None or (known and run.steps[number].state.processes[0].state.requests == 0):
            continue
        lost = event.kind == "lose" and record.message is not None
        lines.append(
            f"The message “{_body(record.label)}” is lost on its way to {event.process}" if lost else record.label[:1].upper() + record.label[1:]
        )
    return lines


def _body(label: str) -> str:
    return label.partition("“")[2].partition("”")[0]


# what the client knows


def _known(run: Run) -> tuple[int, int]:
    return possible(run.steps[-1].situation)


def _knowledge_options(run: Run, right: tuple[int, int]) -> tuple[Option, ...]:
    executed = int(run.steps[-1].state.history)
    return tuple(
        Option(f"from-{low}-to-{high}", text, (low, high) == right, "" if (low, high) == right else _objection(run, (low, high), right, executed))
        for (low, high), text in KNOWLEDGE.items()
    )


def _objection(run: Run, claimed: tuple[int, int], right: tuple[int, int], executed: int) -> str:
    """Why the client cannot conclude this: something is left out that it cannot rule out, or something is in that it can."""
    missing = [times for times in range(right[0], right[1] + 1) if not claimed[0] <= times <= claimed[1]]
    if missing:
        fact = f"In this run it was in fact {TIMES[executed]}, and the client did not see that. " if executed in missing else ""
        return fact + f"The client cannot rule out that it was {TIMES[missing[0]]}: that could look the same to it."
    if claimed[1] > right[1]:
        requests = run.steps[-1].state.processes[0].state.requests
        why = "it has heard for sure that there is no such server" if not requests else "it has sent only one request" if requests == 1 else ""
        return f"The client knows more: {why or 'the server never executes the same number twice'}."
    return "The client knows more: it has a reply, and only an execution leads to one."


def draw_client_sees(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """A run is drawn, described by what happened; asked is what the client can conclude from its own part in it."""

    def attempt() -> Drawn | None:
        server = fixed_or_drawn(draws, settings, "server", SERVERS)
        setting = parameters(server, draws.below(2), draws.below(8) > 0)
        run = _wandering(draws, concept, setting)
        if run.outcome is None or (setting["server_known"] and not _faults(run)) or _known(run) not in KNOWLEDGE:
            return None
        right = _known(run)
        prompt = macro(TEMPLATE, "sees_prompt", SERVER_WORDS[server], [f"{line}." for line in _story(run)])
        explanation = macro(TEMPLATE, "sees_explanation", KNOWLEDGE[right], TIMES[int(run.steps[-1].state.history)])
        return Drawn(str(prompt), Single(_knowledge_options(run, right)), str(explanation), link_to(run, setting, "The run in question"))

    return first_good(attempt)


# how often


def _told(model: Model, before: Step, step: Step) -> str:
    """What the question tells of a fault: its sentence, without what is lost by it."""
    return concept_of(model).say_step(before, step).partition(" Its memory")[0]


def _in_time(before: Step, step: Step) -> bool:
    """Whether an event can happen where a server that has crashed is up again before the client's timer runs out, as the question says."""
    return step.event is None or step.event.kind != "timeout" or before.situation.up("server")


def counts(model: Model, told: list[str]) -> set[int]:
    """How often the call can be executed over all runs in which just these faults happen in this order: one number, if that tells enough."""
    start = step_of(model, None, model.machine.start())
    waiting, known, found = [(start, 0)], {(start.state, 0)}, set()
    while waiting:
        before, past = waiting.pop()
        if before.final and past == len(told) and before.situation.up("server"):
            found.add(int(model.concept.outcome(before.situation)["executed"]))
        for event in before.enabled:
            step = step_of(model, event, model.machine.apply(before.state, event))
            if event.fault and (past == len(told) or _told(model, before, step) != told[past]):
                continue
            key = (step.state, past + bool(event.fault))
            if _in_time(before, step) and key not in known:
                known.add(key)
                waiting.append((step, key[1]))
    return found


def _reactions(right: int, server: str) -> tuple[Reaction, ...]:
    few = "Count again: it can be executed although no reply arrives"
    few += "." if server in ("at-least-once", "maybe") else ", and a server forgets what it did not write down in time."
    many = "Count again: not every request that is sent is executed. It can be lost, and the server can crash before it executes it"
    many += "." if server in ("at-least-once", "maybe") else ", or recognise its number."
    return tuple(Reaction(str(number), few if number < right else many) for number in range(5) if number != right)


def draw_executions(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """A run is drawn and only its faults are told; asked is how often the call was executed in the end."""

    def attempt() -> Drawn | None:
        server = fixed_or_drawn(draws, settings, "server", SERVERS)
        setting = parameters(server, 1 + draws.below(2))
        run = _wandering(draws, concept, setting)
        if run.outcome is None or not 1 <= len(_faults(run)) <= 3 or not all(_in_time(*pair) for pair in pairwise(run.steps)):
            return None
        told = [_told(run.model, before, step) for before, step in pairwise(run.steps) if step.event and step.event.fault]
        if counts(run.model, told) != {int(run.outcome["executed"])}:
            return None
        again = "" if server == "maybe" else "once" if setting["retries"] == 1 else "twice"
        prompt = macro(TEMPLATE, "executions_prompt", SERVER_WORDS[server], again, told)
        right = int(run.outcome["executed"])
        walk = narrations(run, lambda event: event.process == "server")
        return Drawn(
            str(prompt),
            Numeric(float(right), reactions=_reactions(right, server)),
            str(macro(TEMPLATE, "executions_explanation", walk)),
            link_to(run, setting, "The run in question"),
        )

    return first_good(attempt)


_FIXED = {"server": SERVERS}

GENERATORS = (
    Generator("client-sees", CONCEPT.slug, "What a client can conclude from a call that may have failed.", draw_client_sees, _FIXED),
    Generator("executions", CONCEPT.slug, "How often a call was executed, given what went wrong.", draw_executions, _FIXED, version=2),
)
