"""The table of client strategies and orderings, found by exploration (Tanenbaum & van Steen); and what it rests on."""

import pytest

from app.concepts import find
from app.concepts.server_crash import CONCEPT
from app.kernel.explore import Exploration, explore
from app.kernel.observations import Misconception
from app.kernel.runs import Run, play
from app.kernel.show.program import progress
from app.kernel.show.report import Reporter
from app.kernel.world import World

CLIENTS = ("always", "never", "when-acked", "when-not-acked")
SERVERS = {"M->P": ("MPC", "MC(P)", "C(MP)"), "P->M": ("PMC", "PC(M)", "C(PM)")}


def explored(scenario: str | None = None, **parameters: str | int) -> Exploration:
    """Explore to the end."""
    result = explore(find("server-crash").model(parameters, scenario))
    assert result.exhausted
    return result


def results(exploration: Exploration) -> dict[str, set[str]]:
    """Give the results that each ordering can have."""
    found: dict[str, set[str]] = {}
    for ending in exploration.endings:
        found.setdefault(ending.outcome["ordering"], set()).add(ending.outcome["result"])
    return found


def test_the_table_of_strategies_and_orderings_is_the_textbooks() -> None:
    table = {
        client: [results(explored(client=client, server=server))[ordering] for server, orderings in SERVERS.items() for ordering in orderings]
        for client in CLIENTS
    }
    assert {client: " ".join("/".join(cell) for cell in row) for client, row in table.items()} == {
        "always": "DUP OK OK DUP DUP OK",
        "never": "OK ZERO ZERO OK OK ZERO",
        "when-acked": "DUP OK ZERO DUP OK ZERO",
        "when-not-acked": "OK ZERO OK OK DUP OK",
    }


def test_no_pair_of_strategies_prints_exactly_once_in_every_case() -> None:
    for server in SERVERS:
        for client in CLIENTS:
            assert explored(client=client, server=server).verdict("exactly-once").holds is False


def test_without_a_crash_every_strategy_prints_exactly_once() -> None:
    for server, order in (("M->P", "MP"), ("P->M", "PM")):
        for client in CLIENTS:
            result = explored(client=client, server=server, crashes=0)
            assert [ending.outcome for ending in result.endings] == [{"ordering": order, "result": "OK"}]
            assert all(verdict.holds for verdict in result.verdicts)


def test_the_number_of_states_is_pinned() -> None:
    counts = {(server, client): explored(client=client, server=server).states for server in SERVERS for client in CLIENTS}
    assert counts == {
        ("M->P", "always"): 34,
        ("M->P", "never"): 19,
        ("M->P", "when-acked"): 29,
        ("M->P", "when-not-acked"): 24,
        ("P->M", "always"): 28,
        ("P->M", "never"): 16,
        ("P->M", "when-acked"): 20,
        ("P->M", "when-not-acked"): 24,
    }


def test_on_fifo_channels_the_client_always_hears_of_m_first() -> None:
    for server in SERVERS:
        for client in CLIENTS:
            assert explored(client=client, server=server, crashes=2).verdict("in-order").holds is True


def test_with_reordering_six_cells_have_two_results() -> None:
    cells = {
        (client, ordering): found
        for server in SERVERS
        for client in CLIENTS
        for ordering, found in results(explored("broken-reordering", client=client, server=server)).items()
    }
    assert {cell: found for cell, found in cells.items() if len(found) > 1} == {
        ("when-acked", "MPC"): {"OK", "DUP"},
        ("when-acked", "MC(P)"): {"OK", "ZERO"},
        ("when-not-acked", "MPC"): {"OK", "DUP"},
        ("when-not-acked", "MC(P)"): {"OK", "ZERO"},
        ("when-acked", "PMC"): {"OK", "DUP"},
        ("when-not-acked", "PMC"): {"OK", "DUP"},
    }


def test_the_shortest_run_that_reorders_is_known() -> None:
    verdict = explored("broken-reordering").verdict("in-order")
    assert (verdict.holds, verdict.choices) == (False, (0, 0, 2, 1, 0, 0))
    run = play(find("server-crash").model({}, "broken-reordering"), verdict.choices or (), stop=6)
    assert [step.event.kind for step in run.steps[1:] if step.event] == ["deliver", "step", "crash", "recover", "deliver", "deliver"]


def test_no_crash_comes_before_the_server_has_the_request() -> None:
    first = play(find("server-crash").model({"crashes": 2}), stop=0).steps[0]
    assert [event.kind for event in first.enabled] == ["deliver"]


def test_the_ordering_is_that_of_the_first_crash() -> None:
    """A second crash never makes a new ordering, only other results."""
    once, twice = results(explored(client="always")), results(explored(client="always", crashes=2))
    assert set(once) == set(twice)
    assert twice["MC(P)"] == {"OK", "DUP"}


def test_acknowledged_is_about_the_current_request() -> None:
    """The client that asks again only when acknowledged forgets the acknowledgement of the request before."""
    model = find("server-crash").model({"client": "when-acked", "crashes": 2})
    run = play(model, (0, 0, 0, 1))  # M, P, then the crash; M arrives before "I am back", so the client asks again
    assert run.outcome == {"ordering": "MPC", "result": "DUP"}
    asked = [step.state.processes[0].state for step in run.steps]
    again = next(number for number, asking in enumerate(asked) if asking.requests == 2)
    assert (asked[again - 1].acknowledged, asked[again].acknowledged) == (True, False)


@pytest.mark.parametrize(
    ("client", "why"),
    [
        ("always", "It has no completion message. Whatever it holds, it sends the request again."),
        ("never", "It has no completion message. Whatever it holds, it sends nothing."),
        ("when-acked", "It has no completion message. It asks again only when it was acknowledged, so it sends nothing."),
        ("when-not-acked", "It has no completion message. It asks again only when it was not acknowledged, so it sends the request again."),
    ],
)
def test_what_a_client_does_after_a_crash_is_said_with_its_reason_and_not_twice(client: str, why: str) -> None:
    run = play(find("server-crash").model({"server": "P->M", "client": client}), (0, 0, 1))  # P and the crash
    said = [Reporter(run).narration(number) for number in range(len(run.steps))]
    assert f"The client hears that the server was down. {why}" in said


def test_the_paper_keeps_what_a_crash_makes_the_server_forget() -> None:
    run = play(find("server-crash").model({"server": "P->M", "client": "never"}), (0, 0, 1))
    crashed = run.steps[3]
    assert (crashed.state.history.copies, crashed.state.processes[1].state, crashed.state.processes[1].pending) == (1, None, ())


def test_a_completion_message_does_not_say_how_many_copies_there_are() -> None:
    (belief,) = CONCEPT.misconceptions
    model = CONCEPT.model({"client": "never"})
    wrong = [ending for ending in explore(model).endings if believed(belief, play(model, ending.choices)) != ending.outcome["result"]]
    assert [ending.outcome["ordering"] for ending in wrong] == ["MC(P)"]


def believed(belief: Misconception[World], run: Run[World]) -> str:
    """Give the result that the belief predicts at the end of a run."""
    predicted = belief.predicts(run.steps, "")
    return "OK" if predicted == 1 else "ZERO"


def test_the_program_shows_which_line_a_crash_loses() -> None:
    run = play(CONCEPT.model(), (0, 0, 2), stop=3)
    program = next(program for program in CONCEPT.program if program.processes(run.model.values))
    where = progress(program, run, 3, "server", CONCEPT.show)
    texts = [line.text for line in program.lines]
    assert [texts[line] for line in where.done] == ["on request:", "send M to the client"]
    assert [texts[line] for line in where.lost] == ["print the text"]
    assert [texts[line] for line in where.ahead] == ["on restart:"]
