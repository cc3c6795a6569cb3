"""Runs, explorations and concepts as the JSON that the command line, the HTTP API and the player share (``headless`` names)."""

from typing import Any, Generic, TypeVar

import msgspec

from app.kernel.events import Event
from app.kernel.explore import Ending, Exploration
from app.kernel.local_history import local_events
from app.kernel.parameters import Parameter
from app.kernel.properties import Property
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept, concept_of
from app.kernel.show.frames import (
    BudgetRecord,
    EnabledRecord,
    EndingRecord,
    EventRecord,
    ExplorationDocument,
    Frame,
    MessageRecord,
    PlayerFrame,
    PropertyRecord,
    RunDocument,
    RunPropertyRecord,
    VerdictRecord,
)
from app.kernel.show.local_words import local_sentences
from app.kernel.show.study import study_declared
from app.kernel.show.trace import Tracer
from app.kernel.situation import Situation
from app.kernel.specification import Scenario
from app.kernel.world import Message

StateT = TypeVar("StateT")
Document = dict[str, Any]


def plain(value: Any) -> Any:
    """Give a value as JSON can hold it."""
    return msgspec.to_builtins(value)


class Reporter(Generic[StateT]):
    """A run, traced once, step by step as records."""

    def __init__(self, run: Run[StateT]) -> None:
        self.run = run
        self.model = run.model
        self.concept = concept_of(run.model)
        self.trace = Tracer(run)
        self._local = tuple(local_events(run))

    def frame(self, number: int) -> Frame:
        """Give a step as ``run --json`` prints it."""
        step = self.run.steps[number]
        return Frame(
            step=number,
            event=self.event(number),
            narration=self.narration(number),
            state=plain(self.concept.view(step.situation)),
            enabled=self.enabled(number),
            properties=self.properties(step.situation),
        )

    def player_frame(self, number: int) -> PlayerFrame:
        """Give a step as the player draws it."""
        step, concept = self.run.steps[number], self.concept
        return PlayerFrame(
            step=number,
            event=self.event(number),
            narration=self.narration(number),
            enabled=self.enabled(number),
            properties=self.properties(step.situation),
            panels=concept.draw_panels(self.trace, number),
            budgets=tuple(BudgetRecord(*budget) for budget in self.model.machine.budgets(step.state)),
            final=step.final,
            outcome=concept.outcome(step.situation) if step.final else None,
            outcome_titles=self.outcome_titles(number),
            local=self.local(number),
        )

    def local(self, number: int) -> dict[str, str]:
        """Give what each process sees of a step, in a sentence."""
        event = self.run.steps[number].event
        label = self.concept.say_label(self.run.steps[number - 1].situation, event) if event else ""
        return local_sentences(self._local[number], event, label, self.trace.lanes, self.concept.show)

    def event(self, number: int) -> EventRecord | None:
        """Give the event that led to a step, as it was labelled before it happened; None at the start."""
        event = self.run.steps[number].event
        if event is None:
            return None
        message = None
        if isinstance(event.subject, Message):
            flight = self.trace.message_of(number)
            body = plain(event.subject.body)
            message = MessageRecord(flight.id if flight else 0, event.subject.sender, event.subject.receiver, body)
        label = self.concept.say_label(self.run.steps[number - 1].situation, event)
        value = plain(event.subject[-1]) if event.kind == "choose" and isinstance(event.subject, tuple) else None
        return EventRecord(event.kind, event.process, label, bool(event.fault), message, value)

    def narration(self, number: int) -> str:
        """Give the sentence that says what happened in a step."""
        return self.concept.say_step(self.run.steps[number - 1] if number else None, self.run.steps[number])

    def enabled(self, number: int) -> tuple[EnabledRecord, ...]:
        """Give what can happen after a step, with the events marked that change nothing."""
        step = self.run.steps[number]
        return tuple(self._enabled(step.situation, number, index, event) for index, event in enumerate(step.enabled))

    def _enabled(self, now: Situation[StateT], number: int, index: int, event: Event) -> EnabledRecord:
        machine, state = now.machine, now.state
        idle = machine.without_budgets(machine.apply(state, event).state) == machine.without_budgets(state)
        label = self.concept.say_label(now, event)
        message = self.trace.under_way(number, event.subject) if isinstance(event.subject, Message) else None
        return EnabledRecord(index, event.kind, event.process, label, bool(event.fault), event.fault, idle, message)

    def properties(self, now: Situation[StateT]) -> tuple[PropertyRecord, ...]:
        """Give every property in one state."""
        return tuple(_property(declared, now) for declared in self.model.concept.properties)

    def run_properties(self) -> tuple[RunPropertyRecord, ...]:
        """Give every property over the whole run, with the reason from the state that decided it."""
        return tuple(self._over_run(declared) for declared in self.model.concept.properties)

    def outcome_titles(self, number: int) -> dict[str, str]:
        """Give what parts of the outcome are called at a step, where it is not their name; before a final state there is no outcome."""
        step = self.run.steps[number]
        return self.concept.outcome_titles(step.situation) if step.final else {}

    def _over_run(self, declared: Property[StateT]) -> RunPropertyRecord:
        for step in self.run.steps:
            if declared.settles(step.situation):
                return RunPropertyRecord(declared.name, declared.kind, declared.kind == "reachable", declared.because(step.situation))
        last = self.run.steps[-1].situation
        return RunPropertyRecord(declared.name, declared.kind, declared.kind != "reachable", declared.because(last))


def _property(declared: Property[StateT], now: Situation[StateT]) -> PropertyRecord:
    undecided = declared.open(now)
    holds = declared.holds(now) or (undecided and declared.kind != "reachable")
    return PropertyRecord(declared.name, holds, declared.because(now), undecided)


def run_document(run: Run[StateT]) -> RunDocument:
    """Give a run as ``run --json`` prints it."""
    reporter = Reporter(run)
    return RunDocument(
        concept=run.model.concept.slug,
        revision=run.model.concept.revision,
        parameters=run.model.parameters,
        choices=run.choices,
        frames=tuple(reporter.frame(number) for number in range(len(run.steps))),
        outcome=run.outcome,
        properties=reporter.run_properties(),
        truncated=run.truncated,
    )


def exploration_document(result: Exploration, seconds: float) -> ExplorationDocument:
    """Give an exploration as ``explore --json`` prints it; ``seconds`` was measured by the caller, for the kernel has no clock."""
    return ExplorationDocument(
        concept=result.model.concept.slug,
        revision=result.model.concept.revision,
        parameters=result.model.parameters,
        exhausted=result.exhausted,
        states=result.states,
        transitions=result.transitions,
        seconds=round(seconds, 3),
        outcomes=tuple(EndingRecord(end.outcome, end.states, end.choices, _titles(result, end)) for end in result.endings),
        properties=tuple(VerdictRecord(v.property.name, v.property.kind, v.holds, v.choices) for v in result.verdicts),
        stopped=result.stopped,
        symmetry=result.symmetry,
    )


def _titles(result: Exploration, ending: Ending) -> dict[str, str]:
    """Give what parts of an ending are called, as its shortest run has it; only concepts that say so need that run."""
    if not any(field.title for field in result.model.concept.outcomes):
        return {}
    final = play(result.model, ending.choices, stop=len(ending.choices)).steps[-1].situation
    return result.model.concept.outcome_titles(final)


def concept_document(concept: Concept[StateT]) -> Document:
    """Give a concept's declaration as JSON."""
    return {
        "slug": concept.slug,
        "title": concept.title,
        "revision": concept.revision,
        "summary": concept.summary,
        "source": concept.source,
        "parameters": _parameters(concept.parameters),
        "scenarios": [_scenario(concept, scenario) for scenario in concept.scenarios],
        "properties": [{"name": p.name, "kind": p.kind, "sentence": p.sentence} for p in concept.properties],
        "outcomes": [{"name": o.name, "sentence": o.sentence, "values": list(o.values)} for o in concept.outcomes],
        "studies": [study_declared(study) for study in concept.studies],
    }


def _parameters(parameters: tuple[Parameter, ...]) -> list[Document]:
    described: list[Document] = []
    defaults: dict[str, Any] = {}
    for parameter in parameters:
        defaults[parameter.name] = parameter.fallback(defaults)
        if not parameter.internal:
            head = {"name": parameter.name, "title": parameter.title, "type": parameter.type, "default": defaults[parameter.name]}
            when = {name: list(allowed) for name, allowed in parameter.when.items()}
            described.append(head | parameter.bounds() | {"sentence": parameter.sentence, "when": when})
    return described


def _scenario(concept: Concept[StateT], scenario: Scenario) -> Document:
    return {
        "name": scenario.name,
        "title": scenario.title,
        "sentence": scenario.sentence,
        "watch": scenario.watch,
        "broken": scenario.broken,
        "parameters": dict(scenario.parameters),
        "play": list(scenario.play),
        "choices": list(concept.opening(scenario.name)),
    }
