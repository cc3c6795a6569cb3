"""The parameters, the machine that they make, and the settings that are worth a look: scenarios and comparisons."""

from app.concepts.byzantine_agreement.protocols import Local, OralMessages, Vectors
from app.kernel.errors import UsageError
from app.kernel.lists import different, numbered, one_each, parts, process_numbers
from app.kernel.parameters import Choice, Integer, Text, Values
from app.kernel.specification import Comparison, Scenario
from app.kernel.synchronous import SynchronousMachine

_OM = {"algorithm": ("om",)}


def check(values: Values) -> None:
    """Refuse a commander that does not exist."""
    if int(values["commander"]) > int(values["processes"]):
        raise UsageError(f"commander: {values['commander']} is no process; allowed: a whole number from 1 to {values['processes']}", "commander")


def build(values: Values) -> SynchronousMachine[Local]:
    """Give the machine."""
    common = numbered(values), parts(values, "traitors"), parts(values, "values"), parts(values, "lies")
    if values["algorithm"] == "om":
        return SynchronousMachine(OralMessages(*common, int(values["m"]), str(values["commander"])), "P{}".format)
    return SynchronousMachine(Vectors(*common, str(values["rule"])), "P{}".format)


PARAMETERS = (
    Choice(
        "algorithm",
        "Algorithm",
        "vectors",
        "What they agree on: a vector with the value of every process (two rounds), or one value, the commander’s, by OM(m).",
        choices=("vectors", "om"),
    ),
    Choice(
        "rule",
        "Rule of decision",
        "interactive-consistency",
        "Whose word on an element counts. Interactive consistency: everybody’s except that process’s own second word. "
        "Textbook: the vectors received, and nothing else. OM ignores this.",
        choices=("interactive-consistency", "textbook"),
        when={"algorithm": ("vectors",)},
    ),
    Integer("processes", "Processes", 4, "How many processes there are, loyal or not; they are named 1, 2, 3 and so on.", minimum=3, maximum=10),
    Text(
        "traitors",
        "Traitor no.",
        "3",
        "The numbers of the processes that may lie, with commas between them; empty for none.",
        read=lambda text, before: process_numbers("traitors", text, before, "traitor", "are traitors, none is left to agree"),
    ),
    Text(
        "values",
        "Values",
        lambda before: ",".join(numbered(before)),
        "The true value of each process, with commas between them. A traitor never uses its own; OM uses only the commander’s.",
        read=lambda text, before: one_each("values", text, before),
    ),
    Text(
        "lies",
        "Lies",
        "x,y",
        "The values that a traitor may send, with commas between them.",
        read=lambda text, before: different("lies", text, "lie", 6),
    ),
    Integer(
        "m", "m of OM(m)", 1, "How many traitors OM(m) is made for; it takes m + 1 rounds. The vectors ignore this.", minimum=0, maximum=3, when=_OM
    ),
    Integer("commander", "Commander", 1, "The process whose value OM makes known to all. The vectors ignore this.", minimum=1, maximum=10, when=_OM),
)

_ORDER = {"algorithm": "om", "lies": "attack,retreat"}
_SPLIT = ("… choose 3 4 2 x", "choose 3 4 3 y", "choose 3 4 4 x")

SCENARIOS = (
    Scenario(
        "four-one",
        "Four processes, one traitor",
        "P3 sends everybody something else. The other three still agree: they know each other’s values, and that P3’s is unknown.",
        {"lies": "x,y,z"},
        watch="What each process has counted about P3 at the end.",
    ),
    Scenario(
        "three-one",
        "Three processes, one traitor",
        "One traitor among three is too many: P1 and P2 cannot find out who of the other two lies.",
        {"processes": 3},
        watch="P1 has one word against another, and no third one.",
    ),
    Scenario(
        "two-rounds-two-traitors",
        "Two rounds against two traitors",
        "Seven processes could stand two traitors, but not in two rounds: P6 splits the others, and P7 tips the vote of some of them.",
        {"processes": 7, "traitors": "6,7"},
        # P6 tells P1, P2, P3 x and P4, P5 y; P7 tells everybody x. In round 2 P7 backs x at P1 and y at P2
        ("… choose 6 2 6 x", "choose 7 2 7 x", "… choose 7 4 7 x", "choose 6 5 6 y", "choose 7 5 7 x"),
        watch="Which processes P6 tells which value in round 1.",
    ),
    Scenario(
        "om-four",
        "OM(1): four processes, a disloyal lieutenant",
        "The commander P1 says attack to all. P3 says that it heard something else, and is outvoted.",
        _ORDER | {"values": "attack,-,-,-"},
        ("… choose 3 4 1 retreat",),
        watch="Each lieutenant has three words to count, and one lie cannot win.",
    ),
    Scenario(
        "om-four-commander",
        "OM(1): four processes, a disloyal commander",
        "The commander gives different orders. The three lieutenants compare what they heard, and do the same.",
        _ORDER | {"values": "attack,-,-,-", "traitors": "1"},
        watch="The lieutenants hear different orders and still do the same.",
    ),
    Scenario(
        "om-three",
        "OM(1): three processes, a disloyal lieutenant",
        "P2 hears attack from the commander and retreat from P3, and cannot find out which of them lies.",
        _ORDER | {"values": "attack,-,-", "processes": 3},
        watch="What P2 hears: exactly as much for attack as for retreat.",
    ),
    Scenario(
        "om-seven-two",
        "OM(2): seven processes, commander and lieutenant disloyal",
        "A third round settles what two rounds could not, here against a commander and a lieutenant together.",
        _ORDER | {"values": "attack,-,-,-,-,-,-", "processes": 7, "traitors": "1,7", "m": 2},
        watch="How many messages the third round needs.",
    ),
    Scenario(
        "broken-textbook-rule",
        "Broken: a process’s second word about itself counts",
        "With the vote over the vectors received, P3 votes again on its own value, and two loyal processes decide differently about it.",
        {"rule": "textbook"},
        _SPLIT,
        watch="The one entry in which the vectors of two loyal processes differ.",
    ),
)

COMPARISONS = (
    Comparison("One traitor among three, and among four", {"processes": 3}, {"processes": 4}),
    Comparison("Two rules to decide, for the same lies", {"rule": "textbook"}, {"rule": "interactive-consistency"}, _SPLIT),
)
