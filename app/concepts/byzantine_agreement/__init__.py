"""Some processes lie. Can the others still agree?

A loyal process tells everybody the same and follows the algorithm; a traitor says anything, and something else to each. Nobody knows who is
a traitor. Two things are asked of the loyal processes: that they decide the same (agreement), and that they are right about each other (validity).
That they decide at all (termination) comes with the rounds, whose number is fixed.

Two algorithms. With *vectors* every process sends its value to all, then the vector of what it heard; each element is put to the vote. This is
enough for one traitor among four, and for no more than one. *OM(m)* makes the value of one commander known in m + 1 rounds, against up to m traitors
among at least 3m + 1 processes.

The only choices of a run are the lies, one value at a time. What the bound rests on: rounds are synchronous (without bounds on time a single crash
defeats every deterministic algorithm: Fischer, Lynch and Paterson, 1985), no message is lost, a receiver knows who sent it, and messages carry no
signatures. Left out: silence, which synchronous rounds notice and the algorithms replace by a fixed value, so that it is one lie more; and what
traitors tell each other, for they may say anything whatever they heard.

After Lamport, Shostak and Pease, The Byzantine Generals Problem (1982); Pease, Shostak and Lamport, Reaching Agreement in the Presence of Faults
(1980); and Tanenbaum & van Steen, Distributed Systems, the section on agreement in faulty systems.
"""

from app.concepts.byzantine_agreement.protocols import State, algorithm, mistakes, validity_applies, validity_because
from app.concepts.byzantine_agreement.settings import COMPARISONS, PARAMETERS, SCENARIOS, build, check
from app.concepts.byzantine_agreement.shown import label, narrate, panels, show, view
from app.kernel.deciding import UNKNOWN, agreed, agreement, decided, is_over
from app.kernel.lists import parts, without
from app.kernel.observations import Misconception, Observation
from app.kernel.parameters import Values
from app.kernel.properties import always
from app.kernel.show.concept import Concept, Editor
from app.kernel.show.program import Program
from app.kernel.situation import Situation
from app.kernel.specification import Outcome, OutcomeField
from app.kernel.synchronous import synchronous

# what is true of it


def outcome(s: Situation[State]) -> Outcome:
    """Give every loyal process's decision, and whether it is agreement and valid."""
    results = {name: list(made) if s.values["algorithm"] == "vectors" else made[0] for name, made in decided(s).items()}
    return {"results": results, "agreement": agreed(s), "validity": not mistakes(s)}


PROPERTIES = (
    agreement(
        "In the end all loyal processes have decided the same.",
        lambda s: [f"the value of P{name}" for name in algorithm(s).about] if s.values["algorithm"] == "vectors" else [],
    ),
    always(
        "validity",
        "In the end no loyal process is wrong about the value of a loyal process.",
        lambda s: not mistakes(s),
        validity_because,
        applies=validity_applies,
    ),
)

# what can be seen of it


def _doubtful(values: Values) -> str:
    """Give the process whose value is most in doubt: the commander of OM, the first traitor with vectors (with none, P1)."""
    return str(values["commander"]) if values["algorithm"] == "om" else (*parts(values, "traitors"), "1")[0]


def _holds(s: Situation[State], process: str) -> str:
    rules, local, of = algorithm(s), s.memory(process, tuple), _doubtful(s.values)
    return str(local[rules.about.index(of)] if is_over(s) else rules.word(process, local, (of,)) if local else "")


def _verdict(s: Situation[State], holds: bool) -> str:
    return "open" if not is_over(s) else "yes" if holds else "no"


OBSERVATIONS: tuple[Observation[State], ...] = (
    Observation(
        "doubtful-value",
        "What does {process} hold for the commander’s value (OM), or for the first traitor’s (vectors)?",
        _holds,
        lambda values: tuple(dict.fromkeys(("", UNKNOWN, *parts(values, "values"), *parts(values, "lies")))),
        {"": "nothing yet"},
        of=lambda values: without(values, "traitors"),
        seen_by=True,
    ),
    Observation("agreed", "Have all loyal processes decided the same?", lambda s, p: _verdict(s, agreed(s)), ("open", "yes", "no")),
    Observation("misled", "Is a loyal process wrong about a loyal one?", lambda s, p: _verdict(s, bool(mistakes(s))), ("open", "yes", "no")),
)


MISCONCEPTIONS: tuple[Misconception[State], ...] = (
    Misconception(
        "own-ears",
        "A process decides what it was told directly.",
        "doubtful-value",
        lambda steps, process: next((_holds(step.situation, process) for step in steps if step.state.round == 1), None),
        "Its own ears are one voice among several: it takes the majority of what it was told and of what the others pass on.",
    ),
    Misconception(
        "simple-majority",
        "As long as more processes are loyal than not, no traitor can split them.",
        "agreed",
        lambda steps, p: "yes" if 2 * len(synchronous(steps[0].situation).loyal) > len(synchronous(steps[0].situation).lanes) else None,
        "A simple majority outvotes a wrong answer that all can compare. A traitor tells each something else; more than two thirds must be loyal.",
    ),
)

PROGRAM: tuple[Program[State], ...] = (
    Program(
        "Agreement on a vector",
        lambda values: without(values, "traitors") if values["algorithm"] == "vectors" else (),
        """
        send your value to all others
        on the values:  @ round 1
            put them into a vector, your own in its place
            send the vector to all others
        on the vectors:  @ round 2
            for each element, decide the value of more than half of the words that count, else unknown
        """,
    ),
    Program(
        "OM(m), a lieutenant",
        lambda values: tuple(name for name in without(values, "traitors") if name != str(values["commander"])) if values["algorithm"] == "om" else (),
        """
        on the commander’s value:  @ round 1
            if m > 0, pass it on to all other lieutenants
        on values passed on:  @ round 2, round 3, round 4
            until m + 1 rounds are over, pass each on to all who are not on its path
        decide, from the longest paths back, the majority of what came on a path and what the others say came on it
        """,
    ),
)

CONCEPT = Concept(
    slug="byzantine-agreement",
    title="Byzantine agreement",
    revision=1,
    summary="Traitors tell everybody something else. If more than two thirds are loyal, enough synchronous rounds make them agree whatever the lies.",
    source="Lamport, Shostak, Pease 1982; Pease, Shostak, Lamport 1980; Tanenbaum & van Steen, Distributed Systems, agreement in faulty systems",
    parameters=PARAMETERS,
    scenarios=SCENARIOS,
    comparisons=COMPARISONS,
    properties=PROPERTIES,
    observations=OBSERVATIONS,
    misconceptions=MISCONCEPTIONS,
    outcomes=(
        OutcomeField("results", "What each loyal process decided: with vectors one value for each process, with OM one value. UNKNOWN: no majority."),
        OutcomeField("agreement", "Whether all loyal processes decided the same, in OM a loyal commander included.", ("true", "false")),
        OutcomeField("validity", "Whether no loyal process is wrong about the value of a loyal one.", ("true", "false")),
    ),
    check=check,
    build=build,
    outcome=outcome,
    show=show,
    label=label,
    narrate=narrate,
    view=view,
    panels=panels,
    program=PROGRAM,
    editors=(Editor("lies"),),
)
