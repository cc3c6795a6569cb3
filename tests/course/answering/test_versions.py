import msgspec
import pytest

from app.course import answering
from app.course.answering import MissingError, RedrawnError, results, tokens
from app.course.model.questions import Computed, Question
from app.course.questions import judging, variants
from app.course.questions.generators import GENERATORS
from app.course.questions.kinds.choice import Multiple, Option, Single
from app.course.questions.kinds.fill_in import FillIn
from app.course.questions.kinds.matching import Matching
from app.course.questions.kinds.ordering import Ordering
from app.course.questions.kinds.typed import Numeric, ShortText
from tests.course.answering.a_course import ANN, BOB, LESSON, RIGHT, WRONG_1, Course, deferred, interactive, single

NOW_RIGHT = Single((Option("a", "Once", right=True), Option("b", "Twice", right=False, feedback="Not any more.")))


def changed(**more: str) -> Question:
    """The question as the author has turned it round since."""
    return Question(label="q-once", title="Once", prompt="How often now?", body=NOW_RIGHT, **more)


def test_an_answer_counts_for_the_question_that_its_page_showed(course: Course):
    course.publish(single())
    open_page = course.state().attempt
    course.publish(changed())
    assert course.submit(RIGHT, attempt=open_page).right
    shown = course.state()
    assert (shown.changed, shown.question.prompt, shown.score, shown.can_retry) == (True, "How often?", 1.0, True)


def test_an_attempt_goes_on_at_its_own_version_when_the_lesson_changes_between_two_tries(course: Course):
    course.publish(interactive(tries=3))
    course.submit(WRONG_1)
    course.publish(changed())
    shown = course.state()
    assert (shown.changed, shown.question.prompt, shown.tries_left) == (True, "How often?", 2)
    assert course.submit(RIGHT, attempt=shown.attempt).right


def test_who_has_not_begun_sees_the_new_question(course: Course):
    course.publish(single())
    course.submit(RIGHT)
    course.publish(changed())
    shown = course.state(person=BOB)
    assert (shown.changed, shown.question.prompt) == (False, "How often now?")
    assert not course.submit("b", person=BOB).right


def test_answers_from_two_tabs_with_two_versions_are_both_kept(course: Course):
    course.publish(single())
    old_tab = course.state().attempt
    course.publish(changed())
    new_tab = course.state().attempt
    course.submit("a", attempt=new_tab)
    course.submit(RIGHT, attempt=old_tab)
    shown = course.state()
    assert (shown.changed, shown.question.prompt, shown.score) == (False, "How often now?", 1.0)
    assert [(result.live, result.score) for result in results(course.engine, ANN)] == [(True, 1.0), (False, 1.0)]


def test_an_answer_to_a_question_that_left_the_lesson_is_taken_and_shown_in_the_results(course: Course):
    course.publish(single(), single("q-stays"))
    open_page = course.state().attempt
    course.publish(single("q-stays"))
    assert course.submit(RIGHT, attempt=open_page).right
    course.take_down()
    (result,) = results(course.engine, ANN)
    assert (result.live, result.question.prompt, result.lesson_title) == (False, "How often?", LESSON)


def test_a_lesson_that_is_not_there_has_no_state(course: Course):
    with pytest.raises(MissingError, match="no such lesson"):
        course.state(lesson="nowhere")


def test_trying_again_begins_a_new_attempt_and_keeps_the_old_one(course: Course):
    course.publish(single())
    old = course.submit(WRONG_1).attempt
    shown = course.retry()
    assert (shown.number, shown.complete, shown.submitted, shown.attempt != old) == (2, False, (), True)
    course.submit(RIGHT)
    assert [(result.number, result.score) for result in results(course.engine, ANN)] == [(1, 0.0), (2, 1.0)]


def test_trying_again_twice_begins_one_attempt(course: Course):
    course.publish(single())
    course.submit(WRONG_1)
    assert course.retry().attempt == course.retry().attempt


def test_an_attempt_that_is_still_open_is_not_left_for_another(course: Course):
    course.publish(interactive())
    attempt = course.submit(WRONG_1).attempt
    assert (course.retry().attempt, course.state().can_retry) == (attempt, False)


def test_a_question_that_was_never_begun_is_not_tried_again(course: Course):
    course.publish(single())
    assert course.retry().number == 1


def test_trying_again_after_a_change_asks_the_new_question_and_can_be_repeated(course: Course):
    course.publish(interactive())
    course.submit(WRONG_1)
    course.publish(changed())
    shown = course.retry()
    assert (shown.changed, shown.question.prompt, shown.number) == (False, "How often now?", 2)
    course.submit("a")
    assert course.retry().number == 3


def test_a_question_that_left_the_lesson_cannot_be_tried_again(course: Course):
    course.publish(single())
    course.submit(WRONG_1)
    course.publish(single("q-stays"))
    with pytest.raises(MissingError, match="any more"):
        course.retry()


def test_each_person_and_each_attempt_gets_a_variant_of_its_own(course: Course):
    many = tuple(Option(f"o{n}", f"Option {n} of words {'x' * n}", right=n == 0, feedback="No.") for n in range(8))
    course.publish(Question(label="q-once", title="Once", prompt="?", body=Single(many)))
    orders = [tuple(option.key for option in course.state(person=f"{n:032}").question.shown.options) for n in range(4)]
    course.submit("o1", person=f"{0:032}")
    orders.append(tuple(option.key for option in course.retry(person=f"{0:032}").question.shown.options))
    assert len(set(orders)) == len(orders)


def test_a_variant_that_was_begun_stays_as_it_was_seen_whatever_becomes_of_how_it_is_drawn(course: Course, monkeypatch: pytest.MonkeyPatch):
    course.publish(interactive())
    course.submit(WRONG_1)
    seen = course.state().question
    monkeypatch.setattr(variants, "concrete", lambda *_: pytest.fail("a variant was drawn again"))
    assert course.state().question == seen
    assert course.submit(RIGHT, attempt=course.state().attempt).right


def test_nothing_is_shown_before_an_answer_that_tells_of_it(course: Course):
    course.publish(single(), interactive("q-two"), deferred("q-three"))
    for label in ("q-once", "q-two", "q-three"):
        shown = course.state(label)
        assert "planted praise" not in repr(shown)
        assert "planted explanation" not in repr(shown)


def test_a_seed_cannot_be_had_from_what_is_sent(course: Course):
    course.publish(single())
    shown = course.state()
    seed = variants.seed_of(course.secret, "q-once", shown.attempt.split(".")[1], ANN, 0)
    assert str(seed) not in repr(shown)
    assert f"{seed:x}" not in repr(shown)


def right_answer(body: object) -> object:
    """What the server knows to be right."""
    match body:
        case Single(options=options):
            return next(option.key for option in options if option.right)
        case Multiple(options=options):
            return [option.key for option in options if option.right]
        case Numeric(value=value, unit=unit):
            return f"{value:g} {unit}".strip()
        case ShortText(accepted=accepted):
            return accepted[0]
        case Ordering(items=items):
            return [item.key for item in items]
        case Matching(pairs=pairs):
            return pairs
        case FillIn(fields=fields):
            return {key: field.right for key, field in fields.items()}
    raise AssertionError(body)


@pytest.mark.parametrize("generator", sorted(GENERATORS))
def test_a_computed_question_is_judged_in_the_variant_that_was_shown(course: Course, generator: str):
    settings = {name: values[0] for name, values in GENERATORS[generator].settings.items()}
    course.publish(Question(label="q-once", title="Once", prompt="", body=Computed(generator, settings)))
    shown = course.state()
    drawn = answering.open_question(course.service, ANN, LESSON, "q-once", shown.attempt).variant.question
    assert shown.question == judging.present(drawn)
    reply = course.submit(right_answer(drawn.body), attempt=shown.attempt)
    assert (reply.right, bool(reply.solution)) == (True, True)


def mended(**more: object) -> Question:
    """The question with another title, and a stop and capitals that change nothing."""
    return msgspec.structs.replace(single(), title="Mended", prompt="HOW often ?".replace(" ?", "?"), **more)


def test_a_mended_text_keeps_the_answer_and_shows_the_new_text(course: Course):
    course.publish(single())
    course.submit(RIGHT)
    course.publish(mended())
    shown = course.state()
    assert (shown.changed, shown.complete, shown.score, shown.question.title, shown.question.prompt) == (False, True, 1.0, "Mended", "HOW often?")
    (result,) = results(course.engine, ANN)
    assert (result.live, result.question.title) == (True, "About q-once")
    assert course.retry().number == 2


def test_a_page_from_before_the_mending_still_takes_its_answer(course: Course):
    course.publish(single())
    page = course.state().attempt
    course.publish(mended())
    assert course.submit(RIGHT, attempt=page).right
    assert (course.state().changed, course.state().score) == (False, 1.0)


def test_an_attempt_whose_variant_is_drawn_otherwise_by_now_is_refused_and_uses_no_try(course: Course, monkeypatch: pytest.MonkeyPatch):
    course.publish(interactive())
    page, drawn = course.state().attempt, variants.concrete
    monkeypatch.setattr(variants, "concrete", lambda *given: msgspec.structs.replace(drawn(*given), prompt="Something else?"))
    for act in (course.submit, course.draft):
        with pytest.raises(RedrawnError, match="No try was used"):
            act(RIGHT, attempt=page)
    fresh = course.state()
    assert (fresh.submitted, fresh.draft, fresh.question.prompt) == ((), None, "Something else?")
    assert course.submit(RIGHT).right


def test_a_begun_attempt_takes_no_answer_of_a_page_that_showed_another_variant(course: Course, monkeypatch: pytest.MonkeyPatch):
    course.publish(interactive())
    page, drawn = course.state().attempt, variants.concrete
    monkeypatch.setattr(variants, "concrete", lambda *given: msgspec.structs.replace(drawn(*given), prompt="Something else?"))
    course.submit(WRONG_1)
    with pytest.raises(RedrawnError):
        course.submit(RIGHT, attempt=page)
    assert len(course.state().submitted) == 1


def test_a_name_from_before_variants_had_digests_is_still_good(course: Course):
    course.publish(single())
    version = course.state().attempt.split(".")[1]
    old = tokens.sign(course.secret, ANN, LESSON, "q-once", tokens.AttemptName(0, version))
    assert old.count(".") == 2
    assert course.submit(RIGHT, attempt=old).right
