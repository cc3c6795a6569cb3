import pytest

from app.concepts.domino_effect import CONCEPT
from app.kernel.runs import Run, play
from app.kernel.show.concept import diagram
from app.kernel.show.diagram import Jump, Line, LinePoint, Span
from app.kernel.show.panels import Cell, Row, Table
from app.kernel.show.report import Reporter, run_document
from app.kernel.show.trace import Tracer
from app.kernel.specification import Model


def run_of(scenario: str) -> Run:
    return play(CONCEPT.model({}, scenario))


def narrations(run: Run) -> list[str]:
    reporter = Reporter(run)
    return [reporter.narration(number) for number in range(len(run.steps))]


def test_the_narration_of_the_recovery_line_tells_who_depends_on_whom() -> None:
    assert narrations(run_of("recovery-line")) == [
        "2 processes start. Each start is a checkpoint, C0. After the 10 events of the pattern P2 will crash.",
        "P1 takes checkpoint C1: its state is now safe on stable storage. It tells nobody.",
        "P1 sends a to P2. It is under way: P2 does not have it yet.",
        "P2 receives a from P1. Its state now depends on what P1 did before it sent a.",
        "P2 takes checkpoint C1: its state is now safe on stable storage. It tells nobody.",
        "P2 sends b to P1. It is under way: P1 does not have it yet.",
        "P1 receives b from P2. Its state now depends on what P2 did before it sent b.",
        "P2 takes checkpoint C2: its state is now safe on stable storage. It tells nobody.",
        "P1 takes checkpoint C2: its state is now safe on stable storage. It tells nobody.",
        "P2 sends c to P1. It is under way: P1 does not have it yet.",
        "P1 receives c from P2. Its state now depends on what P2 did before it sent c.",
        "P2 crashes. Its memory is gone: checkpoint C2 is left on stable storage, and the event after it is lost.",
        "P2 starts again from C2. That undoes the sending of c (P1 has it): it is now an orphan, received but never sent.",
        (
            "P1 has received c, but P2 has undone sending it. So P1 goes back to C2, its last checkpoint before that. That makes no new orphan. "
            "No orphan is left. The recovery line is P1 C2, P2 C2; 2 of 10 events are undone. No message is in transit."
        ),
    ]


def test_each_label_says_what_the_event_will_do() -> None:
    run = run_of("useless-checkpoint")
    labels = [record.label for number in range(len(run.steps)) for record in Reporter(run).enabled(number)]
    assert labels == [
        "P1 takes checkpoint C1",
        "P1 sends b to P2",
        "P2 receives b from P1",
        "P2 takes checkpoint C1",
        "P2 sends a to P1",
        "P1 receives a from P2",
        "P1 takes checkpoint C2",
        "P2 crashes",
        "P2 starts again from C1",
        "P1 goes back to C1",
        "P2 goes back to its start (C0)",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("P1: a! C; P2: a?", "P1 crashes. Its memory is gone, but checkpoint C1 holds all that it did."),
        ("P1:; P2: C", "P1 crashes. Its memory is gone, but it had done nothing yet."),
        ("P1: a!; P2: a?", "P1 crashes. It took no checkpoint, so all that it did is lost: 1 event."),
        ("P1: C a! b!; P2: a?", "P1 crashes. Its memory is gone: checkpoint C1 is left on stable storage, and the 2 events after it are lost."),
    ],
)
def test_a_crash_says_what_is_left(text: str, said: str) -> None:
    run = play(CONCEPT.model({"pattern": text, "crash": "P1"}))
    assert said in narrations(run)


def test_a_message_that_no_process_receives_is_said_to_stay_under_way() -> None:
    run = play(CONCEPT.model({"pattern": "P1: a!; P2: C", "crash": "P2"}))
    assert narrations(run)[1] == "P1 sends a. In this pattern no process receives it: it stays under way."
    assert narrations(run)[-1].endswith("1 message is in transit, sent before the line and not received before it: a.")
    assert [point.kind for point in diagram(run).points if point.step == 1] == ["step"]


def test_a_receipt_that_is_undone_needs_a_log() -> None:
    said = "The receipt of a is undone, and nobody sends it again: without a log to deliver it from, it is lost."
    assert narrations(run_of("in-transit"))[-1].endswith(said)
    more = play(CONCEPT.model({"pattern": "P1: a! b!; P2: C a? b?", "crash": "P2"}))
    assert narrations(more)[-1].endswith("and b are undone, and nobody sends them again: without a log to deliver them from, they are lost.")


def test_a_single_process_can_crash_too() -> None:
    said = narrations(play(CONCEPT.model({"pattern": "P1: C a!"})))
    assert said[0] == "P1 starts. Its start is its checkpoint C0. After the 2 events of the pattern P1 will crash."
    assert said[-1].endswith("No orphan is left. The recovery line is P1 C1; 1 of 2 events is undone. No message is in transit.")


def test_many_messages_in_transit_are_counted_and_the_first_are_named() -> None:
    sends = " ".join(f"m{number}!" for number in range(20))
    said = narrations(play(CONCEPT.model({"pattern": f"P1: {sends}; P2: C", "crash": "P2"})))[-1]
    assert "20 messages are in transit" in said
    assert said.endswith("m0, m1, m2, m3, m4, m5, m6, m7 and 12 more.")


def test_a_broken_rule_is_told_as_it_happens() -> None:
    assert narrations(run_of("broken-one-pass"))[-1].endswith("The rollback stops here, but b is still an orphan: P1 C1, P2 C2 is no recovery line.")
    assert "P3 goes back to C1, although nothing forces it to." in narrations(run_of("broken-last-checkpoints"))[18]


# the diagram


def test_the_rollbacks_are_arcs_from_where_a_process_stood_to_its_checkpoint() -> None:
    drawn = diagram(run_of("cascade"))
    assert drawn.jumps == (
        Jump(1, 27, 21, 28, "1"),
        Jump(0, 27, 17, 29, "2"),
        Jump(2, 27, 18, 30, "2"),
        Jump(1, 21, 12, 31, "3"),
        Jump(0, 17, 4, 32, "4"),
        Jump(2, 18, 6, 33, "4"),
        Jump(1, 12, 7, 34, "5"),
    )
    assert drawn.spans[0] == Span(1, 27, 28, 27, "down")
    assert drawn.spans[1:] == tuple(Span(jump.lane, jump.to_column, jump.from_column, jump.step, "undone") for jump in drawn.jumps)
    assert drawn.lines == (Line(34, "recovery line", (LinePoint(0, 4), LinePoint(1, 7), LinePoint(2, 6))),)
    checkpoints = [(point.lane, point.column) for point in drawn.points if point.kind == "checkpoint"]
    assert [(jump.lane, jump.to_column) in checkpoints for jump in drawn.jumps] == [True] * 7


def test_every_process_begins_on_a_checkpoint_and_clocks_count_what_it_knows() -> None:
    drawn = diagram(run_of("recovery-line"))
    assert [(point.kind, point.label, point.clock) for point in drawn.points if point.column == 0] == [("checkpoint", "C0", (0, 0))] * 2
    assert next(point.clock for point in drawn.points if point.step == 3) == (2, 1)


def test_a_process_that_did_not_go_back_is_on_the_line_where_the_crash_found_it() -> None:
    drawn = diagram(run_of("no-dependence"))
    assert drawn.lines == (Line(18, "recovery line", (LinePoint(0, 1), LinePoint(1, 2), LinePoint(2, 15), LinePoint(3, 15))),)


def test_a_line_that_an_orphan_crosses_is_not_called_a_recovery_line() -> None:
    assert [line.label for line in diagram(run_of("broken-one-pass")).lines] == ["no recovery line"]


@pytest.mark.parametrize("stop", range(36))
def test_a_run_that_stops_early_shows_only_what_has_happened(stop: int) -> None:
    model = CONCEPT.model({}, "cascade")
    whole, part = diagram(play(model)), diagram(play(model, stop=stop))
    assert part.jumps == tuple(jump for jump in whole.jumps if jump.step <= stop)
    assert bool(part.lines) == (stop >= 34)


# panels and JSON


def tables(model: Model, number: int) -> tuple[Table, Table]:
    checkpoints, messages = CONCEPT.draw_panels(Tracer(play(model)), number)
    assert isinstance(checkpoints, Table)
    assert isinstance(messages, Table)
    return checkpoints, messages


def test_the_tables_show_who_stands_where_and_what_forces_the_next_rollback() -> None:
    checkpoints, messages = tables(CONCEPT.model({}, "useless-checkpoint"), 9)
    assert checkpoints == Table(
        "checkpoints",
        "Checkpoints",
        "process",
        ("on stable storage", "stands on", "undone"),
        (
            Row("P1", (Cell("C0, C1, C2"), Cell("its present state"), Cell("nothing", "dim"))),
            Row("P2", (Cell("C0, C1"), Cell("C1, went back", "warn", True), Cell("1 of 3", "bad", True))),
        ),
        "Next: P1 has received a, but P2 has undone sending it, so P1 must go back to C1.",
    )
    assert messages == Table(
        "messages",
        "Messages",
        "message",
        ("way", "now"),
        (
            Row("b", (Cell("P1 → P2"), Cell("✓ received", "good"))),
            Row("a", (Cell("P2 → P1"), Cell("✗ orphan: received, not sent", "bad", True))),
        ),
    )


def test_every_fate_of_a_message_is_written_out() -> None:
    text = "P1: a! C b! c! d?; P2: C a? d! b?; P3: e!"
    _, messages = tables(CONCEPT.model({"pattern": text, "crash": "P2"}), 13)
    assert [(row.head, row.cells[0].text, row.cells[1].text) for row in messages.rows] == [
        ("a", "P1 → P2", "… in transit again: its receipt is undone"),
        ("e", "P3 → nobody", "… in transit"),
        ("b", "P1 → P2", "undone: not sent, not received"),
        ("d", "P2 → P1", "undone: not sent, not received"),
        ("c", "P1 → nobody", "undone: not sent"),
    ]


def test_of_many_messages_the_orphans_and_the_newest_are_shown() -> None:
    sends = " ".join(f"m{number}!" for number in range(30))
    model = CONCEPT.model({"pattern": f"P1: a! {sends}; P2: a?", "crash": "P1"})
    _, messages = tables(model, 34)
    assert [row.head for row in messages.rows] == ["a", *(f"m{number}" for number in range(9))]
    assert messages.note == "21 of 31 messages are not shown."
    _, before = tables(model, 32)
    assert [row.head for row in before.rows] == [f"m{number}" for number in range(20, 30)]
    _, first = tables(model, 0)
    assert [row.head for row in first.rows] == ["a", *(f"m{number}" for number in range(9))]
    assert {row.cells[1] for row in first.rows} == {Cell("not sent yet", "dim")}
    _, empty = tables(CONCEPT.model({"pattern": "P1: C; P2: C", "crash": "P1"}), 0)
    assert (empty.rows, empty.note) == ((), "No message is sent.")


def test_the_table_of_messages_has_all_its_rows_from_the_start() -> None:
    model = CONCEPT.model({}, "domino")
    heads = [[row.head for row in tables(model, number)[1].rows] for number in range(len(play(model).steps))]
    assert heads[0] != []
    assert all(rows == heads[0] for rows in heads)


def test_the_state_as_json_says_who_is_down_and_which_messages_are_orphans() -> None:
    frames = run_document(run_of("broken-one-pass")).frames
    assert frames[8].state == {
        "phase": "rolling-back",
        "round": 1,
        "processes": {"P1": {"up": True, "events": 3, "stands_on": "now"}, "P2": {"up": False, "events": 4, "stands_on": None}},
        "undone": 0,
        "orphans": [],
        "in_transit": [],
    }
    assert frames[10].state == {
        "phase": "recovered",
        "round": 2,
        "processes": {"P1": {"up": True, "events": 1, "stands_on": 1}, "P2": {"up": True, "events": 3, "stands_on": 2}},
        "undone": 3,
        "orphans": ["b"],
        "in_transit": [],
    }
    assert [frame.state["phase"] for frame in frames] == ["running"] * 8 + ["rolling-back"] * 2 + ["recovered"]


def test_a_property_is_judged_at_the_end_and_says_so_before() -> None:
    run = run_of("domino")
    reporter = Reporter(run)
    during = {record.name: (record.holds, record.because) for record in reporter.properties(run.steps[16].situation)}
    assert during["no-orphan"] == (True, "not judged before the end of the rollback; orphans now: e (P1 received it, P2 did not send it)")
    after = {record.name: (record.holds, record.because) for record in reporter.run_properties()}
    assert after == {
        "no-orphan": (True, "on P1 C0, P2 C0 every message received was sent"),
        "line-is-latest": (True, "the latest consistent set is P1 C0, P2 C0, and that is where the processes stand"),
        "all-the-way-back": (True, "back at the start: P1 and P2 (2 of 2)"),
        "everything-lost": (True, "back at the start: P1 and P2 (2 of 2)"),
    }


@pytest.mark.parametrize(
    ("scenario", "note"),
    [
        ("domino", "The line is consistent: every message received before it was also sent before it."),
        ("broken-one-pass", "The line is not consistent: a message is received before it and sent after it."),
    ],
)
def test_at_the_end_the_table_says_whether_the_line_is_consistent(scenario: str, note: str) -> None:
    model = CONCEPT.model({}, scenario)
    checkpoints, _ = tables(model, len(play(model).steps) - 1)
    assert checkpoints.note == note


# what is observed and believed


def believed(scenario: str) -> dict[str, dict[str, object]]:
    """What each wrong belief says of where the processes end."""
    run = run_of(scenario)
    return {belief.name: {name: belief.predicts(run.steps, name) for name in ("P1", "P2", "P3")} for belief in CONCEPT.misconceptions}


def test_every_wrong_belief_is_wrong_about_the_cascade_in_its_own_way() -> None:
    assert play(CONCEPT.model({}, "cascade")).outcome == {"recovery_line": {"P1": 1, "P2": 1, "P3": 1}, "undone": 19}
    assert believed("cascade") == {
        "only-the-crashed": {"P1": "now", "P2": 3, "P3": "now"},
        "last-checkpoints": {"P1": 3, "P2": 3, "P3": 2},
        "effects-only": {"P1": 2, "P2": 3, "P3": 2},
    }


def test_what_depends_on_nothing_lost_is_believed_to_stay_and_does() -> None:
    run = play(CONCEPT.model({"pattern": "P1: a! C; P2: a? b!; P3: b?", "crash": "P1"}))
    effects = next(belief for belief in CONCEPT.misconceptions if belief.name == "effects-only")
    assert [effects.predicts(run.steps, name) for name in ("P1", "P2", "P3")] == [1, "now", "now"]
    assert run.outcome == {"recovery_line": {"P1": 1, "P2": "now", "P3": "now"}, "undone": 0}


def test_the_observations_follow_the_rollback() -> None:
    run = run_of("broken-one-pass")
    stands, loss, orphans = CONCEPT.observations
    seen = [(stands.read(s, "P2"), loss.read(s, "P2"), loss.read(s, "P1"), orphans.read(s, "")) for s in (step.situation for step in run.steps[7:])]
    assert seen == [("now", "nothing", "nothing", 0), ("down", "nothing", "nothing", 0), (2, "some", "nothing", 1), (2, "some", "some", 1)]
    assert loss.read(run_of("domino").steps[-1].situation, "P1") == "everything"
    assert stands.say(stands.read(run_of("domino").steps[-1].situation, "P1")) == "C0, its start"
