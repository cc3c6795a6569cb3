"""Questions about rolling back: on which checkpoint each process ends, and how much work is lost."""

from markupsafe import escape

from app.concepts.domino_effect import CONCEPT
from app.course.questions.generators.generator import Drawn, Generator, Settings, first_good, link_to, narrations, one_of
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.parts import Reaction
from app.course.questions.kinds.typed import Numeric
from app.course.templates import macro
from app.kernel.events import Event
from app.kernel.prng import Sequence
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept

TEMPLATE = "generators/rollback.html"
NOW = "does not go back"
RECOVERY = "The recovery, step by step"
SIZES = ("small", "large")
_EVENTS = {"small": (2, 10), "large": (3, 15)}


def _lines(pattern: str) -> dict[str, list[str]]:
    """The events of each process, as the pattern writes them."""
    return {name.strip(): events.split() for name, _, events in (line.partition(":") for line in pattern.split(";"))}


def stand(target: object) -> str:
    """Where a process ends, in words."""
    return NOW if target == "now" else f"C{target}" if target else "C0 (its start)"


def is_rollback(event: Event) -> bool:
    """Whether the event rolls a process back."""
    return isinstance(event.subject, tuple) and event.subject[0] == "rollback"


def _pattern_run(draws: Sequence, settings: Settings, concept: Concept) -> tuple[Run, dict[str, str | int | bool]] | None:
    """A drawn pattern with its recovery; nothing if a single process rolls back, or everything collapses to the start."""
    processes, events = _EVENTS[settings.get("size") or str(one_of(draws, SIZES))]
    drawn = concept.model({"pattern": f"random:{draws.below(10**9)}:{processes}:{events}"})
    pattern = str(drawn.parameters["pattern"])
    setting: dict[str, str | int | bool] = {"pattern": pattern, "crash": f"P{1 + draws.below(processes)}"}
    run = play(concept.model(setting))
    outcome = run.outcome
    assert outcome is not None, "a pattern always ends"
    back = [target for target in outcome["recovery_line"].values() if target != "now"]
    # After a last checkpoint, to stand on it and not to go back are the same.
    open_ended = all(events and events[-1] != "C" for events in _lines(pattern).values())
    worth_asking = len(back) > 1 and any(back) and outcome["undone"] > 1 and open_ended
    return (run, setting) if worth_asking else None


def _prompt(name: str, setting: dict[str, str | int | bool]) -> str:
    """What is asked about the crash that the picture shows."""
    return str(macro(TEMPLATE, name, setting["crash"]))


def _crash_step(run: Run) -> int:
    """The step after which the crash has happened and nobody has gone back for another's sake."""
    return next(number for number, step in enumerate(run.steps) if step.event is not None and step.event.kind == "crash")


def _walk(run: Run) -> str:
    return str(macro(TEMPLATE, "explanation", narrations(run, is_rollback)))


def _received(place: object) -> str:
    return "has received so far" if place == "now" else f"had received before {stand(place)}"


def _field(run: Run, name: str, right: object, checkpoints: int, crashed: bool) -> Blank:
    """The choices of one process, from its start to where it stands now; too late leaves an orphan, too early gives up work for nothing."""
    ways = [*range(checkpoints + 1), "now"]
    reasons = narrations(run, lambda event: event.process == name and is_rollback(event))
    feedback = {}
    for target in ways:
        if target == right:
            continue
        if ways.index(target) < ways.index(right):
            said = f"{name} need not go back so far: no message that it {_received(right)} has lost its sending."
        elif crashed and target == "now":
            said = f"{name} is the one that crashes: what it did after its last checkpoint is gone."
        else:
            said = reasons[-1].partition(" So ")[0] if " So " in reasons[-1] else "There it would still stand on what the crash has undone."
        feedback[stand(target)] = str(escape(said))
    return Blank(f"field-{name}", stand(right), tuple(stand(target) for target in ways), feedback)


def draw_line(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """Pattern and crash are drawn; asked is where each process ends."""

    def attempt() -> Drawn | None:
        found = _pattern_run(draws, settings, concept)
        if found is None:
            return None
        run, setting = found
        lines, line = _lines(str(setting["pattern"])), (run.outcome or {})["recovery_line"]
        fields = {f"field-{name}": _field(run, name, line[name], lines[name].count("C"), name == setting["crash"]) for name in lines}
        body = FillIn("process", ("ends on",), tuple(lines), tuple((key,) for key in fields), fields)
        prompt = _prompt("line_prompt", setting)
        return Drawn(prompt, body, _walk(run), link_to(run, setting, RECOVERY), _crash_step(run))

    return first_good(attempt)


def draw_lost_work(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """Pattern and crash are drawn; asked is how many events are undone."""

    def attempt() -> Drawn | None:
        found = _pattern_run(draws, settings, concept)
        if found is None:
            return None
        run, setting = found
        right = int((run.outcome or {})["undone"])
        own = _own_loss(setting)
        total = sum(map(len, _lines(str(setting["pattern"])).values()))
        reactions = [Reaction(str(total), "Not everything is lost: somebody finds a checkpoint that fits, or never depended on what was undone.")]
        if own != right:
            reactions.append(Reaction(str(own), "That is what the crash itself takes away. But others have received what is now undone."))
        prompt = _prompt("work_prompt", setting)
        said = tuple(reaction for reaction in reactions if reaction.answer != str(right))
        return Drawn(prompt, Numeric(float(right), reactions=said), _walk(run), link_to(run, setting, RECOVERY), _crash_step(run))

    return first_good(attempt)


def _own_loss(setting: dict[str, str | int | bool]) -> int:
    """How many events the crashed process loses by its crash alone: those after its last checkpoint."""
    events = _lines(str(setting["pattern"]))[str(setting["crash"])]
    return events[::-1].index("C") if "C" in events else len(events)


_FIXED = {"size": SIZES}

GENERATORS = (
    Generator("recovery-line", CONCEPT.slug, "Where each process ends after a crash.", draw_line, _FIXED, version=3),
    Generator("lost-work", CONCEPT.slug, "How many events a crash undoes in the end.", draw_lost_work, _FIXED, version=3),
)
