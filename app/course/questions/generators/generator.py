"""What a generator of questions is: a drawn question, whose right answer a run or an exploration gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.course.model.questions import Body, RunLink
from app.kernel.events import Event
from app.kernel.prng import Sequence
from app.kernel.runs import Run
from app.kernel.show.concept import Concept
from app.kernel.show.report import Reporter

Settings = Mapping[str, str]
ATTEMPTS = 1_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """One variant. ``prompt`` and ``explanation`` are HTML and follow the author's own; ``run`` shows why the answer is right.

    ``pause_at`` is for a question about a picture: the run is shown up to this step, and goes on once it is answered.
    """

    prompt: str
    body: Body
    explanation: str
    run: RunLink
    pause_at: int | None = None


@dataclass(frozen=True, slots=True)
class Generator:
    """A family of questions about one concept. ``settings`` are what an author may fix, each with the values that it can have.

    ``version`` grows when the generator asks something else by now: what was answered then counts as answered to another question.
    """

    name: str
    concept: str
    sentence: str
    draw: Callable[[Sequence, Settings, Concept], Drawn]
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: int = 1


def one_of(draws: Sequence, items: Any) -> Any:
    """One of some things, by chance."""
    return items[draws.below(len(items))]


def fixed_or_drawn(draws: Sequence, settings: Settings, name: str, values: tuple[str, ...]) -> str:
    """What the author has fixed, else one of the values by chance."""
    return settings.get(name) or str(one_of(draws, values))


def first_good(draw: Callable[[], Drawn | None]) -> Drawn:
    """Draw until something worth asking comes out."""
    for _ in range(ATTEMPTS):
        found = draw()
        if found is not None:
            return found
    raise AssertionError(f"nothing worth asking in {ATTEMPTS} attempts")


def link_to(run: Run, parameters: Mapping[str, str | int | bool], sentence: str, step: int | None = None) -> RunLink:
    """The link to a run."""
    return RunLink(run.model.concept.slug, dict(parameters), None, run.choices, step, sentence, run.model.concept.revision)


def narrations(run: Run, wanted: Callable[[Event], bool]) -> list[str]:
    """The sentences of the steps whose event is wanted."""
    reporter = Reporter(run)
    return [reporter.narration(number) for number, step in enumerate(run.steps) if step.event is not None and wanted(step.event)]
