"""Questions about a server that crashes: a row of the table of all endings, and the ending of one run."""

from app.concepts.server_crash import CONCEPT
from app.course.model.questions import RunLink
from app.course.questions.generators.generator import Drawn, Generator, Settings, fixed_or_drawn, link_to, one_of
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.parts import shuffled
from app.course.templates import macro
from app.kernel.explore import explore
from app.kernel.prng import Sequence
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept

TEMPLATE = "generators/crashes.html"
SERVERS = ("M->P", "P->M")
CLIENTS = ("always", "never", "when-acked", "when-not-acked")
RESULTS = ("OK", "DUP", "ZERO")

SERVER_WORDS = {
    "M->P": "first sends the completion message (M), then prints (P)",
    "P->M": "first prints (P), then sends the completion message (M)",
}
CLIENT_WORDS = {
    "always": "always asks again",
    "never": "never asks again",
    "when-acked": "asks again only when it has a completion message",
    "when-not-acked": "asks again only when it has no completion message",
}
CRASH_WORDS = {
    "MPC": "after it has sent M and printed",
    "MC(P)": "after it has sent M, before it prints",
    "C(MP)": "before it does either",
    "PMC": "after it has printed and sent M",
    "PC(M)": "after it has printed, before it sends M",
    "C(PM)": "before it does either",
}
RESULT_WORDS = {"OK": "Exactly one copy (OK).", "DUP": "Two copies (DUP).", "ZERO": "No copy at all (ZERO)."}
NEEDED = {
    "OK": "For one copy, exactly one of two things must happen: the text is printed before the crash, or the client asks again.",
    "DUP": "For two copies, the text must be printed before the crash and the client must ask again.",
    "ZERO": "For no copy, nothing may be printed before the crash and the client must not ask again.",
}


def crash_runs(concept: Concept, server: str, client: str) -> dict[str, Run]:
    """For each place of one crash, the shortest run with it."""
    model = concept.model({"server": server, "client": client, "crashes": 1})
    found = {str(end.outcome["ordering"]): end.choices for end in explore(model).endings}
    return {ordering: play(model, choices) for ordering, choices in found.items() if "C" in ordering}


def _facts(run: Run) -> str:
    """What decides the ending, read off the run: what was printed before the crash, what the client had, whether it asked again."""
    crash = next(number for number, step in enumerate(run.steps) if step.event and step.event.kind == "crash")
    printed = run.steps[crash].state.history.copies > 0
    heard = next(number for number, step in enumerate(run.steps) if step.state.processes[0].state.life > 0)
    acknowledged = run.steps[heard - 1].state.processes[0].state.acknowledged
    again = run.steps[-1].state.processes[0].state.requests > 1
    return (
        f"When the server crashes, the text {'has been' if printed else 'has not been'} printed. "
        f"The client {'holds a' if acknowledged else 'has no'} completion message, and it {'asks again' if again else 'does not ask again'}."
    )


def _result(run: Run) -> str:
    outcome = run.outcome
    assert outcome is not None, "a crash run is played to its end"
    return str(outcome["result"])


def _feedback(run: Run) -> dict[str, str]:
    """What to say to each wrong result."""
    return {result: f"{NEEDED[result]} {_facts(run)}" for result in RESULTS if result != _result(run)}


def _link(run: Run, ordering: str) -> RunLink:
    parameters = {name: run.model.parameters[name] for name in ("server", "client", "crashes")}
    return link_to(run, parameters, f"The run with the crash {CRASH_WORDS[ordering]}")


def draw_row(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """One row: the client's rule and the order of the server are drawn, and the order in which the crashes are asked for."""
    server = fixed_or_drawn(draws, settings, "server", SERVERS)
    client = fixed_or_drawn(draws, settings, "client", CLIENTS)
    runs = crash_runs(concept, server, client)
    orderings = shuffled(tuple(sorted(runs)), draws)
    fields = {
        f"field-{number}": Blank(f"field-{number}", _result(runs[ordering]), RESULTS, _feedback(runs[ordering]), _link(runs[ordering], ordering))
        for number, ordering in enumerate(orderings, 1)
    }
    columns = tuple(f"{ordering}: {CRASH_WORDS[ordering]}" for ordering in orderings)
    body = FillIn("client", columns, (CLIENT_WORDS[client],), (tuple(fields),), fields)
    prompt = macro(TEMPLATE, "row_prompt", SERVER_WORDS[server], CLIENT_WORDS[client])
    lines = [f"{o}, {CRASH_WORDS[o]}: {_facts(runs[o])} So it ends with {_result(runs[o])}." for o in orderings]
    return Drawn(str(prompt), body, str(macro(TEMPLATE, "row_explanation", lines)), _link(runs[orderings[0]], orderings[0]))


def draw_result(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """One ending: both strategies and the moment of the crash are drawn."""
    server = fixed_or_drawn(draws, settings, "server", SERVERS)
    client = fixed_or_drawn(draws, settings, "client", CLIENTS)
    runs = crash_runs(concept, server, client)
    ordering = str(one_of(draws, sorted(runs)))
    run = runs[ordering]
    said = _feedback(run)
    options = tuple(Option(result.lower(), RESULT_WORDS[result], result == _result(run), said.get(result, "")) for result in RESULTS)
    prompt = macro(TEMPLATE, "result_prompt", SERVER_WORDS[server], CRASH_WORDS[ordering], CLIENT_WORDS[client])
    explanation = macro(TEMPLATE, "result_explanation", _facts(run), _result(run))
    return Drawn(str(prompt), Single(options), str(explanation), _link(run, ordering))


_FIXED = {"server": SERVERS, "client": CLIENTS}

GENERATORS = (
    Generator("crash-row", CONCEPT.slug, "A row of the table of server crashes.", draw_row, _FIXED),
    Generator("crash-result", CONCEPT.slug, "How one crash of the print server ends.", draw_result, _FIXED),
)
