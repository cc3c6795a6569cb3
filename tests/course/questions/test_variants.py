import msgspec
import pytest

from app import concepts
from app.course.model.questions import Computed
from app.course.questions.codec import decode, encode, version_of
from app.course.questions.judging import judge, present
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.typed import Numeric
from app.course.questions.variants import concrete, seed_of
from tests.course.questions.answers import BODIES, MATCHING, ORDERING, SINGLE, asked, right_answer

CATALOGUE = concepts.catalogue()
SECRET = b"x" * 32


@pytest.mark.parametrize("name", BODIES)
def test_a_question_survives_being_stored(name):
    question = asked(BODIES[name])
    assert decode(encode(question)) == question


def test_the_version_is_another_one_for_any_change():
    question = asked(SINGLE)
    changed = [
        msgspec.structs.replace(question, prompt="<p>Who?</p>"),
        msgspec.structs.replace(question, explanation=""),
        msgspec.structs.replace(question, body=Single((Option("a", "2", True), *SINGLE.options[1:]))),
        msgspec.structs.replace(question, tries=2),
    ]
    assert len({version_of(each) for each in (question, *changed)}) == 5


def test_a_field_at_its_default_is_no_part_of_the_version():
    assert b"reactions" not in encode(asked(Numeric(1.0)))
    assert version_of(asked(Numeric(1.0))) == version_of(asked(Numeric(1.0, reactions=())))


def test_the_order_of_a_dictionary_makes_no_other_version():
    first = asked(MATCHING)
    turned = msgspec.structs.replace(first, body=msgspec.structs.replace(MATCHING, pairs=dict(reversed(MATCHING.pairs.items()))))
    assert version_of(first) == version_of(turned)


def test_a_seed_is_another_one_for_any_part_of_its_name():
    names = [(SECRET, "q", "v", "p", 1), (b"y" * 32, "q", "v", "p", 1), (SECRET, "r", "v", "p", 1), (SECRET, "q", "w", "p", 1)]
    names += [(SECRET, "q", "v", "o", 1), (SECRET, "q", "v", "p", 2), (SECRET, "qv", "", "p", 1), (SECRET, "", "qv", "p", 1)]
    assert len({seed_of(*name) for name in names}) == len(names)
    assert seed_of(*names[0]) == seed_of(*names[0])
    assert 0 <= seed_of(*names[0]) < 2**64


@pytest.mark.parametrize("name", BODIES)
def test_a_seed_always_gives_the_same_question_and_its_right_answer_stays_right(name):
    for seed in range(20):
        shown = concrete(asked(BODIES[name]), seed, CATALOGUE)
        assert encode(shown) == encode(concrete(asked(BODIES[name]), seed, CATALOGUE))
        assert judge(shown, right_answer(shown.body), CATALOGUE).score == 1


def test_options_come_in_every_order():
    orders = {tuple(option.key for option in present(concrete(asked(SINGLE), seed, CATALOGUE)).shown.options) for seed in range(60)}
    assert len(orders) == 6


def test_what_is_to_be_ordered_comes_in_every_order_and_its_keys_tell_nothing():
    seen = {tuple(option.text for option in present(concrete(asked(ORDERING), seed, CATALOGUE)).shown.options) for seed in range(400)}
    assert len(seen) == 24
    keys = {tuple(option.key for option in present(concrete(asked(ORDERING), seed, CATALOGUE)).shown.options) for seed in range(40)}
    assert keys == {("i1", "i2", "i3", "i4")}


def test_numbers_keep_their_order():
    body = Single((Option("a", "10", False, "No."), Option("b", "9", True), Option("c", "2", False, "No.")))
    assert [option.text for option in concrete(asked(body), 3, CATALOGUE).body.options] == ["2", "9", "10"]


def test_a_drawn_question_keeps_what_its_author_wrote():
    question = msgspec.structs.replace(asked(Computed("crash-result")), hints=("Look at P.",), tries=2)
    shown = concrete(question, 7, CATALOGUE)
    assert shown.prompt.startswith("<p>Why?</p>")
    assert shown.explanation.endswith("<p>Because.</p>")
    assert (shown.hints, shown.tries, shown.label) == (("Look at P.",), 2, "q")
