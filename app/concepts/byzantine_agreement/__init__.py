"""Some processes lie. Can the others still agree?

A loyal process tells everybody the same and follows the algorithm; a traitor says anything, and something else to each. Nobody knows who is
a traitor. Two things are asked of the loyal processes: that they decide the same (agreement), and that they are right about each other (validity).

Two algorithms. With *vectors* every process sends its value to all, then the vector of what it heard; each element is put to the vote. This is
enough for one traitor among four, and for no more than one. *OM(m)* makes the value of one commander known in m + 1 rounds, against up to m traitors
among at least 3m + 1 processes.

The only choices of a run are the lies, one value at a time. Abstracted away: time (rounds are synchronous), lost messages, silence (a traitor always
says something), forged senders, and what traitors tell each other, for they may say anything whatever they heard.

After Lamport, Shostak and Pease, The Byzantine Generals Problem (1982); Pease, Shostak and Lamport, Reaching Agreement in the Presence of Faults
(1980); and Tanenbaum & van Steen, Distributed Systems, the section on agreement in faulty systems.
"""

from app.concepts.byzantine_agreement._judging import PROPERTIES, outcome
from app.concepts.byzantine_agreement._messages import show
from app.concepts.byzantine_agreement._panels import panels
from app.concepts.byzantine_agreement._settings import PARAMETERS, build, check
from app.concepts.byzantine_agreement._words import label, narrate, view
from app.kernel.show.concept import Concept, Editor
from app.kernel.specification import Comparison, OutcomeField, Scenario

_ORDER = {"algorithm": "om", "lies": "attack,retreat"}

SCENARIOS = (
    Scenario(
        "four-one",
        "Four processes, one traitor",
        "P3 sends everybody something else. The other three still agree: they know each other’s values, and that P3’s is unknown.",
        {"lies": "x,y,z"},
    ),
    Scenario(
        "three-one",
        "Three processes, one traitor",
        "One traitor among three is too many: P1 and P2 cannot find out who of the other two lies.",
        {"processes": 3},
    ),
    Scenario(
        "two-rounds-two-traitors",
        "Two rounds against two traitors",
        "Seven processes could stand two traitors, but not in two rounds: P6 splits the others, and P7 tips the vote of one of them.",
        {"processes": 7, "traitors": "6,7"},
        # P6 tells P1, P2, P3 x and P4, P5 y; P7 tells everybody x. In round 2 P7 backs x at P1 and y at P2
        ("… choose 6 2 6 x", "choose 7 2 7 x", "… choose 7 4 7 x", "choose 6 5 6 y", "choose 7 5 7 x"),
    ),
    Scenario(
        "om-four",
        "OM(1): four processes, a disloyal lieutenant",
        "The commander P1 says attack to all. P3 says that it heard something else, and is outvoted.",
        _ORDER | {"values": "attack,-,-,-"},
        ("… choose 3 4 1 retreat",),
    ),
    Scenario(
        "om-four-commander",
        "OM(1): four processes, a disloyal commander",
        "The commander gives different orders. The three lieutenants compare what they heard, and do the same.",
        _ORDER | {"values": "attack,-,-,-", "traitors": "1"},
    ),
    Scenario(
        "om-three",
        "OM(1): three processes, a disloyal lieutenant",
        "P2 hears attack from the commander and retreat from P3, and cannot find out which of them lies.",
        _ORDER | {"values": "attack,-,-", "processes": 3},
    ),
    Scenario(
        "om-seven-two",
        "OM(2): seven processes, commander and lieutenant disloyal",
        "A third round settles what two rounds could not, here against a commander and a lieutenant together.",
        _ORDER | {"values": "attack,-,-,-,-,-,-", "processes": 7, "traitors": "1,7", "m": 2},
    ),
    Scenario(
        "broken-textbook-rule",
        "Broken: a process’s second word about itself counts",
        "With the vote over the vectors received, P3 votes again on its own value, and two loyal processes decide differently about it.",
        {"rule": "textbook"},
        ("… choose 3 4 2 x", "choose 3 4 3 y", "choose 3 4 4 x"),
    ),
)

CONCEPT = Concept(
    slug="byzantine-agreement",
    title="Byzantine agreement",
    revision=1,
    summary="Traitors tell everybody something else. With more than two thirds loyal, and enough rounds, the others agree whatever the lies.",
    source="Lamport, Shostak, Pease 1982; Pease, Shostak, Lamport 1980; Tanenbaum & van Steen, Distributed Systems, agreement in faulty systems",
    parameters=PARAMETERS,
    scenarios=SCENARIOS,
    properties=PROPERTIES,
    editors=(Editor("lies"),),
    comparisons=(
        Comparison("One traitor among three, and among four", {"processes": 3}, {"processes": 4}),
        Comparison(
            "Two rules to decide, for the same lies",
            {"rule": "textbook"},
            {"rule": "interactive-consistency"},
            ("… choose 3 4 2 x", "choose 3 4 3 y", "choose 3 4 4 x"),
        ),
    ),
    outcomes=(
        OutcomeField(
            "results",
            "What each loyal process decided: with vectors one value for each process, with OM one value. UNKNOWN: no majority.",
        ),
        OutcomeField("agreement", "Whether all loyal processes decided the same.", ("true", "false")),
        OutcomeField("validity", "Whether no loyal process is wrong about the value of a loyal one.", ("true", "false")),
    ),
    check=check,
    build=build,
    outcome=lambda s: outcome(s, s.state),
    label=lambda s, event: label(s, s.state, event),
    narrate=lambda before, step: narrate(step.situation, before.state if before else None, step),
    view=lambda s: view(s, s.state),
    panels=panels,
    show=show,
)
