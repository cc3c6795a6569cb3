"""Nothing of an answer is in what is shown before it: planted words are searched for in all of it, and the search is shown to find them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import concepts
from app.course.lesson import read
from app.course.model.questions import Computed, Question, RunLink
from app.course.questions.codec import encode
from app.course.questions.generators import GENERATORS
from app.course.questions.judging import present
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.variants import concrete
from tests.course.questions.answers import BODIES, canary, link, planted

CATALOGUE = concepts.catalogue()


def question(body: Any) -> Question:
    return Question("seen", "seen", "seen", body, "interactive", 3, (canary(30),), canary(31), link(32), RunLink("seen", {}, None, (0,), 1, "seen"))


def leaks(shown: bytes) -> list[str]:
    """What of the planted can be found in these bytes: the words, and the numbers, which begin with 740."""
    text = shown.decode()
    return [
        word for word in ("canary", "bird", "740", "feedback", "explanation", 'right":', "seed", "hints", "solution", "tolerance") if word in text
    ]


def test_every_kind_has_something_planted_in_it():
    assert set(planted()) == set(BODIES)
    for body in planted().values():
        assert leaks(encode(question(body)))


@pytest.mark.parametrize("kind", BODIES)
def test_nothing_that_tells_of_the_answer_is_shown(kind):
    for seed in range(10):
        variant = concrete(question(planted()[kind]), seed, CATALOGUE)
        assert leaks(msgspec.json.encode(present(variant))) == []


@pytest.mark.parametrize("field", ["title", "prompt", "label"])
def test_the_search_finds_what_is_planted_in_the_shown_on_purpose(field):
    shown = present(question(planted()["numeric"]))
    spoilt = msgspec.structs.replace(shown, **{field: f"seen {canary(1)}"})
    assert leaks(msgspec.json.encode(spoilt)) == ["canary", "bird"]


@pytest.mark.parametrize(("kind", "field"), [("numeric", "unit"), ("table", "corner")])
def test_the_search_finds_what_is_planted_in_what_a_kind_shows(kind, field):
    shown = present(question(planted()[kind]))
    spoilt = msgspec.structs.replace(shown, shown=msgspec.structs.replace(shown.shown, **{field: f"seen {canary(1)}"}))
    assert leaks(msgspec.json.encode(spoilt)) == ["canary", "bird"]


@pytest.mark.parametrize("kind", BODIES)
def test_there_is_no_field_for_an_answer_in_what_is_shown(kind):
    shown = present(question(BODIES[kind]))
    names = {field.name for struct in (shown, shown.shown) for field in msgspec.structs.fields(struct)}
    assert names.isdisjoint({"explanation", "hints", "run", "feedback", "right", "solution", "seed", "body", "tolerance", "reactions"})


@settings(deadline=None, max_examples=60)
@given(order=st.permutations(list("abcde")), seed=st.integers(0, 2**64 - 1))
def test_what_is_shown_is_the_same_whichever_option_is_right(order, seed):
    def shown(right):
        body = Single(tuple(Option(key, key, key == right, "" if key == right else "No.") for key in order))
        return msgspec.json.encode(present(concrete(question(body), seed, CATALOGUE)))

    assert len({shown(right) for right in order}) == 1


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**64 - 1))
def test_shown_fields_of_a_table_are_the_same_whatever_is_right(seed):
    def shown(right):
        body = FillIn("c", ("a",), ("r",), (("f",),), {"f": Blank("f", right, ("x", "y"), {})})
        return msgspec.json.encode(present(concrete(question(body), seed, CATALOGUE)))

    assert shown("x") == shown("y")


@pytest.mark.parametrize("name", GENERATORS)
def test_a_drawn_question_shows_neither_its_seed_nor_its_explanation(name):
    for seed in (987_654_321_123, 123_456_789_321):
        variant = concrete(Question("q", "T", "", Computed(name)), seed, CATALOGUE)
        shown = msgspec.json.encode(present(variant)).decode()
        assert str(seed) not in shown
        assert f"{seed:x}" not in shown
        assert variant.explanation not in shown
        assert variant.run is not None
        assert ",".join(map(str, variant.run.choices)) not in shown


LESSON = f"""
:::{{quiz}} Seen
:label: one
Seen?
- [x] seen right {{}}
- [ ] seen wrong
  > {canary(1)}
- [?] {canary(2)}
- [!] {canary(3)}
:::

:::{{quiz}} Seen
:label: two
Seen?
- [=] {canary(4)}
- [≠] {canary(5)}
  > {canary(6)}
- [!] {canary(7)}
:::

:::{{predict}} Seen
:label: three
:sim: server-crash
:client: never
:choices: 0,0,2
:answer: result
Seen?
- [≠] DUP
  > {canary(8)}
- [!] {canary(9)}
:::
""".replace("{}", "")


def test_the_html_of_a_lesson_has_nothing_of_its_questions_but_labels_and_titles(head):
    lesson, errors = read(head + LESSON, "a.md", CATALOGUE)
    assert errors == []
    assert lesson is not None
    places = [f'<div data-question="{label}"></div>\n' for label in ("one", "two", "three")]
    places[1] = f'<details class="question-fold"><summary>Seen</summary>\n{places[1]}</details>\n'
    assert lesson.rendered.html == "".join(places)
    assert all(leaks(encode(asked)) for asked in lesson.questions)


def test_a_prediction_shows_no_choice_after_its_pause(head):
    lesson, _ = read(head + LESSON.replace(":choices: 0,0,2", ":choices: 0,0,2\n:pause-at: 1"), "a.md", CATALOGUE)
    assert lesson is not None
    shown = present(concrete(lesson.questions[2], 1, CATALOGUE))
    assert shown.predicts is not None
    assert (shown.predicts.choices, shown.predicts.step) == ((0,), 1)
