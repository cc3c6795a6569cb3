import json
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from sqlalchemy import text

from app.course.answering import ClosedError, MissingError, Reply
from app.kernel.errors import UsageError
from app.store.database import reading
from tests.course.answering.a_course import ANN, BOB, RIGHT, WRONG_1, WRONG_2, Course, deferred, interactive, multiple, number, single


def count(course: Course, table: str) -> int:
    with reading(course.engine) as session:
        return session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def reveals(value: object) -> bool:
    """Whether words that only the right answer brings stand in what would be sent to the browser."""
    return b"planted" in msgspec.json.encode(value)


def test_a_right_answer_is_judged_kept_and_explained(course: Course):
    course.publish(single())
    reply = course.submit(RIGHT)
    assert (reply.judged, reply.right, reply.score, reply.complete, reply.tries_left, reply.number) == (True, True, 1.0, True, 0, 1)
    assert (reply.solution, reply.explanation) == ("The planted right answer", "The planted explanation.")
    assert [(remark.part, remark.right) for remark in reply.remarks] == [(RIGHT, True)]
    assert count(course, "submission") == 1


def test_a_page_that_is_only_read_leaves_nothing_in_the_database(course: Course):
    course.publish(single(), interactive("q-other"))
    course.state()
    assert (count(course, "person"), count(course, "attempt")) == (0, 0)


def test_an_answer_is_there_when_it_is_acknowledged_and_shown_with_what_was_said(course: Course):
    course.publish(single())
    reply = course.submit(WRONG_1)
    shown = course.state()
    assert shown.submitted[0].answer == WRONG_1
    assert shown.submitted[0].reply == reply
    assert (shown.complete, shown.score, shown.can_retry, shown.changed) == (True, 0.0, True, False)


def test_the_same_key_again_gives_the_same_reply_byte_for_byte_and_no_second_row(course: Course):
    course.publish(interactive())
    attempt = course.state().attempt
    first = course.submit(WRONG_1, key="the-same-key", attempt=attempt)
    course.submit(RIGHT, attempt=attempt)
    again = course.submit(WRONG_1, key="the-same-key", attempt=attempt)
    assert msgspec.json.encode(again) == msgspec.json.encode(first)
    assert count(course, "submission") == 2


def test_fifty_at_once_with_the_same_key_are_one_answer(course: Course):
    course.publish(single())
    attempt = course.state().attempt
    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(lambda _: course.submit(RIGHT, key="the-same-key", attempt=attempt), range(50)))
    assert len({msgspec.json.encode(reply) for reply in replies}) == 1
    assert (count(course, "submission"), count(course, "attempt"), count(course, "person")) == (1, 1, 1)


def test_of_many_at_once_with_different_keys_only_as_many_count_as_there_are_tries(course: Course):
    course.publish(number(tries=3))
    attempt = course.state().attempt

    def go(tried: int) -> str:
        try:
            return str(course.submit(str(tried), attempt=attempt).number)
        except ClosedError:
            return "closed"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(go, range(8))) == ["1", "2", "3", *["closed"] * 5]


def test_a_key_cannot_be_used_for_another_answer_or_another_question(course: Course):
    course.publish(interactive(), interactive("q-other"))
    course.submit(WRONG_1, key="the-same-key")
    for answer, label in ((WRONG_2, "q-once"), (WRONG_1, "q-other")):
        with pytest.raises(UsageError, match="belongs to another answer"):
            course.submit(answer, label, key="the-same-key")
    assert count(course, "submission") == 1


def test_two_people_may_use_the_same_key(course: Course):
    course.publish(single())
    replies = [course.submit(RIGHT, person=person, key="the-same-key") for person in (ANN, BOB)]
    assert replies[0].attempt != replies[1].attempt
    assert count(course, "submission") == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space", "finish:12", "ключ-ключ", "newline-newline\n"])
def test_a_key_of_another_shape_is_refused(course: Course, key: str):
    course.publish(single())
    with pytest.raises(UsageError, match="key"):
        course.submit(RIGHT, key=key or " ")


def test_one_persons_attempt_is_nobody_elses(course: Course):
    course.publish(interactive())
    of_ann = course.submit(WRONG_1).attempt
    with pytest.raises(MissingError, match="no such attempt"):
        course.submit(RIGHT, person=BOB, attempt=of_ann)
    with pytest.raises(MissingError, match="no such attempt"):
        course.draft(RIGHT, person=BOB, attempt=of_ann)
    assert len(course.state().submitted) == 1
    assert course.state(person=BOB).submitted == ()


@pytest.mark.parametrize(
    "forge",
    [
        "",
        "0",
        "0..",
        "x.y.z",
        "9.{version}.{shown}.{signature}",
        "0.{version}.{shown}.",
        "0.other.{shown}.{signature}",
        "0.{version}.other.{signature}",
        "0.{version}.{signature}",
        "-1.{version}.{shown}.{signature}",
        "½",
    ],
)
def test_a_forged_attempt_leads_nowhere(course: Course, forge: str):
    course.publish(single())
    _, version, shown, signature = course.state().attempt.split(".")
    with pytest.raises(MissingError):
        course.submit(RIGHT, attempt=forge.format(version=version, shown=shown, signature=signature) or " ")
    assert count(course, "attempt") == 0


def test_the_attempt_of_one_question_is_not_that_of_another(course: Course):
    course.publish(single(), single("q-other"))
    with pytest.raises(MissingError):
        course.submit(RIGHT, "q-other", attempt=course.state("q-once").attempt)


def test_while_tries_are_left_a_reply_helps_and_does_not_tell(course: Course):
    course.publish(interactive(tries=3))
    first, second, last = course.submit(WRONG_1), course.submit(WRONG_2), course.submit(WRONG_1)
    assert [(r.right, r.complete, r.tries_left, r.hint) for r in (first, second)] == [
        (False, False, 2, "Think of crashes."),
        (False, False, 1, "Think harder."),
    ]
    assert first.remarks[0].text == "Not when it crashes."
    assert not reveals(first)
    assert not reveals(second)
    assert (last.complete, last.tries_left, last.hint, last.solution) == (True, 0, "", "The planted right answer")
    assert reveals(last)


def test_of_several_options_only_those_that_were_chosen_are_spoken_of(course: Course):
    course.publish(multiple(behaviour="interactive", tries=2))
    reply = course.submit(["a", "c"], "q-many")
    assert {remark.part for remark in reply.remarks} == {"a", "c"}
    assert (reply.complete, reply.solution) == (False, "")


def test_a_right_answer_ends_the_tries(course: Course):
    course.publish(interactive(tries=3))
    course.submit(WRONG_1)
    assert (course.submit(RIGHT).complete, course.state().tries_left) == (True, 0)


def test_a_complete_attempt_takes_no_more_answers_and_says_so(course: Course):
    course.publish(single())
    attempt = course.submit(WRONG_1).attempt
    with pytest.raises(ClosedError, match="complete and takes no more answers"):
        course.submit(RIGHT, attempt=attempt)
    with pytest.raises(ClosedError, match="not kept"):
        course.draft(RIGHT, attempt=attempt)
    assert (course.state().score, count(course, "submission")) == (0.0, 1)


@pytest.mark.parametrize("answer", [None, 7, [], {}, "z", ["b"], {"b": "b"}])
def test_an_answer_of_another_shape_is_refused_and_costs_no_try(course: Course, answer: object):
    course.publish(interactive())
    with pytest.raises(UsageError):
        course.submit(answer)
    assert (count(course, "submission"), course.state().tries_left) == (0, 3)


@pytest.mark.parametrize("answer", ["\ud800", "x" * 20_000, {1.5: object()}, {"a": ["\udfff"]}])
def test_an_answer_that_cannot_be_written_down_is_refused(course: Course, answer: object):
    course.publish(single())
    with pytest.raises(UsageError, match="allowed"):
        course.submit(answer)
    with pytest.raises(UsageError, match="allowed"):
        course.draft(answer)


def test_a_deferred_answer_is_kept_and_says_nothing_until_the_lesson_is_finished(course: Course):
    course.publish(deferred())
    replies = [course.submit(WRONG_1), course.submit(RIGHT)]
    assert [(r.judged, r.right, r.score, r.complete, r.remarks) for r in replies] == [(False, None, None, False, ())] * 2
    assert not any(reveals(reply) for reply in replies)
    assert not any(reveals(one.reply) for one in course.state().submitted)


def test_what_is_stored_of_a_deferred_answer_holds_no_judgement_yet(course: Course):
    course.publish(deferred())
    course.submit(RIGHT)
    with reading(course.engine) as session:
        grade, reply = session.connection().execute(text("SELECT grade, reply FROM submission")).one()
    assert (grade, "planted" in reply) == (None, False)


def test_the_reply_is_plain_data_that_survives_json(course: Course):
    course.publish(single())
    reply = course.submit(RIGHT)
    assert msgspec.json.decode(msgspec.json.encode(reply), type=Reply) == reply
    assert json.loads(msgspec.json.encode(reply))["right"] is True
