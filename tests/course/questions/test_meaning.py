"""Random harmless edits keep what a question means; every edit that can change its answer changes it."""

import random
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from app.course.model.questions import Computed, Question, RunLink
from app.course.questions.kinds.choice import Multiple, Option, Single
from app.course.questions.kinds.matching import Matching
from app.course.questions.kinds.ordering import Ordering
from app.course.questions.kinds.parts import Item, Reaction
from app.course.questions.kinds.typed import Numeric, ShortText
from app.course.questions.meaning import changes, meaning_of
from app.course.questions.meaning_text import meaning_text as plain

OPTIONS = (
    Option("a", "It’s sent once, then lost.", True),
    Option("b", "It is sent <em>twice</em>", False, "No."),
    Option("c", "n - 1 times", False, "No."),
)
RUN = RunLink("server-crash", {"client": "never"}, None, (0, 1), 1, "The run")
ASKED = Question("q-sent", "Sent", "<p>How often is the message sent, if a crash follows?</p>", Single(OPTIONS), predicts=RUN)

HARMLESS: dict[str, Callable[[str], str]] = {
    "a comma less": lambda text: text.replace(", ", " ", 1),
    "a blank more": lambda text: text.replace(" ", "  \n", 1),
    "capitals": str.swapcase,
    "quotes": lambda text: text.replace("’", "'"),
    "a full stop": lambda text: f"{text.rstrip('.')}.",
    "emphasis": lambda text: text.replace("<em>", "<strong>").replace("</em>", "</strong>"),
}
WORDS = ("never", "2", "−", "<code>x</code>", "<", "n!")


def edit(question: Question, change: Callable[[str], str], place: int) -> Question:
    """The question with its prompt (place 3) or one of its options changed."""
    assert isinstance(question.body, Single)
    if place == len(question.body.options):
        body_text = question.prompt.removeprefix("<p>").removesuffix("</p>")
        return replace(question, prompt=f"<p>{change(body_text)}</p>")
    options = list(question.body.options)
    text = change(options[place].text) if "<em>" not in options[place].text or change is not str.swapcase else options[place].text
    options[place] = replace(options[place], key=f"new{place}", text=text)
    return replace(question, body=Single(tuple(options)))


@pytest.mark.parametrize("seed", range(20))
def test_harmless_edits_one_upon_the_other_keep_the_meaning(seed: int) -> None:
    chance, question = random.Random(seed), ASKED
    for _ in range(8):
        question = edit(question, HARMLESS[chance.choice(sorted(HARMLESS))], chance.randrange(4))
    assert (meaning_of(question), changes(ASKED, question)) == (meaning_of(ASKED), [])


@pytest.mark.parametrize("seed", range(20))
def test_a_word_more_or_less_anywhere_changes_the_meaning(seed: int) -> None:
    chance = random.Random(seed)
    word, place = chance.choice(WORDS), chance.randrange(4)
    more = edit(ASKED, lambda text: f"{text} {word}", place)
    less = edit(ASKED, lambda text: text.split(" ", 1)[1], place)
    assert len({meaning_of(question) for question in (ASKED, more, less)}) == 3


def test_what_is_said_after_an_answer_is_no_part_of_the_meaning() -> None:
    said = replace(
        ASKED,
        title="Sending",
        hints=("Think.",),
        explanation="So.",
        run=RUN,
        tries=3,
        body=Single((OPTIONS[0], replace(OPTIONS[1], feedback="Why?"), OPTIONS[2])),
    )
    assert meaning_of(said) == meaning_of(ASKED)
    assert meaning_of(replace(ASKED, body=Single(OPTIONS[::-1]))) == meaning_of(ASKED)


@pytest.mark.parametrize(
    ("other", "parts"),
    [
        (replace(ASKED, body=Single((replace(OPTIONS[0], right=False), replace(OPTIONS[1], right=True), OPTIONS[2]))), ["right answer"]),
        (replace(ASKED, body=Multiple(OPTIONS)), ["kind"]),
        (replace(ASKED, body=Single(OPTIONS[:2])), ["options"]),
        (replace(ASKED, predicts=replace(RUN, revision=2)), ["run"]),
        (replace(ASKED, predicts=replace(RUN, choices=(0, 2))), ["run"]),
        (replace(ASKED, behaviour="deferred"), ["behaviour"]),
    ],
)
def test_what_changes_the_answer_is_named(other: Question, parts: list[str]) -> None:
    assert meaning_of(other) != meaning_of(ASKED)
    assert changes(ASKED, other) == parts


@pytest.mark.parametrize(
    ("before", "same", "other"),
    [
        (Numeric(2.0, 0.5, "ms"), Numeric(2, 0.5, "MS", (Reaction("3", "No."),)), Numeric(2.0, 0.1, "ms")),
        (ShortText(("at most once", "once")), ShortText(("Once", "At  most once")), ShortText(("at most once",))),
        (
            Ordering((Item("a", "Vote"), Item("b", "Decide"))),
            Ordering((Item("x", "vote."), Item("b", "Decide"))),
            Ordering((Item("b", "Decide"), Item("a", "Vote"))),
        ),
        (
            Matching((Item("a", "A"), Item("b", "B")), (Item("1", "one"), Item("2", "two")), {"a": "1", "b": "2"}),
            Matching((Item("b", "B"), Item("a", "a")), (Item("2", "two"), Item("1", "One")), {"b": "2", "a": "1"}),
            Matching((Item("a", "A"), Item("b", "B")), (Item("1", "one"), Item("2", "two")), {"a": "2", "b": "1"}),
        ),
        (Computed("g", {"a": "b"}), Computed("g", {"a": "b"}, 1, 1), Computed("g", {"a": "b"}, 2)),
        (Computed("g", {"a": "b"}), Computed("g", {"a": "b"}, 1), Computed("g", {"a": "b"}, 1, 2)),
    ],
)
def test_each_kind_says_what_it_means(before: object, same: object, other: object) -> None:
    meanings = [meaning_of(replace(ASKED, body=body)) for body in (before, same, other)]
    assert (meanings[0] == meanings[1], meanings[0] == meanings[2]) == (True, False)


def test_the_author_may_say_that_it_still_asks_the_same() -> None:
    other = replace(ASKED, prompt="How many times?")
    excused = replace(other, same_as=f"{meaning_of(ASKED)}={meaning_of(other)}")
    assert meaning_of(excused) == meaning_of(ASKED)
    assert meaning_of(replace(excused, prompt="How seldom?")) not in (meaning_of(ASKED), meaning_of(other))


def test_signs_that_mean_something_stay() -> None:
    pairs = [("1.5", "15"), ("-1", "1"), ("n!", "n"), ("a &lt; b", "a b"), ("P → Q", "Q → P"), ("x<sup>2</sup>", "x2")]
    pairs += [("<code>Ack,</code>", "<code>ack</code>"), ("f(a, b)", "f(b, a)"), ("3 - 1", "3 1"), ("3 − 1", "3 1")]
    assert [pair for pair in pairs if plain(pair[0]) == plain(pair[1])] == []
