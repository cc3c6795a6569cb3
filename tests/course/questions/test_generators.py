"""What a generator calls right is what the kernel plays; no variant is empty of a question, and each wrong word has an answer."""

import time
from collections import Counter
from itertools import pairwise

import pytest

from app import concepts
from app.course.model.questions import Computed
from app.course.questions.codec import encode
from app.course.questions.generators import GENERATORS, checked
from app.course.questions.generators.calls import KNOWLEDGE, _told, _wandering, counts, parameters
from app.course.questions.generators.rollback import stand
from app.course.questions.judging import is_complete, judge
from app.course.questions.kinds import kind_of
from app.course.questions.kinds.choice import Single
from app.course.questions.kinds.fill_in import FillIn
from app.course.questions.kinds.typed import Numeric
from app.course.questions.runs import played
from app.course.questions.variants import concrete
from app.kernel.errors import UsageError
from app.kernel.explore import explore
from app.kernel.prng import Sequence
from app.kernel.runs import play
from tests.concepts.rollback_oracle import Oracle
from tests.course.questions.answers import asked, right_answer

CATALOGUE = concepts.catalogue()
SEEDS = [number * 0x9E3779B97F4A7C15 % 2**64 for number in range(60)]


def variants(name, seeds=SEEDS, **settings):
    assert seeds
    return [concrete(asked(Computed(name, settings)), seed, CATALOGUE) for seed in seeds]


def outcome(link):
    found = played(link, CATALOGUE).outcome
    assert found is not None
    return found


@pytest.mark.parametrize("name", GENERATORS)
def test_there_are_many_variants_and_a_seed_gives_one_of_them(name):
    assert len({encode(variant) for variant in variants(name)}) >= 20
    assert encode(variants(name, SEEDS[:1])[0]) == encode(variants(name, SEEDS[:1])[0])


@pytest.mark.parametrize("name", GENERATORS)
def test_every_variant_can_be_asked_answered_and_shown(name):
    for variant in variants(name):
        assert kind_of(variant.body).validate(variant.body) == ()
        answer = right_answer(variant.body)
        assert judge(variant, answer, CATALOGUE).right
        assert is_complete(variant, answer)
        assert variant.run is not None
        assert variant.explanation.count("<p>") + variant.explanation.count("<li>") >= 2


@pytest.mark.parametrize("name", GENERATORS)
def test_no_answer_is_right_in_nearly_every_variant(name):
    counted = Counter(repr(sorted(right_answer(v.body).items()) if isinstance(v.body, FillIn) else right_answer(v.body)) for v in variants(name))
    assert counted.most_common(1)[0][1] <= len(SEEDS) * 0.7


@pytest.mark.parametrize("name", GENERATORS)
def test_every_wrong_word_that_can_be_chosen_has_its_own_explanation(name):
    for variant in variants(name):
        match variant.body:
            case Single(options):
                assert all(option.feedback for option in options if not option.right)
            case FillIn(fields=fields):
                assert all(set(field.feedback) == set(field.choices) - {field.right} for field in fields.values())
            case Numeric(reactions=reactions):
                assert reactions


@pytest.mark.parametrize("name", GENERATORS)
def test_drawing_takes_no_time_to_speak_of(name):
    variants(name, SEEDS[:1])
    taken = []
    for seed in SEEDS[:20]:
        start = time.thread_time()
        variants(name, [seed])
        taken.append(time.thread_time() - start)
    assert sorted(taken)[len(taken) // 2] <= 0.05


def test_a_row_of_the_crash_table_is_what_the_runs_end_with():
    for variant in variants("crash-row"):
        for field in variant.body.fields.values():
            assert outcome(field.run)["result"] == field.right
        orderings = [outcome(field.run)["ordering"] for field in variant.body.fields.values()]
        assert [column.partition(":")[0] for column in variant.body.columns] == orderings


def test_the_ending_of_a_crash_is_what_the_run_ends_with():
    for variant in variants("crash-result"):
        assert outcome(variant.run)["result"].lower() == right_answer(variant.body)


def test_how_often_a_call_was_executed_is_what_the_run_says():
    for variant in variants("executions"):
        run = played(variant.run, CATALOGUE)
        assert run.outcome["executed"] == variant.body.value
        assert sum(step.event is not None and step.event.subject == "executes the call" for step in run.steps) == variant.body.value
        told = sum(step.event is not None and bool(step.event.fault) for step in run.steps)
        assert variant.prompt.count("<li>") == told


def _faults_told(run):
    return [_told(run.model, before, step) for before, step in pairwise(run.steps) if step.event.fault]


def _server_back_in_time(run):
    return all(step.event.kind != "timeout" or before.situation.up("server") for before, step in pairwise(run.steps)) and run.steps[-1].situation.up(
        "server"
    )


def test_no_other_run_in_which_the_same_goes_wrong_executes_the_call_another_number_of_times():
    alike = 0
    for variant in variants("executions", SEEDS[:25]):
        asked = played(variant.run, CATALOGUE)
        for seed in range(150):
            other = play(asked.model, seed=seed)
            if _faults_told(other) == _faults_told(asked) and _server_back_in_time(other):
                alike += 1
                assert other.outcome["executed"] == variant.body.value
    assert alike > 20


def test_faults_that_two_numbers_of_executions_have_in_common_are_not_asked_about():
    concept = CATALOGUE["rpc-failures"]
    runs = [_wandering(Sequence(seed), concept, parameters("at-least-once", 1)) for seed in range(60)]
    found = [counts(run.model, _faults_told(run)) for run in runs if run.outcome is not None]
    assert any(len(numbers) == 1 for numbers in found)
    assert any(len(numbers) > 1 for numbers in found)


def test_what_the_client_can_know_leaves_out_no_run_that_looks_the_same_to_it():
    for variant in variants("client-sees", SEEDS[:40]):
        run = played(variant.run, CATALOGUE)
        low, high = next(bounds for bounds in KNOWLEDGE if f"from-{bounds[0]}-to-{bounds[1]}" == right_answer(variant.body))
        found = explore(run.model)
        alike = [
            played_end.history
            for played_end in (_last(run.model, end.choices) for end in found.endings)
            if played_end.processes[0] == run.steps[-1].state.processes[0]
        ]
        assert run.outcome["executed"] in range(low, high + 1)
        assert set(alike) <= set(range(low, high + 1))


def _last(model, choices):
    return play(model, choices, stop=len(choices)).steps[-1].state


def test_the_vector_is_what_the_process_decides_and_the_shown_words_lead_there():
    for variant in variants("byzantine-vector"):
        [name] = [row.removeprefix("P").removesuffix(" decides") for row in variant.body.rows]
        decided = outcome(variant.run)["results"][name]
        assert [variant.body.fields[key].right for key in variant.body.cells[0]] == list(decided)
        values = str(variant.run.parameters["values"]).split(",")
        assert decided[int(name) - 1] == values[int(name) - 1]


def test_the_order_followed_is_what_the_lieutenant_decides():
    for variant in variants("lieutenant-order"):
        results = outcome(variant.run)["results"]
        right = right_answer(variant.body)
        assert {"UNKNOWN": "unknown"}.get(next(iter(results.values())), next(iter(results.values()))) == right
        assert len({str(result) for result in results.values()}) == 1


def test_the_order_is_explained_by_a_majority_only_where_there_is_one():
    found = {(right_answer(variant.body) == "unknown", "no majority" in variant.explanation) for variant in variants("lieutenant-order")}
    assert found == {(True, True), (False, False)}


def test_who_goes_back_too_far_is_told_up_to_where_nothing_that_was_received_is_lost():
    said = [
        (field.right, text) for variant in variants("recovery-line") for field in variant.body.fields.values() for text in field.feedback.values()
    ]
    early = [(right, text) for right, text in said if "need not go back so far" in text]
    assert {right for right, _ in early} >= {stand("now"), stand(1), stand(2)}
    # What was received after the right place may well have lost its sending: that is why the process stands there.
    places = {right: "has received so far" if right == stand("now") else f"had received before {right}" for right, _ in early}
    assert [text for right, text in early if places[right] not in text] == []


@pytest.mark.parametrize("name", ["recovery-line", "lost-work"])
def test_a_question_about_a_rollback_shows_the_run_up_to_its_crash_and_no_further(name):
    found = variants(name)
    assert found
    for variant in found:
        shown = variant.predicts
        events = [step.event for step in played(shown, CATALOGUE).steps if step.event is not None]
        assert [event.kind for event in events].count("crash") == 1
        assert events[-1].kind == "crash"
        assert shown.step == len(shown.choices) < len(variant.run.choices)


def test_the_recovery_line_is_what_the_run_and_another_algorithm_find():
    for variant in variants("recovery-line"):
        line = outcome(variant.run)["recovery_line"]
        assert {key.removeprefix("field-"): field.right for key, field in variant.body.fields.items()} == {n: stand(t) for n, t in line.items()}
        assert Oracle(str(variant.run.parameters["pattern"])).by_trying_all_lines(str(variant.run.parameters["crash"]))["recovery_line"] == line


def test_the_lost_work_is_what_the_run_undoes():
    for variant in variants("lost-work"):
        assert outcome(variant.run)["undone"] == variant.body.value
        assert variant.body.value > 1


def test_what_an_author_fixes_is_not_drawn():
    for variant in variants("crash-row", SEEDS[:10], server="P->M", client="never"):
        assert (variant.run.parameters["server"], variant.run.parameters["client"]) == ("P->M", "never")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (Computed("crash-rows"), "did you mean “crash-row”"),
        (Computed("crash-row", {"servers": "P->M"}), "did you mean “server”"),
        (Computed("crash-row", {"server": "P"}), "server: “P” is not usable; allowed: M->P, P->M"),
    ],
)
def test_an_unknown_generator_or_setting_is_refused_with_what_is_allowed(body, message):
    with pytest.raises(UsageError, match=message):
        checked(body)


@pytest.mark.parametrize("size", ["small", "large"])
def test_no_two_words_for_where_a_process_ends_mean_the_same(size):
    for variant in variants("recovery-line", size=size):
        pattern = str(variant.run.parameters["pattern"])
        assert not any(line.split()[-1] == "C" for line in pattern.split(";"))
