"""What a student reads of a remote call: labels, sentences, reasons, panels."""

import msgspec
import pytest

from app.concepts.rpc_failures import CONCEPT
from app.kernel.errors import UsageError
from app.kernel.explore import Search
from app.kernel.runs import Run, play
from app.kernel.show.panels import Cell, MemoryField, ProcessCard, Processes, Row, Table
from app.kernel.show.report import Reporter, run_document
from app.kernel.show.trace import Tracer
from app.kernel.steps import Step

SCENARIOS = {declared.name: declared for declared in CONCEPT.scenarios}


def run(name: str) -> Run:
    return play(CONCEPT.model(scenario=name), CONCEPT.opening(name))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_plays_to_its_end_and_can_be_printed(name: str) -> None:
    played = run(name)
    assert played.steps[-1].final
    assert not played.truncated
    assert played.outcome is not None
    assert played.choices[: len(CONCEPT.opening(name))] == CONCEPT.opening(name)
    assert msgspec.json.encode(run_document(played))


def test_a_broken_protocol_is_no_part_of_the_parameters_unless_it_is_chosen() -> None:
    assert "variant" not in CONCEPT.model().parameters
    assert CONCEPT.model(scenario="broken-new-number").parameters["variant"] == "new-number"


def test_the_defaults_are_the_public_ones() -> None:
    assert CONCEPT.model().parameters == {
        "server_known": True,
        "requests_lost": 1,
        "replies_lost": 1,
        "server_crashes": 1,
        "client_crashes": 1,
        "early": 0,
        "retries": 1,
        "semantics": "at-least-once",
        "filter": "volatile",
    }


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("retries", 4, "retries: “4” is not usable; allowed: a whole number from 0 to 3"),
        ("early", "-1", "early: “-1” is not usable; allowed: a whole number from 0 to 2"),
        ("semantics", "exactly-once", "semantics: “exactly-once” is not usable; allowed: at-least-once, at-most-once, maybe"),
        ("server_known", "perhaps", "server_known: “perhaps” is not usable; allowed: true, false"),
    ],
)
def test_an_unusable_parameter_is_refused_with_what_is_allowed(name: str, value: str | int, message: str) -> None:
    with pytest.raises(UsageError) as error:
        CONCEPT.model({name: value})
    assert (error.value.message, error.value.field) == (message, name)


def test_the_labels_say_what_would_happen() -> None:
    reporter = Reporter(play(CONCEPT.model({"early": 1}), (0, 0), stop=2))
    assert [event.label for event in reporter.enabled(len(reporter.run.choices))] == [
        "server gets “pay 10 #1” from client",
        "Lose “pay 10 #1” on its way to server",
        "server crashes",
        "client crashes",
        "client’s timer runs out too early: it asks again",
    ]


def test_a_message_to_a_server_that_is_down_is_labelled_so() -> None:
    reporter = Reporter(play(CONCEPT.model(), (0, 0, 2), stop=3))
    assert [event.label for event in reporter.enabled(len(reporter.run.choices))][:2] == [
        "“pay 10 #1” reaches server, which is down",
        "server comes back",
    ]


def test_the_sentences_of_a_run_tell_its_story() -> None:
    reporter = Reporter(run("cannot-tell-done"))
    assert [reporter.narration(number) for number in range(len(reporter.run.steps))] == [
        "The client asks the binder where the server is. The server knows nothing of it.",
        "The binder knows the server and sends its address to the client.",
        "The client learns the address, sends its request and starts a timer. All that it can do now is wait.",
        "The server receives request #1. It will log the number, then execute, then store the reply, then reply. The client sees nothing of that.",
        "The server writes #1 to stable storage before it executes the call. No crash can erase it.",
        "The server executes the call: 10 is paid into the account. The client does not know it.",
        (
            "The server crashes after it executed the call, before it stores the reply. Its memory is gone; stable storage holds #1 without a reply."
            " The client sees only silence."
        ),
        "The server is up again. Its memory is empty; stable storage holds #1 without a reply. Nobody is told.",
        (
            "The timer runs out. The client cannot tell whether the request was lost, the server crashed, or the answer was lost."
            " It sends the request again, with the same number."
        ),
        "The server finds #1 in its log, but no reply. A crash came between, and it cannot tell whether the call was executed. It will say so.",
        "The server answers that it cannot tell about #1. It neither executes again nor claims that it did.",
        "The server says that it cannot tell whether it executed the call. The client ends with “unknown”, although it has an answer.",
    ]


@pytest.mark.parametrize(
    ("name", "step", "sentence"),
    [
        ("1-server-not-found", 1, "The binder does not know the server, and says so to the client."),
        ("2-request-lost", 3, "Request #1 is lost on its way. The server never hears of it, and the client cannot know."),
        ("broken-guess-done", 10, "The client receives the reply and concludes that the call was executed once. That is wrong: it was not executed."),
        ("4-reply-lost", 6, "The answer is lost on its way. The server cannot know that, and the client goes on waiting."),
        (
            "5-client-crash",
            5,
            "The server executes the call: 10 is paid into the account. The client that asked for it has crashed: this work is an orphan.",
        ),
        (
            "filter-forgets",
            8,
            (
                "The server receives request #1, although the call was executed once already. The crash erased what it remembered."
                " It will execute, then reply."
            ),
        ),
        ("filter-works", 8, "The server has seen #1 before. It does not execute the call again; it will only send the reply."),
        ("impatient-client", 11, "One more answer arrives. The client has finished already and ignores it."),
    ],
)
def test_a_sentence_says_what_happened_and_who_knows_it(name: str, step: int, sentence: str) -> None:
    assert Reporter(run(name)).narration(step) == sentence


def test_a_reason_gives_the_values_of_its_own_state() -> None:
    reporter = Reporter(run("4-reply-lost"))
    reasons = {declared.name: (declared.holds, declared.because) for declared in reporter.properties(reporter.run.steps[-1])}
    assert reasons == {
        "at-most-once": (True, "executed once"),
        "ok-means-done": (True, "client: unknown; executed once"),
        "ok-means-once": (True, "client: unknown; executed once"),
        "no-reply-means-not-done": (False, "client: unknown; executed once"),
        "error-means-not-done": (True, "client: unknown; executed once"),
        "orphan": (False, "the client is up"),
        "server-cannot-tell": (False, "the server has not answered so"),
    }


def test_the_panels_set_what_the_client_sees_beside_what_happened() -> None:
    played = run("cannot-tell-done")
    memory, views, _, _, messages = CONCEPT.draw_panels(Tracer(played), 11)
    assert memory == Processes(
        "memory",
        "Who knows what",
        (
            ProcessCard(
                "client",
                True,
                "ends with: unknown",
                volatile=(
                    MemoryField("concludes", "not executed, or executed once"),
                    MemoryField("requests sent", "2"),
                    MemoryField("timer", "off", True),
                ),
            ),
            ProcessCard(
                "server",
                True,
                "up",
                volatile=(MemoryField("still to do", "nothing"),),
                stable=(MemoryField("numbers logged", "#1"), MemoryField("replies stored", "none")),
            ),
            ProcessCard("account", True, "what really happened", stable=(MemoryField("call", "executed once"), MemoryField("paid in", "10"))),
        ),
    )
    assert views == Table(
        "two-views",
        "One call, two views",
        "",
        ("so far", "executed"),
        (
            Row("the client sees", (Cell("address · time-out · server cannot tell", "plain", True), Cell("0 or 1", "warn"))),
            Row(
                "what really happened",
                (Cell("request received · executed · server crashed · server back · request received · answered"), Cell("1")),
            ),
        ),
        "The client concludes: not executed, or executed once. In truth: executed once.",
    )
    assert messages.name == "messages"


def test_the_client_sees_the_same_panel_whatever_went_wrong() -> None:
    rows = []
    for name in ("2-request-lost", "3-crash-before", "3-crash-after", "4-reply-lost"):
        played = run(name)
        views = CONCEPT.draw_panels(Tracer(played), len(played.choices))[1]
        assert isinstance(views, Table)
        rows.append([cell.text for row in views.rows for cell in row.cells])
    assert [row[:2] for row in rows] == [["address · time-out", "0 or 1"]] * 4
    assert [row[2:] for row in rows] == [
        ["request lost", "0"],
        ["request received · server crashed · server back", "0"],
        ["request received · executed · server crashed · server back", "1"],
        ["request received · executed · answered · answer lost", "1"],
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_panels_and_sentences_exist_for_every_step_of_every_scenario(name: str) -> None:
    played = run(name)
    reporter = Reporter(played)
    assert len(played.steps) > 2
    for number, step in enumerate(played.steps):
        frame = reporter.player_frame(number)
        assert frame.narration.endswith((".", "”."))
        assert len({event.label for event in frame.enabled}) == len(step.enabled)
        assert [panel.name for panel in frame.panels] == ["memory", "two-views", "client-machine", "server-machine", "messages"]


def test_every_event_of_every_state_has_a_label_a_sentence_and_json() -> None:
    raw = {"early": 1, "semantics": "at-most-once", "filter": "stable-before"}
    for model in (CONCEPT.model(raw), CONCEPT.model(raw | {"filter": "volatile"}), CONCEPT.model(raw | {"semantics": "at-least-once"})):
        search = Search(model)
        search.run(100_000, lambda: False)
        assert len(search.states) > 100
        for state in search.states:
            before = Step(None, model.situation(state), (), ())
            for event in model.machine.enabled(state):
                after = Step(event, model.situation(model.machine.apply(state, event).state), (), ())
                assert CONCEPT.say_label(before.situation, event)
                assert CONCEPT.say_step(before, after).endswith(".")


def test_the_state_as_json_has_memory_and_stable_storage_apart() -> None:
    assert msgspec.json.decode(msgspec.json.encode(Reporter(run("cannot-tell-done")).frame(6).state)) == {
        "client": {"up": True, "call": {"phase": "waiting", "requests": 1, "saw": ["address"]}, "timer": True},
        "binder": "knows the server",
        "server": {"up": False, "memory": None, "stable": {"numbers": [1], "replies": []}, "to_do": []},
        "messages": [],
        "executed": 1,
        "faults_left": {"requests_lost": 1, "replies_lost": 1, "server_crashes": 0, "client_crashes": 1, "early": 0},
    }
