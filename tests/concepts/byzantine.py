"""Runs of Byzantine agreement and what they came to, for all tests of it."""

from collections import Counter

from app.concepts.byzantine_agreement import CONCEPT
from app.kernel.explore import Exploration, explore
from app.kernel.parameters import Value
from app.kernel.runs import Run, play
from app.kernel.show.frames import PlayerFrame
from app.kernel.show.panels import Code, Panel, opened
from app.kernel.show.report import Reporter

OM: dict[str, Value] = {"algorithm": "om"}


def explored(**raw: Value) -> Exploration:
    result = explore(CONCEPT.model(raw))
    assert result.exhausted
    return result


def holds(result: Exploration) -> tuple[bool | None, bool | None]:
    """Whether agreement and validity hold."""
    return result.verdict("agreement").holds, result.verdict("validity").holds


def random_runs(number: int, **raw: Value) -> list[Run]:
    model = CONCEPT.model(raw)
    return [play(model, seed=seed) for seed in range(number)]


def reporter(raw: dict[str, Value] | None = None, choices: tuple[int, ...] = (), scenario: str | None = None) -> Reporter:
    """What is told of a run: the default one, that of a scenario, or one of these choices."""
    return Reporter(play(CONCEPT.model(raw, scenario), choices or (CONCEPT.opening(scenario) if scenario else ())))


def drawn(frame: PlayerFrame) -> tuple[Panel, ...]:
    """The panels of a step in the order in which they are read: who says what, then what each is told; without the program."""
    panels = [panel for panel in opened(frame.panels) if not isinstance(panel, Code)]
    return tuple(sorted(panels, key=lambda panel: panel.name.startswith("round-2") or panel.name == "decisions"))


def most(votes: list[str]) -> str:
    """The rule of the majority, told a second time and without the kernel."""
    value, number = Counter(votes).most_common(1)[0]
    return value if number > len(votes) / 2 else "UNKNOWN"
