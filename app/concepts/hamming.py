"""Seven bits that say which of them is wrong.

Four bits of data are sent with three parity bits, at positions 1, 2 and 4. Each parity bit makes the number of ones even among the positions that
have its own number in their binary sum: 1 checks 1, 3, 5, 7; 2 checks 2, 3, 6, 7; 4 checks 4, 5, 6, 7. The receiver adds up the numbers of the
checks that fail: that is the position of a wrong bit. Two wrong bits point to a third one. An eighth bit over the whole word (SECDED: single error
corrected, double error detected) tells two from one.

Abstracted away: how bits get on a wire, and why some flip. The adversary flips them; or noise does, each bit with the same probability and
whatever happens to the others. After Hamming, Error Detecting and Error Correcting Codes
(1950).
"""

import msgspec

from app.kernel.errors import UsageError
from app.kernel.events import Event, Occurrence, Transition
from app.kernel.machine import Machine
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Choice, Integer, Text, Values, shown
from app.kernel.prng import Sequence
from app.kernel.properties import always
from app.kernel.runs import Run
from app.kernel.show.concept import Concept
from app.kernel.show.panels import Cell, Panel, Row, Table, Tone
from app.kernel.show.study import Study
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.specification import Comparison, Outcome, OutcomeField, Scenario
from app.kernel.steps import Step

Bits = tuple[int, ...]
CHECKS = (1, 2, 4)
DATA = (3, 5, 6, 7)


def encode(data: Bits, secded: bool) -> Bits:
    """Give the word for four bits: parity at positions 1, 2 and 4, and with ``secded`` the parity of all at the end."""
    word = dict(zip(DATA, data, strict=True))
    word |= {check: sum(word[place] for place in DATA if place & check) % 2 for check in CHECKS}
    bits = tuple(word[place] for place in range(1, 8))
    return (*bits, sum(bits) % 2) if secded else bits


def syndrome(word: Bits) -> int:
    """Give the sum of the numbers of the checks that fail; 0 if none does."""
    return sum(check for check in CHECKS if sum(bit for place, bit in enumerate(word[:7], 1) if place & check) % 2)


def correct(word: Bits) -> tuple[Bits, str]:
    """Give the word that the receiver takes it for, and its verdict: clean, corrected or detected."""
    wrong, odd = syndrome(word), len(word) == 8 and sum(word) % 2 == 1
    if len(word) == 8 and wrong and not odd:
        return word, "detected"
    place = wrong or (8 if odd else 0)
    return tuple(bit ^ (number == place) for number, bit in enumerate(word, 1)), "corrected" if place else "clean"


class Word(msgspec.Struct, frozen=True, cache_hash=True):
    """The word on the wire, how many bits may still flip, and whether it has arrived."""

    bits: Bits
    left: int
    arrived: bool = False


class Wire(Machine[Word]):
    """A word on its way, as noise has left it: it arrives, or the adversary flips one more bit, each at most once."""

    def __init__(self, sent: Bits, noisy: Bits, flips: int, believes: bool) -> None:
        self.sent, self.noisy, self.flips, self.believes = sent, noisy, flips, believes

    def start(self) -> Transition[Word]:
        """Send the word, and let noise flip its bits."""
        return Transition(Word(self.noisy, self.flips))

    def enabled(self, state: Word) -> tuple[Event, ...]:
        """Arrive; or one bit that is still as it was flips."""
        if state.arrived:
            return ()
        same = [place for place, (bit, sent) in enumerate(zip(state.bits, self.sent, strict=True), 1) if bit == sent]
        flips = tuple(Event("fail", str(place), "flips", "flips") for place in same) if state.left else ()
        return (Event("step", "receiver", "receives"), *flips)

    def apply(self, state: Word, event: Event) -> Transition[Word]:
        """Flip a bit, or hand the word to the receiver."""
        if event.kind == "step":
            return Transition(Word(state.bits, state.left, True), (Occurrence("step", "receiver"),))
        bits = tuple(bit ^ (str(place) == event.process) for place, bit in enumerate(state.bits, 1))
        return Transition(Word(bits, state.left - 1))

    def budgets(self, state: Word) -> tuple[tuple[str, str, int], ...]:
        """Give the flips left."""
        return (("flips", "flips", state.left),) if self.flips else ()

    def decode(self, state: Word) -> tuple[Bits, str]:
        """Give the word that the receiver takes it for, and what it says of it; the broken one believes every word."""
        return (state.bits, "clean") if self.believes else correct(state.bits)


def build(values: Values) -> Wire:
    """Give the machine."""
    sent = encode(tuple(map(int, str(values["data"]))), values["code"] == "secded")
    return Wire(sent, noise(sent, int(values["noise"]), int(values["seed"])), int(values["flips"]), values["variant"] == "no-check")


def noise(sent: Bits, percent: int, seed: int) -> Bits:
    """Flip each bit with this probability."""
    draws = Sequence(seed)
    return tuple(bit ^ (draws.below(100) < percent) for bit in sent)


def read_data(text: str, before: Values) -> str:
    """Read four bits."""
    if len(text) != 4 or set(text) - {"0", "1"}:
        raise UsageError(f"data: {shown(text)} is not usable; allowed: four bits, such as 1011", "data")
    return text


# what is true of it


def wire(s: Situation[Word]) -> Wire:
    """Give the machine by its type."""
    assert isinstance(s.machine, Wire)
    return s.machine


def text(bits: Bits) -> str:
    """Write bits in a row."""
    return "".join(map(str, bits))


def right(s: Situation[Word]) -> bool:
    """Whether the receiver has the data that was sent."""
    machine = wire(s)
    return all(machine.decode(s.state)[0][place - 1] == machine.sent[place - 1] for place in DATA)


def verdict(s: Situation[Word]) -> str:
    """Give what the receiver says of the word: clean, corrected, detected; before it arrives, nothing."""
    return wire(s).decode(s.state)[1] if s.state.arrived else "on its way"


def outcome(s: Situation[Word]) -> Outcome:
    """Give the words sent, received and decoded, and what the receiver says."""
    decoded, said = wire(s).decode(s.state)
    return {"sent": text(wire(s).sent), "received": text(s.state.bits), "decoded": text(decoded), "verdict": said}


def flipped(s: Situation[Word]) -> int:
    """Count the bits that are not as they were sent."""
    return sum(bit != sent for bit, sent in zip(s.state.bits, wire(s).sent, strict=True))


def counts(values: Values) -> tuple[int, ...]:
    """Give how many bits can be flipped: as many as the adversary may flip at most, or all of them by noise."""
    return tuple(range(9 if values["noise"] else 4))


def because(s: Situation[Word]) -> str:
    """Say how many bits flipped, and what the receiver made of it."""
    bits = f"{flipped(s)} bit{'' if flipped(s) == 1 else 's'} flipped"
    if not s.state.arrived:
        return f"{bits} so far, the word is on its way"
    return f"{bits}; the receiver calls the word {verdict(s)} and has the {'right' if right(s) else 'wrong'} data"


PROPERTIES = (
    always("right", "The receiver has the data that was sent.", right, because, applies=lambda s: s.state.arrived),
    always(
        "right-or-detected",
        "The receiver has the data that was sent, or knows that something is wrong.",
        lambda s: right(s) or verdict(s) == "detected",
        because,
        applies=lambda s: s.state.arrived,
    ),
)

# what only many runs can say


def decoded_rightly(run: Run[Word]) -> float:
    """Give 1 if the receiver ends with the data that was sent, and knows no better; else 0."""
    s = run.steps[-1].situation
    return float(right(s) and verdict(s) != "detected")


def at_most_one_flips(values: Values) -> float | None:
    """Give the probability that at most one of the bits flips; a receiver that does not check is none that theory speaks of."""
    bits, flips = 8 if values["code"] == "secded" else 7, int(values["noise"]) / 100
    return (1 - flips) ** bits + bits * flips * (1 - flips) ** (bits - 1) if values["variant"] == "none" else None


STUDY = Study(
    "noise",
    "Words on a noisy wire",
    "How often the receiver ends with the right data when noise flips each bit with the same probability.",
    parameter="noise",
    at=(0, 2, 5, 10, 15, 20, 30, 40, 50),
    measured="share of words decoded rightly",
    measure=decoded_rightly,
    formula=at_most_one_flips,
    theory="the probability that at most one of n bits flips, each with probability p: (1 − p)ⁿ + n·p·(1 − p)ⁿ⁻¹",
)

# words and pictures


def label(s: Situation[Word], event: Event) -> str:
    """Say what an event would do."""
    return "The receiver gets the word and checks it" if event.kind == "step" else f"Bit {event.process} flips"


def narrate(before: Step[Word] | None, step: Step[Word]) -> str:
    """Say in a sentence what happened."""
    s, event = step.situation, step.event
    if event is None:
        sends = f"The sender puts {text(wire(s).sent)} on the wire: the data, and a parity bit for each check."
        places = [str(place) for place, (bit, sent) in enumerate(zip(s.state.bits, wire(s).sent, strict=True), 1) if bit != sent]
        flips = f"bit{'s' if places[1:] else ''} {', '.join(places[:-1])}{' and ' if places[1:] else ''}{places[-1]}" if places else ""
        return f"{sends} Noise flips {flips}. Nobody notices yet." if flips else sends
    if event.kind == "fail":
        return f"Bit {event.process} flips on its way. Nobody notices yet."
    failed, (decoded, said) = [check for check in CHECKS if syndrome(s.state.bits) & check], wire(s).decode(s.state)
    checks = f"Checks {' + '.join(map(str, failed))} fail, and add up to {sum(failed)}." if failed else "All three checks are even."
    if said == "detected":
        return f"{checks} But the parity of the whole word is right: two bits are wrong, and nobody can say which."
    did = f"The receiver flips bit {place_of(s.state.bits, decoded)} back." if said == "corrected" else "The receiver takes the word as it is."
    return f"{checks} {did} The data is {'right' if right(s) else 'wrong, and the receiver does not know it'}."


def place_of(word: Bits, other: Bits) -> int:
    """Give the first position in which two words differ."""
    return next(place for place, (one, two) in enumerate(zip(word, other, strict=True), 1) if one != two)


def panels(trace: Tracer[Word], number: int) -> tuple[Panel, ...]:
    """Give the word bit by bit, with the checks that each bit takes part in."""
    s, event = trace.run.steps[number].situation, trace.run.steps[number].event
    sent, bits, arrived = wire(s).sent, s.state.bits, s.state.arrived
    places = range(1, len(bits) + 1)
    names = tuple(f"{place} ({'parity of all' if place == 8 else 'parity' if place in CHECKS else 'data'})" for place in places)

    def received(place: int) -> Cell:
        wrong = bits[place - 1] != sent[place - 1]
        words = f"{bits[place - 1]}, flipped" if wrong else ""
        return Cell(
            f"{bits[place - 1]}{' ✕' if wrong else ''}", "bad" if wrong else "plain", bool(event and event.process == str(place)), words, str(place)
        )

    def check(number: int) -> Row:
        odd = sum(bits[place - 1] for place in places[:7] if place & number) % 2
        tone: Tone = ("bad" if odd else "good") if arrived else "dim"
        cells = (Cell(str(bits[place - 1]), tone) if place < 8 and place & number else Cell("·", "dim", words="not checked") for place in places)
        return Row(f"check {number}: {('odd, fails' if odd else 'even') if arrived else 'not yet'}", tuple(cells))

    rows = (Row("sent", tuple(Cell(str(bit)) for bit in sent)), Row("on the wire", tuple(map(received, places))), *map(check, CHECKS))
    if arrived:
        rows += (Row(f"taken for: {verdict(s)}", tuple(Cell(str(bit)) for bit in wire(s).decode(s.state)[0])),)
    return (Table("word", "The word, bit by bit", "position", names, rows),)


CONCEPT = Concept(
    slug="hamming",
    title="Hamming code",
    revision=1,
    summary="Three parity bits point to the one bit that is wrong. Two wrong bits point to a third one, unless an eighth bit tells them apart.",
    source="Hamming, Error Detecting and Error Correcting Codes, Bell System Technical Journal 29, 1950",
    parameters=(
        Choice("code", "Code", "hamming-7-4", "Seven bits, or eight with the parity of all (SECDED).", choices=("hamming-7-4", "secded")),
        Text("data", "Data", "1011", "The four bits of data.", read=read_data),
        Integer("flips", "Flips", 1, "How many bits the adversary may flip.", minimum=0, maximum=3),
        Integer("noise", "Noise (%)", 0, "With what probability noise flips each bit, in percent.", minimum=0, maximum=50),
        Integer("seed", "Seed", 0, "What noise does is drawn from this number.", minimum=0, maximum=1_000_000),
        Choice("variant", "Variant", "none", "What is broken on purpose.", internal=True, choices=("none", "no-check")),
    ),
    scenarios=(
        Scenario(
            "one-flip",
            "One bit flips",
            "Checks 1 and 4 fail, and 1 + 4 = 5 is the wrong bit.",
            play=("fail 5", "step"),
            watch="Which checks fail, and what their numbers add up to.",
        ),
        Scenario(
            "two-flips",
            "Two bits flip",
            "Bits 3 and 5 flip. The checks point to bit 6.",
            {"flips": 2},
            ("fail 3", "fail 5", "step"),
            watch="The receiver repairs a bit that was right.",
        ),
        Scenario(
            "two-noticed",
            "The eighth bit",
            "The same two flips are noticed.",
            {"flips": 2, "code": "secded"},
            ("fail 3", "fail 5", "step"),
            watch="The eighth bit still fits, although two checks fail.",
        ),
        Scenario(
            "broken-no-check",
            "Broken: nobody checks",
            "The receiver believes every word.",
            {"variant": "no-check"},
            ("fail 5", "step"),
            watch="The checks fail, and nobody looks at them.",
        ),
    ),
    comparisons=(
        Comparison(
            "Two flips, with seven bits and with eight",
            {"flips": 2, "code": "hamming-7-4"},
            {"flips": 2, "code": "secded"},
            ("fail 3", "fail 5", "step"),
        ),
    ),
    properties=PROPERTIES,
    observations=(
        Observation("verdict", "What does the receiver say of the word?", lambda s, p: verdict(s), ("on its way", "clean", "corrected", "detected")),
        Observation("flipped", "How many bits are wrong on the wire?", lambda s, p: flipped(s), counts),
        Observation("right", "Would the receiver have the right data?", lambda s, p: right(s), (True, False), {True: "yes", False: "no"}),
    ),
    misconceptions=(
        Misconception(
            "two-are-corrected",
            "Two flipped bits are corrected just as one is.",
            "right",
            lambda steps, process: True,
            "Two flips look like one flip elsewhere: with seven bits the receiver flips a third bit, and has the wrong data.",
        ),
    ),
    outcomes=(
        OutcomeField("sent", "The word that was sent."),
        OutcomeField("received", "The word that arrived."),
        OutcomeField("decoded", "The word that the receiver took it for."),
        OutcomeField("verdict", "What the receiver says of the word.", ("clean", "corrected", "detected")),
    ),
    build=build,
    outcome=outcome,
    label=label,
    narrate=narrate,
    panels=panels,
    studies=(STUDY,),
    stage="word",
    first_panel="word",
)
