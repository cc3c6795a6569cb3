from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from app import concepts
from app.course import answering, progress
from app.course.answering import finishing
from app.course.progress import DAYS, next_review
from tests.course.answering.a_course import ANN, BOB, LESSON, RIGHT, WRONG_1, Course, single

DAY = timedelta(days=1)
START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def course(engine: Engine) -> Course:
    course = Course(engine, concepts.catalogue())
    course.publish(single("q-1"), single("q-2"))
    return course


def test_good_reviews_come_farther_and_farther_apart():
    stage, days = None, []
    for _ in range(7):
        stage, due = next_review(stage, 1.0, START)
        days.append((due - START).days)
    assert days == [1, 3, 7, 16, 35, 35, 35]


@pytest.mark.parametrize(("score", "stage"), [(1.0, 3), (0.8, 3), (0.79, 2), (0.5, 2), (None, 2), (0.49, 0), (0.0, 0)])
def test_a_middling_review_keeps_the_distance_and_a_bad_one_starts_over(score: float | None, stage: int):
    assert next_review(2, score, START) == (stage, START + timedelta(days=DAYS[stage]))


@pytest.mark.parametrize("score", [0.0, 0.6, 1.0, None])
def test_after_the_first_time_a_lesson_is_due_in_a_day(score: float | None):
    assert next_review(None, score, START) == (0, START + DAY)


def test_a_lesson_remembers_when_it_was_opened_and_where_one_was(course: Course):
    first = progress.opened(course.engine, ANN, LESSON)
    progress.visited(course.engine, ANN, LESSON, "the-rule")
    again = progress.opened(course.engine, ANN, LESSON)
    assert (first.place, again.place, again.opened_at == first.opened_at, again.seen_at >= first.seen_at) == ("", "the-rule", True, True)
    assert progress.progress(course.engine, BOB) == {}


def test_a_lesson_is_begun_by_an_answer_or_a_draft(course: Course):
    course.submit(WRONG_1, "q-1")
    course.draft(RIGHT, "q-2", BOB)
    assert [list(progress.progress(course.engine, person)) for person in (ANN, BOB)] == [[LESSON], [LESSON]]


def test_an_answer_keeps_the_place(course: Course):
    before = progress.visited(course.engine, ANN, LESSON, "the-rule")
    course.submit(WRONG_1, "q-1")
    after = progress.progress(course.engine, ANN)[LESSON]
    assert (after.place, after.opened_at) == ("the-rule", before.opened_at)
    assert after.seen_at > before.seen_at


def test_a_place_of_any_length_is_taken(course: Course):
    assert len(progress.visited(course.engine, ANN, LESSON, "x" * 10_000 + "\0").place) == progress.PLACE_MAX


def test_a_lesson_is_done_by_what_was_got_right(course: Course):
    course.submit(RIGHT, "q-1")
    assert progress.progress(course.engine, ANN)[LESSON].done_at is None
    course.submit(WRONG_1, "q-2")
    assert progress.progress(course.engine, ANN)[LESSON].done_at is None
    course.retry("q-2")
    course.submit(RIGHT, "q-2")
    done = progress.progress(course.engine, ANN)[LESSON]
    assert (done.done_at is not None, done.score, done.stage) == (True, 1.0, 0)
    assert done.due_at - done.done_at == DAY


@pytest.mark.parametrize(("right", "done"), [(3, False), (4, True), (5, True)])
def test_four_fifths_of_the_points_are_enough_once_all_is_answered(course: Course, right: int, done: bool):
    labels = [f"q-{number}" for number in range(1, 6)]
    course.publish(*map(single, labels))
    for number, label in enumerate(labels):
        course.submit(RIGHT if number < right else WRONG_1, label)
    assert (progress.progress(course.engine, ANN)[LESSON].done_at is not None) == done
    assert progress.tallies(course.engine, ANN) == {LESSON: progress.Tally(right, 5)}


def test_what_was_right_once_stays_right(course: Course):
    course.submit(RIGHT, "q-1")
    course.retry("q-1")
    course.submit(WRONG_1, "q-1")
    assert (course.state("q-1").result, course.state("q-1").score) == (1.0, 0.0)
    course.submit(RIGHT, "q-2")
    assert progress.progress(course.engine, ANN)[LESSON].done_at is not None


def test_an_answer_to_what_is_no_longer_asked_counts_for_nothing(course: Course):
    course.submit(RIGHT, "q-1")
    course.publish(single("q-1", prompt="Something else?"), single("q-2"))
    course.submit(RIGHT, "q-2")
    assert progress.progress(course.engine, ANN)[LESSON].done_at is None
    assert progress.tallies(course.engine, ANN) == {LESSON: progress.Tally(1, 2)}


def test_a_lesson_that_is_finished_with_questions_open_is_not_done_and_keeps_them_open(course: Course):
    course.submit(RIGHT, "q-1")
    course.finish()
    begun = progress.progress(course.engine, ANN)[LESSON]
    assert (begun.finished_at is not None, begun.done_at) == (True, None)
    course.submit(RIGHT, "q-2")
    assert progress.progress(course.engine, ANN)[LESSON].done_at is not None


def test_finishing_a_review_with_questions_open_counts_them_as_wrong(course: Course, monkeypatch: pytest.MonkeyPatch):
    for label in ("q-1", "q-2"):
        course.submit(RIGHT, label)
    due = progress.progress(course.engine, ANN)[LESSON].due_at
    monkeypatch.setattr(finishing, "now", lambda: due)
    course.finish()
    reviewed = progress.progress(course.engine, ANN)[LESSON]
    assert (reviewed.score, reviewed.stage, reviewed.due_at) == (0.0, 0, due + DAY)


def test_only_what_was_missed_is_tried_again(course: Course):
    course.publish(single("q-1"), single("q-2"), single("q-3"))
    course.submit(RIGHT, "q-1")
    course.submit(WRONG_1, "q-2")
    assert answering.retry_missed(course.service, ANN, LESSON) == ["q-2"]
    assert [course.state(label).complete for label in ("q-1", "q-2", "q-3")] == [True, False, False]
    assert answering.retry_missed(course.service, ANN, LESSON) == []
    assert (course.state("q-2").missed, course.state("q-2").number) == (True, 2)


def test_a_lesson_can_be_called_done_without_answering(course: Course):
    done = progress.completed(course.engine, ANN, LESSON, START)
    assert (done.done_at, done.due_at, done.score) == (START, START + DAY, None)


def test_a_lesson_is_due_from_its_day_on_and_the_longest_due_comes_first(course: Course):
    course.publish(single("q"), lesson="later")
    progress.completed(course.engine, ANN, "later", START + DAY)
    progress.completed(course.engine, ANN, LESSON, START)
    at = [progress.due(course.engine, ANN, START + timedelta(hours=hours)) for hours in (0, 23, 24, 48)]
    assert at == [[], [], [LESSON], [LESSON, "later"]]


def test_before_it_is_due_doing_it_again_counts_for_nothing(course: Course):
    progress.completed(course.engine, ANN, LESSON, START)
    again = progress.completed(course.engine, ANN, LESSON, START + timedelta(hours=5))
    assert (again.stage, again.due_at) == (0, START + DAY)


def test_when_it_is_due_doing_it_again_is_a_review_with_what_was_answered_since(course: Course):
    for label in ("q-1", "q-2"):
        course.submit(RIGHT, label)
    due = progress.progress(course.engine, ANN)[LESSON].due_at
    for label in ("q-1", "q-2"):
        course.retry(label)
        course.submit(RIGHT, label)
    reviewed = progress.completed(course.engine, ANN, LESSON, due)
    assert (reviewed.stage, reviewed.score, reviewed.due_at) == (1, 1.0, due + timedelta(days=3))


def test_only_looking_at_a_lesson_that_is_due_keeps_the_distance(course: Course):
    progress.completed(course.engine, ANN, LESSON, START)
    reviewed = progress.completed(course.engine, ANN, LESSON, START + DAY)
    assert (reviewed.stage, reviewed.due_at) == (0, START + 2 * DAY)
