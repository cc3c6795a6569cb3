import pytest

from app.course.answering import ClosedError, MissingError
from tests.course.answering.a_course import ANN, BOB, RIGHT, WRONG_1, WRONG_2, Course, deferred, interactive, multiple, single


def test_what_was_typed_comes_back_on_the_next_page(course: Course):
    course.publish(single())
    assert course.state().draft is None
    course.draft("b")
    course.draft({"half": ["an answer", 1]})
    assert course.state().draft == {"half": ["an answer", 1]}
    assert course.state(person=BOB).draft is None


def test_an_emptied_draft_is_forgotten(course: Course):
    course.publish(single())
    course.draft("b")
    assert course.draft(None) is None
    assert course.state().draft is None


def test_a_draft_is_gone_when_the_answer_is_sent(course: Course):
    course.publish(interactive())
    course.draft("a")
    course.submit(WRONG_1)
    assert course.state().draft is None


def test_a_draft_costs_no_try_and_pins_the_version_that_it_was_typed_for(course: Course):
    course.publish(interactive())
    course.draft("a")
    course.publish(single(prompt="Changed?"))
    shown = course.state()
    assert (shown.draft, shown.changed, shown.question.prompt, shown.tries_left) == ("a", True, "How often?", 3)


def test_finishing_judges_every_deferred_answer_at_once(course: Course):
    course.publish(deferred("q-1"), deferred("q-2"), interactive("q-now"), deferred("q-open"))
    course.submit(RIGHT, "q-1")
    course.submit(WRONG_1, "q-2")
    course.submit(WRONG_1, "q-now")
    finished = course.finish()
    assert [(reply.label, reply.right, reply.complete, reply.solution) for reply in finished.replies] == [
        ("q-1", True, True, "The planted right answer"),
        ("q-2", False, True, "The planted right answer"),
    ]
    assert finished.unanswered == ("q-open",)
    assert not course.state("q-now").complete


def test_the_last_answer_counts_of_those_that_were_saved(course: Course):
    course.publish(deferred())
    for answer in (RIGHT, WRONG_1, WRONG_2):
        course.submit(answer)
    (reply,) = course.finish().replies
    assert (reply.right, reply.number, [remark.part for remark in reply.remarks]) == (False, 3, [WRONG_2, RIGHT])
    assert [one.reply.judged for one in course.state().submitted] == [False, False, True]


def test_a_draft_that_is_complete_counts_when_the_lesson_is_finished(course: Course):
    course.publish(deferred())
    course.submit(WRONG_1)
    course.draft(RIGHT)
    assert [reply.right for reply in course.finish().replies] == [True]
    assert (course.state().draft, len(course.state().submitted)) == (None, 2)


def test_a_draft_that_is_not_complete_does_not_push_aside_what_was_saved(course: Course):
    course.publish(multiple("q-once", behaviour="deferred"))
    course.submit(["a", "b"])
    course.draft([])
    assert [reply.right for reply in course.finish().replies] == [True]


def test_a_draft_alone_that_is_not_complete_leaves_the_question_open(course: Course):
    course.publish(deferred())
    course.draft("no such option")
    finished = course.finish()
    assert (finished.replies, finished.unanswered) == ((), ("q-once",))
    assert course.state().draft == "no such option"


def test_finishing_again_says_the_same(course: Course):
    course.publish(deferred("q-1"), deferred("q-2"))
    course.submit(RIGHT, "q-1")
    first = course.finish()
    assert course.finish() == first
    course.submit(RIGHT, "q-2")
    assert [reply.label for reply in course.finish().replies] == ["q-1", "q-2"]


def test_a_finished_question_takes_no_more_answers_and_can_be_tried_again(course: Course):
    course.publish(deferred())
    attempt = course.submit(WRONG_1).attempt
    course.finish()
    with pytest.raises(ClosedError):
        course.submit(RIGHT, attempt=attempt)
    course.retry()
    course.submit(RIGHT)
    assert course.finish().replies[0].right


def test_an_answer_that_was_saved_before_finishing_is_acknowledged_in_the_same_words_after_it(course: Course):
    course.publish(deferred())
    attempt = course.state().attempt
    first = course.submit(RIGHT, key="the-same-key", attempt=attempt)
    course.finish()
    assert course.submit(RIGHT, key="the-same-key", attempt=attempt) == first


def test_finishing_touches_nobody_else_and_makes_nobody_up(course: Course):
    course.publish(deferred())
    course.submit(RIGHT, person=ANN)
    assert course.finish(person=BOB).unanswered == ("q-once",)
    assert not course.state(person=ANN).complete


def test_a_lesson_that_is_not_there_cannot_be_finished(course: Course):
    course.publish(single())
    course.take_down()
    with pytest.raises(MissingError, match=r"no such lesson"):
        course.finish()
