"""What every concept owes: purity, honest words, a lesson, a test of its own, a variant broken on purpose."""

import inspect
import re
from math import isfinite
from pathlib import Path

import msgspec
import pytest

from app.concepts import catalogue, find
from app.kernel.errors import UsageError
from app.kernel.explore import Search, explore
from app.kernel.parameters import Choice, Parameter, Value
from app.kernel.prng import Sequence
from app.kernel.runs import Stepper, play
from app.kernel.show.concept import Concept, diagram
from app.kernel.show.panels import Table, opened
from app.kernel.show.program import ahead_of
from app.kernel.show.report import Reporter, concept_document, run_document
from app.kernel.show.study import RUNS, study_document
from app.kernel.specification import Model
from app.kernel.steps import Step

CASES = [(slug, scenario) for slug, concept in catalogue().items() for scenario in [None, *(s.name for s in concept.scenarios)]]
SLUGS = list(catalogue())
STEPS = 120


def wander(model: Model, seed: int, steps: int = STEPS) -> Stepper:
    """Take random choices, faults included, also beyond final states."""
    stepper, draws = Stepper(model), Sequence(seed)
    while stepper.steps[-1].enabled and len(stepper.choices) < steps:
        stepper.take(draws.below(len(stepper.steps[-1].enabled)))
    return stepper


@pytest.mark.parametrize(("slug", "scenario"), CASES)
def test_every_scenario_plays_to_a_final_state_and_feeds_back(slug: str, scenario: str | None) -> None:
    model = find(slug).model({}, scenario)
    choices = find(slug).opening(scenario) if scenario else ()
    run = play(model, choices)
    assert run.outcome is not None
    assert [field.name for field in find(slug).outcomes] == list(run.outcome)
    document = run_document(run)
    again = run_document(play(find(slug).model({}, scenario), document.choices))
    assert msgspec.json.encode(again) == msgspec.json.encode(document)


@pytest.mark.parametrize(("slug", "scenario"), CASES)
def test_the_same_event_twice_gives_the_same_and_leaves_its_input_alone(slug: str, scenario: str | None) -> None:
    walker = wander(find(slug).model({}, scenario), seed=1)
    other = find(slug).model({}, scenario).machine
    assert len(walker.steps) > 1
    for step in walker.steps:
        before = repr(step.state)
        for event in step.enabled:
            first, second = other.apply(step.state, event), walker.model.machine.apply(step.state, event)
            assert (first.state, first.acts) == (second.state, second.acts)
            assert hash(first.state) == hash(second.state)
        assert repr(step.state) == before
        assert other.enabled(step.state) == step.enabled


@pytest.mark.parametrize(("slug", "scenario"), CASES)
def test_every_state_can_be_shown_in_words_and_panels(slug: str, scenario: str | None) -> None:
    walker = wander(find(slug).model({}, scenario), seed=2, steps=60)
    reporter = Reporter(play(walker.model, tuple(walker.choices), stop=len(walker.choices)))
    for number in range(len(walker.steps)):
        shown, plain = reporter.player_frame(number), reporter.frame(number)
        assert shown.narration.endswith((".", "!", "?")), shown.narration
        assert len({(record.label, record.fault) for record in shown.enabled}) == len(shown.enabled), "two choices read the same"
        assert all(record.label and not record.label.endswith(".") for record in shown.enabled)
        assert all(record.because for record in shown.properties)
        assert [panel.name for panel in shown.panels] == list(dict.fromkeys(panel.name for panel in shown.panels))
        for panel in opened(shown.panels):
            assert panel.title
            if isinstance(panel, Table):
                assert {len(row.cells) for row in panel.rows} <= {len(panel.columns)}
        assert msgspec.json.decode(msgspec.json.encode(plain))
    assert len(diagram(reporter.run).columns) == len(walker.steps)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_panel_that_matters_first_comes_first_and_the_stage_is_one_of_them(slug: str) -> None:
    concept = find(slug)
    names = [panel.name for panel in Reporter(play(concept.model({}))).player_frame(0).panels]
    assert names
    assert concept.first_panel in ("", names[0])
    assert concept.stage in ("space-time", *names)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_parameter_property_and_scenario_is_explained(slug: str) -> None:
    document = concept_document(find(slug))
    sentences = [document["summary"], document["source"]]
    sentences += [part["sentence"] for kind in ("parameters", "scenarios", "properties", "outcomes") for part in document[kind]]
    assert all(len(sentence) > 15 for sentence in sentences)
    assert all(sentence.endswith(".") for sentence in sentences[2:])
    watched = [scenario.watch for scenario in find(slug).scenarios]
    assert [watch for watch in watched if not re.search(r"\w{3}[^.!?]*[.?]$", watch)] == []
    assert inspect.getdoc(inspect.getmodule(find(slug).build)) is not None


@pytest.mark.parametrize("slug", SLUGS)
def test_a_scenario_that_is_broken_on_purpose_violates_a_property(slug: str) -> None:
    broken = [scenario for scenario in find(slug).scenarios if scenario.broken]
    assert broken
    for scenario in broken:
        result = explore(find(slug).model({}, scenario.name), limit=200_000)
        wrong = [verdict for verdict in result.verdicts if verdict.holds is False and verdict.property.kind != "reachable"]
        assert wrong, scenario.name
        for verdict in wrong:
            assert verdict.choices is not None
            run = play(result.model, verdict.choices, stop=len(verdict.choices))
            last = run.steps[-1]
            assert verdict.property.settles(last.situation)


@pytest.mark.parametrize("slug", SLUGS)
def test_parameters_out_of_bounds_are_refused_by_name(slug: str) -> None:
    names = [parameter["name"] for parameter in concept_document(find(slug))["parameters"]]
    refused = []
    for name in names:
        with pytest.raises(UsageError) as caught:
            find(slug).model({name: None})
        refused.append(caught.value.field)
    assert refused == names


def test_every_editor_edits_parameters_that_there_are() -> None:
    edited = {(slug, name) for slug in SLUGS for editor in find(slug).editors for name in editor.parameters}
    declared = {(slug, parameter.name) for slug in SLUGS for parameter in find(slug).parameters}
    assert edited
    assert edited - declared == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_observation_stays_in_its_domain_and_every_belief_names_one(slug: str) -> None:
    concept = find(slug)
    assert {belief.observation for belief in concept.misconceptions} <= {observation.name for observation in concept.observations}
    for scenario in (None, *(scenario.name for scenario in concept.scenarios)):
        walker = wander(concept.model({}, scenario), seed=4)
        values = walker.model.values
        for observation in concept.observations:
            domain = observation.domain(values)
            assert len(set(map(observation.say, domain))) == len(domain) > 1
            for process in observation.processes(values):
                met = {observation.read(step.situation, process) for step in walker.steps}
                assert met <= set(domain), (observation.name, process)
        for belief in concept.misconceptions:
            observation = next(one for one in concept.observations if one.name == belief.observation)
            believed = {belief.predicts(walker.steps, process) for process in observation.processes(values)}
            assert believed - {None} <= set(observation.domain(values)), belief.name
            assert belief.belief.endswith(".")
            assert belief.answer.endswith(".")


@pytest.mark.parametrize(("slug", "scenario"), [case for case in CASES if find(case[0]).judged_on is not None])
def test_what_judges_are_said_not_to_see_decides_nothing(slug: str, scenario: str | None) -> None:
    concept = find(slug)
    found = [explore(one.model({}, scenario), limit=200_000) for one in (concept, msgspec.structs.replace(concept, judged_on=None))]
    assert found[0].endings == found[1].endings
    verdicts = [[(verdict.property.name, verdict.holds, verdict.choices, verdict.vacuous) for verdict in result.verdicts] for result in found]
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_line_of_a_program_is_carried_out_by_some_event(slug: str) -> None:
    concept = find(slug)
    model = concept.model()
    states = Search(model)
    states.run(2_000)
    steps = [Step(None, model.situation(state), (), model.machine.enabled(state)) for state in states.states]
    missed = []
    for program in concept.program:
        for process in program.processes(model.values):
            done = {program.line_of(name) for step in steps for name in ahead_of(step, process, concept.show)}
            tied = {index for index, line in enumerate(program.lines) if line.at}
            missed += [(process, program.lines[index].text) for index in tied - done]
    assert missed == []


STUDIES = [(slug, study.name) for slug, concept in catalogue().items() for study in concept.studies]


@pytest.mark.parametrize(("slug", "name"), STUDIES)
def test_a_study_can_be_made_and_its_axis_is_drawn_from_parameters(slug: str, name: str) -> None:
    concept = find(slug)
    (study,) = [study for study in concept.studies if study.name == name]
    parameters = {parameter.name: parameter for parameter in concept.parameters}
    assert [parameters[study.parameter].parse(at, {}) for at in study.at] == list(study.at)
    assert parameters[study.seed].parse(study.seeds * len(study.at) - 1, {}) == study.seeds * len(study.at) - 1
    assert 2 <= len(study.at) <= RUNS // study.seeds
    points = study_document(concept.model(), study, seeds=3).points
    assert [point.at for point in points] == list(study.at)
    assert all(isfinite(point.mean) and (point.formula is None or isfinite(point.formula)) for point in points)
    assert bool(study.theory) == (study.formula is not None)
    assert study.sentence.endswith(".")


def ignoring(concept: Concept, parameter: Parameter) -> list[dict[str, Value]]:
    """Give settings of the other parameters with which a parameter is said to be ignored."""
    found: list[dict[str, Value]] = []
    for name, allowed in parameter.when.items():
        other = next(p for p in concept.parameters if p.name == name)
        assert isinstance(other, Choice)
        found += [{name: value} for value in other.choices if value not in allowed]
    return found


IGNORED = [(slug, p.name, asked) for slug, concept in catalogue().items() for p in concept.parameters for asked in ignoring(concept, p)]


@pytest.mark.parametrize(("slug", "name", "others"), IGNORED)
def test_a_parameter_that_is_said_to_be_ignored_changes_nothing(slug: str, name: str, others: dict[str, Value]) -> None:
    concept = find(slug)
    parameter = next(p for p in concept.parameters if p.name == name)
    bounds = parameter.bounds()
    values = bounds["choices"] or range(bounds["minimum"], min(bounds["maximum"], 4) + 1)
    runs = [[(step.event, step.state) for step in wander(concept.model({**others, name: value}), seed=3).steps] for value in values]
    assert len(runs) > 1
    assert all(run == runs[0] for run in runs)


def test_what_is_ignored_is_declared_somewhere() -> None:
    assert {(slug, name) for slug, name, _ in IGNORED} >= {
        ("byzantine-agreement", "m"),
        ("byzantine-agreement", "commander"),
        ("rpc-failures", "filter"),
    }


def missing(root: Path, slug: str) -> list[str]:
    """Give what a concept lacks: its lesson and its test."""
    lessons = [path for path in (root / "lessons").glob("*.md") if f"{{sim}} {slug}" in path.read_text(encoding="utf-8")]
    tests = list((root / "tests" / "concepts").glob(f"test_{slug.replace('-', '_')}*.py"))
    return [what for what, found in (("lesson", lessons), ("test", tests)) if not found]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_concept_has_a_lesson_and_a_test(slug: str, root: Path) -> None:
    assert missing(root, slug) == []


def test_a_concept_without_lesson_and_test_is_noticed(root: Path) -> None:
    assert missing(root, "no-such-concept") == ["lesson", "test"]


def test_an_unknown_concept_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="did you mean “server-crash”"):
        find("server-crush")


def test_concepts_are_declared_once_and_sorted() -> None:
    assert sorted(SLUGS) == SLUGS
    assert all(isinstance(concept, Concept) and concept.slug == slug for slug, concept in catalogue().items())
