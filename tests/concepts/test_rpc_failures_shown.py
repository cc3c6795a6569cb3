"""What a student reads of a remote call: labels, sentences, reasons, panels."""

import msgspec
import pytest

from app.concepts.rpc_failures import CONCEPT
from app.kernel.errors import UsageError
from app.kernel.explore import Search
from app.kernel.parameters import Value
from app.kernel.runs import Run, play
from app.kernel.show.panels import Cell, MemoryField, Processes, Row, Table
from app.kernel.show.program import ahead_of
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
        "The binder looks the server up in its register, and answers the client.",
        "The client learns the address, sends its request and starts a timer. All that it can do now is wait.",
        (
            "The server receives request #1. Next it notes the number, then executes the call, then stores the reply, then replies."
            " The client sees nothing of that."
        ),
        "The server notes the number on stable storage before it executes the call. No crash can erase it.",
        "The server executes the call: 10 is paid into the account. The client does not know it.",
        (
            "The server crashes after it executed the call, before it stores the reply. Its memory is gone; stable storage holds #1 without a reply."
            " The client sees only silence."
        ),
        "The server is up again, and has forgotten all that was in its memory. Nobody is told.",
        (
            "The timer runs out. A lost request, a crashed server, a lost answer and a slow server all look the same to the client."
            " It sends the request again, with the same number."
        ),
        "The server finds #1 noted without a reply. It crashed in between, and cannot tell whether it executed the call. It will say so.",
        "The server answers that it cannot tell. It neither executes again nor claims that it did.",
        "The server says that it cannot tell whether it executed the call. The client ends with “unknown”, although it has an answer.",
    ]


@pytest.mark.parametrize(
    ("name", "step", "sentence"),
    [
        ("1-server-not-found", 2, "The client hears that there is no such server and reports an error. It knows for sure that nothing was done."),
        ("2-request-lost", 3, "The request is lost on its way. The server never hears of it, and the client cannot know."),
        ("broken-guess-done", 10, "The client receives the reply and concludes that the call was executed once. That is wrong: it was not executed."),
        ("4-reply-lost", 6, "The answer is lost on its way. The server cannot know that, and the client sees nothing of it."),
        (
            "5-client-crash",
            5,
            "The server executes the call: 10 is paid into the account. The client that asked has crashed: this work is an orphan.",
        ),
        (
            "filter-forgets",
            8,
            (
                "The server receives request #1, although the call was executed once already. Since its crash it does not know the number."
                " Next it executes the call, then replies."
            ),
        ),
        ("filter-works", 8, "The server has seen #1 before. It does not execute the call again; it only repeats the reply."),
        ("logged-too-late", 10, "The server notes number and reply on stable storage. After a crash it can answer a retry."),
        ("impatient-client", 11, "An answer arrives, but nobody waits for it any more. It is ignored."),
    ],
)
def test_a_sentence_says_what_happened_and_who_knows_it(name: str, step: int, sentence: str) -> None:
    assert Reporter(run(name)).narration(step) == sentence


def test_an_early_time_out_is_not_told_as_a_loss_or_a_crash() -> None:
    working, sent = (play(CONCEPT.model({"early": 1}), choices) for choices in ((0, 0, 0, 3), (0, 0, 4)))
    assert [Reporter(early).narration(len(choices)) for early, choices in ((working, (0, 0, 0, 3)), (sent, (0, 0, 4)))] == [
        f"The timer runs out too early: {why}. To the client that looks like a loss or a crash. It sends the request again, with the same number."
        for why in ("the server is still at work", "a message is still under way")
    ]


def test_a_reason_gives_the_values_of_its_own_state() -> None:
    reporter = Reporter(run("4-reply-lost"))
    reasons = {declared.name: (declared.holds, declared.open, declared.because) for declared in reporter.properties(reporter.run.steps[-1].situation)}
    assert reasons == {
        "at-most-once": (True, False, "executed once"),
        "ok-means-done": (True, True, "client: unknown; executed once"),
        "ok-means-once": (True, True, "client: unknown; executed once"),
        "no-reply-means-not-done": (False, False, "client: unknown; executed once"),
        "error-means-not-done": (True, True, "client: unknown; executed once"),
        "orphan": (False, False, "client: unknown; the server has nothing to do"),
        "server-cannot-tell": (False, False, "the server has not answered so"),
    }


def test_the_panels_set_what_the_client_sees_beside_what_happened() -> None:
    views, memory, _, _, logs, messages, program = CONCEPT.draw_panels(Tracer(run("cannot-tell-done")), 11)
    assert isinstance(memory, Processes)
    client, _, server = memory.cards
    assert client.volatile == (
        MemoryField("phase", "unknown", True),
        MemoryField("requests", "2"),
        MemoryField("saw", "address time-out server cannot tell", True),
    )
    assert server.stable == (MemoryField("noted", "1"), MemoryField("replies", "empty"))
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
    assert [panel.name for panel in (logs, messages, program)] == ["logs", "messages", "program"]


def test_the_client_sees_the_same_panel_whatever_went_wrong() -> None:
    rows = []
    for name in ("2-request-lost", "3-crash-before", "3-crash-after", "4-reply-lost"):
        played = run(name)
        views = CONCEPT.draw_panels(Tracer(played), len(played.choices))[0]
        assert isinstance(views, Table)
        rows.append([cell.text for row in views.rows for cell in row.cells])
    assert [row[:2] for row in rows] == [["address · time-out", "0 or 1"]] * 4
    assert [row[2:] for row in rows] == [
        ["request lost", "0"],
        ["request received · server crashed · server back", "0"],
        ["request received · executed · server crashed · server back", "1"],
        ["request received · executed · answered · answer lost", "1"],
    ]


PROGRAMS: tuple[dict[str, Value], ...] = (
    {"semantics": "at-least-once"},
    {"semantics": "maybe"},
    {"semantics": "at-least-once", "variant": "new-number"},
    *({"semantics": "at-most-once", "filter": kept} for kept in ("volatile", "stable-before", "stable-after")),
    *({"semantics": "at-most-once", "filter": "stable-before", "variant": guess} for guess in ("guess-done", "guess-not-done")),
    {"semantics": "at-most-once", "filter": "stable-after", "variant": "guess-done"},
)


@pytest.mark.parametrize("raw", PROGRAMS, ids=str)
def test_every_setting_has_one_program_a_role_and_each_of_its_acts_a_line(raw: dict[str, Value]) -> None:
    model = CONCEPT.model(raw | {"early": 1})
    programs = {process: [one for one in CONCEPT.program if process in one.processes(model.values)] for process in ("client", "server")}
    assert [len(found) for found in programs.values()] == [1, 1]
    search = Search(model)
    search.run(100_000, lambda: False)
    lines: dict[str, set[int | None]] = {"client": set(), "server": set()}
    for state in search.states:
        step = Step(None, model.situation(state), (), model.machine.enabled(state))
        for process, [program] in programs.items():
            lines[process] |= {program.line_of(name) for name in ahead_of(step, process, CONCEPT.show) if name != "recover"}
    for process, [program] in programs.items():
        assert lines[process] == {number for number, line in enumerate(program.lines) if line.at}


@pytest.mark.parametrize("name", SCENARIOS)
def test_panels_and_sentences_exist_for_every_step_of_every_scenario(name: str) -> None:
    played = run(name)
    reporter = Reporter(played)
    assert len(played.steps) > 2
    for number, step in enumerate(played.steps):
        frame = reporter.player_frame(number)
        assert frame.narration.endswith((".", "”."))
        assert len({event.label for event in frame.enabled}) == len(step.enabled)
        logs = ["logs"] if played.model.values["filter"] != "volatile" else []
        names = [panel.name for panel in frame.panels]
        assert names == ["two-views", "memory", "client-machine", "server-machine", *logs, "messages", "program"]


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
    state = msgspec.json.decode(msgspec.json.encode(Reporter(run("cannot-tell-done")).frame(6).state))
    call = {"phase": "waiting", "requests": 1, "saw": ["address"]}
    assert state["processes"]["client"] == {"up": True, "memory": call, "stable": None, "to_do": [], "timers": ["reply"]}
    noted = {"noted": [1], "replies": []}
    assert state["processes"]["server"] == {"up": False, "memory": None, "stable": noted, "to_do": [], "timers": []}
    assert (state["messages"], state["history"]) == ([], 1)
