import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.concepts.domino_effect import CONCEPT
from app.families.rollback.generator import generate
from app.families.rollback.pattern import EVENTS, PROCESSES, read_pattern, write_pattern
from app.kernel.errors import UsageError
from app.kernel.parameters import TEXT_LIMIT
from tests.concepts.rollback_oracle import patterns

TOKENS = "C takes a checkpoint, a! sends the message a, a? receives it; a name has 1 to 12 letters, digits or _"
LINES = "a process is a name, a colon and its events, as in “P1: C a! b?” (C takes a checkpoint, a! sends a, b? receives b)"
SEEDS = "allowed: random:SEED or random:SEED:PROCESSES:EVENTS, with a seed of up to 12 digits, 2 to 12 processes, 1 to 200 events"

REFUSED = {
    "": f"it is empty; {LINES}",
    " ;\n; ": f"it is empty; {LINES}",
    "P1 C a!": f"“P1 C a!” has no colon; {LINES}",
    "P 1: C": "“P 1” is no name of a process; a name has 1 to 12 letters, digits or _",
    ": C": "“” is no name of a process; a name has 1 to 12 letters, digits or _",
    "Pé: C": "“Pé” is no name of a process; a name has 1 to 12 letters, digits or _",
    "P234567890123: C": "“P234567890123” is no name of a process; a name has 1 to 12 letters, digits or _",
    "P1: C; P1: C": "P1 has two lines; each process has one",
    "P1: C c": f"P1, event 2: “c” is no event; allowed: {TOKENS}",
    "P1: C!!": f"P1, event 1: “C!!” is no event; allowed: {TOKENS}",
    "P1: a!, C": f"P1, event 1: “a!,” is no event; allowed: {TOKENS}",
    "P1: a234567890123!": f"P1, event 1: “a234567890123!” is no event; allowed: {TOKENS}",
    "P1: C a?": "P1, event 2 “a?”: no process sends the message a; allowed: messages that another process sends, with “a!”",
    "P1: a!; P2: C a!": "P2, event 2 “a!”: the message a is already sent at P1, event 1 “a!”; allowed: once",
    "P1: a!; P2: a? C; P3: a?": "P3, event 1 “a?”: the message a is already received at P2, event 1 “a?”; allowed: once",
    "P1: a! a?": "P1, event 2 “a?”: P1 sends the message a itself; allowed: messages that another process sends",
    "P1: a? b!; P2: C b? a!": "circular wait: P1, event 1 “a?” waits for “a!” of P2, P2, event 2 “b?” waits for “b!” of P1; "
    "allowed: receipts that can come after the sending of their message",
    "P0: a! d?; P1: c? b! d!; P2: b? c!": "circular wait: P1, event 1 “c?” waits for “c!” of P2, P2, event 1 “b?” waits for “b!” of P1; "
    "allowed: receipts that can come after the sending of their message",
    "P1: " + "C " * (EVENTS + 1): "201 events; allowed: at most 200",
    ";".join(f"P{number}:" for number in range(PROCESSES + 1)): "13 processes; allowed: at most 12",
    "random:": f"“random:” is not usable; {SEEDS}",
    "random:x": f"“random:x” is not usable; {SEEDS}",
    "random:-1": f"“random:-1” is not usable; {SEEDS}",
    "random:1:3": f"“random:1:3” is not usable; {SEEDS}",
    "random:1:1:9": f"“random:1:1:9” is not usable; {SEEDS}",
    "random:1:13:9": f"“random:1:13:9” is not usable; {SEEDS}",
    "random:1:3:0": f"“random:1:3:0” is not usable; {SEEDS}",
    "random:1:3:201": f"“random:1:3:201” is not usable; {SEEDS}",
    "random:1234567890123": f"“random:1234567890123” is not usable; {SEEDS}",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_pattern_that_cannot_happen_is_refused_with_the_process_and_the_token(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        CONCEPT.model({"pattern": text})
    assert (caught.value.message, caught.value.field) == (f"pattern: {REFUSED[text]}", "pattern")


@pytest.mark.parametrize("crash", ["P4", "", "p1", "P1 P2"])
def test_a_crash_of_a_process_that_is_not_in_the_pattern_is_refused_with_those_that_are(crash: str) -> None:
    with pytest.raises(UsageError) as caught:
        CONCEPT.model({"crash": crash})
    assert caught.value.message == f"crash: “{crash}” is no process of the pattern; allowed: P1, P2, P3"
    assert caught.value.field == "crash"


@pytest.mark.parametrize(("text", "crash"), [("P1: C; P2: C", "P2"), ("a: C; b: C", "a"), ("Q: C; P1: C", "Q")])
def test_without_a_crash_p2_crashes_or_else_the_first_process(text: str, crash: str) -> None:
    assert CONCEPT.model({"pattern": text}).parameters["crash"] == crash


@given(patterns(processes=6, events=30))
def test_reading_and_writing_a_pattern_changes_nothing(text: str) -> None:
    pattern = read_pattern(text)
    assert write_pattern(pattern) == text
    assert read_pattern(write_pattern(pattern)) == pattern
    assert CONCEPT.model({"pattern": text}).parameters["pattern"] == text


@pytest.mark.parametrize(
    "text",
    ["P1:C a!;P2:a?", "\n P1 : C  a! \r\n\n P2: a?\n", "P1: C a! ;; P2:\ta? ;"],
)
def test_a_pattern_is_kept_as_one_line(text: str) -> None:
    assert CONCEPT.model({"pattern": text}).parameters["pattern"] == "P1: C a!; P2: a?"


def test_what_is_unusual_but_can_happen_is_allowed() -> None:
    for text in ("P1:", "P1: C!; C: C?", "P1: a!; P2: C", "random: C a!; P2: a?", "P1: a! b! c!; P2: c? a? b?"):
        assert CONCEPT.model({"pattern": text}).parameters["pattern"] == text


def test_the_largest_pattern_is_allowed() -> None:
    text = "; ".join(f"Process_{number:04}: " + " ".join(f"m{number}_{n:07}!" for n in range(16)) for number in range(PROCESSES))
    assert CONCEPT.model({"pattern": text}).parameters["pattern"] == text
    assert len(text) < TEXT_LIMIT


@given(st.integers(0, 10**12 - 1), st.integers(2, PROCESSES), st.integers(1, EVENTS))
def test_a_seed_gives_a_pattern_that_can_happen_of_the_size_asked_for_and_always_the_same(seed: int, processes: int, events: int) -> None:
    text = str(CONCEPT.model({"pattern": f"random:{seed}:{processes}:{events}"}).parameters["pattern"])
    pattern = read_pattern(text)
    assert (len(pattern.names), sum(map(len, pattern.events))) == (processes, events)
    assert text == write_pattern(generate(seed, processes, events))


def test_a_seed_alone_gives_three_processes_and_24_events_and_the_run_names_the_pattern_itself() -> None:
    drawn = CONCEPT.model({"pattern": "random:32"}).parameters
    assert drawn == CONCEPT.model({"pattern": "random:32:3:24"}).parameters
    assert drawn["pattern"] == "P1: m3? C m1? m5? C m8! m4? m9? m6?; P2: m3! C m2? m5! m7! C m9! m10!; P3: m1! m2! m4! m6! m7? C m8?"


def test_different_seeds_give_different_patterns() -> None:
    texts = [write_pattern(generate(seed, 3, 24)) for seed in range(200)]
    assert len(dict.fromkeys(texts)) == 200
