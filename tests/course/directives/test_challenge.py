from itertools import product

import pytest

from app import concepts
from app.course.questions.runs import Goal, best_run, faults_in, first_reached
from app.kernel.errors import UsageError
from app.kernel.runs import play

CATALOGUE = concepts.catalogue()
TEXT = """
:::{challenge} Two copies
:label: c
:sim: server-crash
:server: P->M
:client: when-not-acked
:goal: result=DUP
Make it print twice.
:::
"""


def test_the_best_run_is_found_when_the_lesson_is_read(load, head):
    [question] = load(head + TEXT).questions
    body = question.body
    assert (body.faults, body.events, body.best[:3]) == (1, 9, (0, 0, 1))
    assert (question.behaviour, question.tries, body.sentence) == ("interactive", 10, "Find a run that ends with result DUP.")


def test_a_property_to_be_broken_is_told_in_its_own_words(load, head):
    [question] = load(head + TEXT.replace("result=DUP", "at-most-once broken")).questions
    assert question.body.sentence == "Find a run that breaks this: The text is never printed twice."
    assert question.body.events < 9


@pytest.mark.parametrize(
    ("slug", "parameters", "goal"),
    [
        ("server-crash", {"crashes": 2, "client": "never"}, Goal(outcome={"result": "ZERO"})),
        ("server-crash", {"client": "always"}, Goal(property="at-most-once")),
        ("rpc-failures", {"early": 1}, Goal(outcome={"executed": "2", "client": "ok"})),
        ("rpc-failures", {}, Goal(property="orphan")),
        ("byzantine-agreement", {"processes": 3}, Goal(property="validity")),
    ],
)
def test_no_run_is_better_than_the_best_one(slug, parameters, goal):
    model = CATALOGUE[slug].model(parameters)
    best = best_run(goal, model)
    if best is None:
        pytest.fail("the goal can be reached")
    run = play(model, best.choices, stop=len(best.choices))
    assert first_reached(goal, run) == len(best.choices)
    assert faults_in(run.steps) == best.faults
    for length in range(min(len(best.choices), 6)):
        for choices in product(range(4), repeat=length):
            try:
                other = play(model, choices, stop=length)
            except UsageError:
                continue
            assert first_reached(goal, other) is None or faults_in(other.steps) > best.faults


def test_a_goal_that_no_run_reaches_has_no_best_run():
    assert best_run(Goal(outcome={"result": "DUP"}), CATALOGUE["server-crash"].model({"client": "never"})) is None


def test_a_model_too_large_to_be_searched_is_refused():
    with pytest.raises(UsageError, match="more than 20 states"):
        best_run(Goal(outcome={"result": "DUP"}), CATALOGUE["server-crash"].model({}), limit=20)
