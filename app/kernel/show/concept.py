"""A concept: the one declaration that stepping, playing, exploring, grading and lessons are uses of."""

from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

import msgspec

from app.kernel.events import Event
from app.kernel.parameters import unknown
from app.kernel.runs import Run
from app.kernel.show import defaults
from app.kernel.show.automaton import RoleView
from app.kernel.show.diagram import Diagram
from app.kernel.show.endings import EndingTable
from app.kernel.show.panels import Panel
from app.kernel.show.program import Program, codes
from app.kernel.show.study import Study
from app.kernel.show.trace import Tracer, lane_names
from app.kernel.situation import Situation
from app.kernel.specification import Model, Specification
from app.kernel.steps import Step

StateT = TypeVar("StateT")

SPACE_TIME = "space-time"
"""The stage of processes that exchange messages: the diagram. Any other stage is the name of a panel."""


class Editor(msgspec.Struct, frozen=True):
    """An editor that shapes a run beyond the choice of its next event; the player fetches it for the runs of the concepts that declare it.

    ``kind`` names the browser's module (``static/js/player/editors``): ``pattern`` draws a pattern of checkpoints, ``lies`` is the matrix of lies of
    a synchronous protocol. ``parameters`` are the names of those that it edits, in the order that the kind expects: the pattern and, if there is
    one, the process that crashes; none where it edits choices.
    """

    kind: Literal["lies", "pattern"]
    parameters: tuple[str, ...] = ()


class Showcase(msgspec.Struct, frozen=True):
    """How a concept opens the course; of all concepts, one declares it.

    ``scenario`` plays at once; ``alt`` says in a sentence what is to be seen. Where the concept has a table of endings, it stands below:
    ``question`` over it, ``legend`` under it, and no more than the first ``given`` rows for whoever has not yet done the lesson about the concept.
    """

    scenario: str
    alt: str
    question: str = ""
    legend: str = ""
    given: int = 0


def no_notes(run: Run[StateT], diagram: Diagram) -> Diagram:
    """Add nothing to the diagram."""
    return diagram


class Concept(Specification[StateT], Generic[StateT], frozen=True, kw_only=True):
    """Everything that is particular to one concept: the specification, and what is shown of it. What is left out has a default.

    ``label`` says what an enabled event would do, ``narrate`` in one sentence what a step did (the step before it is None at the start), ``view``
    gives a state as JSON. ``words`` are sentences for single kinds of events, where the default says too little: the key is the event's name, or
    its first words. ``panels`` projects a traced run at a step; left out, they are memories, ``roles`` as state machines, logs and messages, with
    the concept's ``more_panels``. ``annotate`` adds spans, jumps and lines to the diagram. ``program`` is pseudocode, ``table`` arranges all
    endings, ``studies`` measure many runs. ``stage`` is what is looked at: the space-time diagram, or the name of a panel; ``first_panel`` is the
    one that matters first. ``editors`` travel only with runs of this concept. ``showcase``: this concept opens the course.
    """

    label: Callable[[Situation[StateT], Event], str] | None = None
    narrate: Callable[[Step[StateT] | None, Step[StateT]], str] | None = None
    view: Callable[[Situation[StateT]], Any] = defaults.view
    panels: Callable[[Tracer[StateT], int], tuple[Panel, ...]] | None = None
    more_panels: Callable[[Tracer[StateT], int], tuple[Panel, ...]] = defaults.no_panels
    words: dict[str, str] | None = None
    roles: Callable[[Model[StateT]], tuple[RoleView[StateT], ...]] = defaults.no_roles
    annotate: Callable[[Run[StateT], Diagram], Diagram] = no_notes
    program: tuple[Program[StateT], ...] = ()
    table: EndingTable | None = None
    studies: tuple[Study[StateT], ...] = ()
    stage: str = SPACE_TIME
    first_panel: str = ""
    editors: tuple[Editor, ...] = ()
    showcase: Showcase | None = None

    def study(self, name: str) -> Study[StateT]:
        """Give a study by its name; UsageError names the ones there are."""
        for study in self.studies:
            if study.name == name:
                return study
        raise unknown("study", name, [study.name for study in self.studies])

    def say_label(self, situation: Situation[StateT], event: Event) -> str:
        """Say what an enabled event would do, without a full stop."""
        return self.label(situation, event) if self.label else defaults.label(situation, event, self.show)

    def say_step(self, before: Step[StateT] | None, step: Step[StateT]) -> str:
        """Say in a sentence what a step did."""
        return self.narrate(before, step) if self.narrate else defaults.narrate(before, step, self.show, self.words or {})

    def draw_panels(self, trace: Tracer[StateT], number: int) -> tuple[Panel, ...]:
        """Give the panels of a step: the one that matters first, and last the program, if there is one."""
        own = self.panels(trace, number) if self.panels is not None else self._default_panels(trace, number)
        if trace.codes is None:
            trace.codes = codes(self.program, trace.run)
        every = (*own, trace.codes[number]) if trace.codes else own
        return tuple(sorted(every, key=lambda panel: panel.name != self.first_panel))

    def _default_panels(self, trace: Tracer[StateT], number: int) -> tuple[Panel, ...]:
        return (*self.more_panels(trace, number), *defaults.panels(trace, number, self.roles(trace.run.model)))


def seers(model: Model[StateT]) -> tuple[str, ...]:
    """Give the processes whose view of a run can be shown; none where the stage is no diagram, or where nobody else is there."""
    names = lane_names(model.machine.lanes)
    return names if concept_of(model).stage == SPACE_TIME and len(names) > 1 else ()


def concept_of(model: Model[StateT]) -> Concept[StateT]:
    """Give the concept of a model, with what is shown of it; TypeError for a bare specification, which can be run but not shown."""
    if not isinstance(model.concept, Concept):
        raise TypeError(f"{model.concept.slug} is a specification: there are no words or pictures for it")
    return model.concept


def diagram(run: Run[StateT], trace: Tracer[StateT] | None = None) -> Diagram:
    """Give the space-time diagram of a run, traced already or not, with what the concept adds to it."""
    return concept_of(run.model).annotate(run, (trace or Tracer(run)).diagram())
