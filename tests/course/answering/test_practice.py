"""Another one like it: practice that changes no result and tells no answer before its time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.course import answering, progress
from app.course.answering import MissingError, QuestionState, practice_of
from app.course.model.questions import Computed, Question
from app.kernel.errors import UsageError
from tests.course.answering.a_course import ANN, BOB, LESSON, RIGHT, Course, single

DRAWN = "q-row"
PRACTICE = practice_of(DRAWN)


def drawn(label: str = DRAWN, behaviour: str = "immediate") -> Question:
    return Question(label=label, title="A row", prompt="", body=Computed("crash-row"), behaviour=behaviour)


def answers_of(state: QuestionState, word: str = "OK") -> dict[str, str]:
    """The same word in every cell: wrong somewhere in each row."""
    return {cell.field: word for row in state.question.shown.cells for cell in row if cell.field}


def answer(course: Course, label: str = DRAWN, word: str = "OK") -> None:
    course.submit(answers_of(course.state(label), word), label)


def another(course: Course, person: str = ANN) -> QuestionState | None:
    answering.another(course.service, person, LESSON, DRAWN)
    return course.state(DRAWN, person).practice


def test_before_the_question_that_counts_is_answered_there_is_no_other_one(course: Course):
    course.publish(drawn(), single())
    for label, error in ((DRAWN, UsageError), ("q-once", MissingError), ("q-none", MissingError), (PRACTICE, MissingError)):
        with pytest.raises(error):
            answering.another(course.service, ANN, LESSON, label)
    assert answering.export(course.engine, ANN, course.catalogue)["attempts"] == []


def test_practice_asks_something_else_each_time_and_changes_no_result(course: Course):
    course.publish(drawn(), single())
    answer(course)
    before, asked = course.state(DRAWN), {course.state(DRAWN).question.prompt + str(course.state(DRAWN).question.shown.rows)}
    for number in range(1, 5):
        practice = another(course)
        assert practice is not None
        assert (practice.complete, practice.submitted, practice.label) == (False, (), PRACTICE)
        asked.add(practice.question.prompt + str(practice.question.shown.rows))
        assert len(asked) == number + 1
        answer(course, PRACTICE, "DUP")
        assert course.state(PRACTICE).complete
    after = course.state(DRAWN)
    assert (after.attempt, after.score, after.number) == (before.attempt, before.score, 1)
    assert progress.progress(course.engine, ANN)[LESSON].done_at is None
    assert [result.practice for result in answering.results(course.engine, ANN)] == [False, *[True] * 4]


def test_asked_for_twice_there_is_one_and_it_is_kept(course: Course):
    course.publish(drawn())
    answer(course)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: another(course), range(4)))
    assert len({practice.attempt for practice in found if practice}) == 1
    course.draft(answers_of(course.state(PRACTICE)), PRACTICE)
    first = course.submit(answers_of(course.state(PRACTICE)), PRACTICE, key="the-same-key")
    assert course.state(PRACTICE).submitted[0].reply == first


def test_practice_for_a_question_that_waits_is_judged_at_once(course: Course):
    course.publish(drawn(behaviour="deferred"))
    answer(course)
    course.finish()
    practice = another(course)
    assert practice is not None
    reply = course.submit(answers_of(practice), PRACTICE)
    assert (reply.judged, reply.complete) == (True, True)


def test_a_finished_lesson_judges_no_practice_and_practice_is_nobody_elses(course: Course):
    course.publish(drawn())
    answer(course)
    practice = another(course)
    assert practice is not None
    course.draft(answers_of(practice), PRACTICE)
    course.finish()
    assert not course.state(PRACTICE).complete
    with pytest.raises(MissingError):
        course.submit(answers_of(practice), PRACTICE, person=BOB, attempt=practice.attempt)


def test_trying_the_question_again_leaves_the_practice_where_it_was(course: Course):
    course.publish(drawn())
    answer(course)
    practice = another(course)
    course.retry(DRAWN)
    state = course.state(DRAWN)
    assert (state.complete, state.practice) == (False, practice)
    with pytest.raises(MissingError):
        course.retry(PRACTICE)


def test_practice_at_what_the_lesson_no_longer_asks_is_gone_from_it_and_stays_in_the_results(course: Course):
    course.publish(drawn())
    answer(course)
    another(course)
    answer(course, PRACTICE)
    course.publish(Question(label=DRAWN, title="A row", prompt="Another text now?", body=Computed("crash-row")))
    assert course.state(DRAWN).practice is None
    assert [result.practice for result in answering.results(course.engine, ANN)] == [False, True]


def test_a_question_that_nobody_draws_has_no_practice(course: Course):
    course.publish(single())
    course.submit(RIGHT)
    assert (course.state().drawn, course.state().practice) == (False, None)
