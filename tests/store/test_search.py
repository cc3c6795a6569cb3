from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.store.database import writing
from app.store.search import Entry, Found, Hit, Part, replace, search

CRASHES = Entry("lesson", "server-crashes", "", "", "When the server crashes", "A client prints. The reply is lost, and nobody can tell why.")
ORDER = Entry("section", "server-crashes", "the-rule", "When the server crashes", "Orderings", "Print first, or send first. Exactly once is not to b")
DOMINO = Entry("concept", "domino-effect", "", "", "The domino effect", "Processes roll back. A crash of one undoes the others: atomicity is gone.")
QUESTION = Entry("question", "server-crashes", "q-once", "When the server crashes", "Once?", "How often is “naïve” printed on a façade?")
ALL = [CRASHES, ORDER, DOMINO, QUESTION]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine, ALL)
    return engine


def fill(engine: Engine, entries: list[Entry]) -> bool:
    with writing(engine) as session:
        return replace(session, entries)


def titles(hits: Iterable[Hit]) -> list[str]:
    return [hit.title for hit in hits]


def test_a_hit_says_where_it_is_and_shows_its_place_as_plain_text(filled: Engine):
    (hit,) = search(filled, "reply").hits
    assert (hit.kind, hit.target, hit.anchor, hit.context, hit.title) == ("lesson", "server-crashes", "", "", "When the server crashes")
    assert Part("reply", found=True) in hit.excerpt
    assert "".join(part.text for part in hit.excerpt) in CRASHES.body


def test_a_title_weighs_more_than_a_text(filled: Engine):
    assert titles(search(filled, "crashes").hits)[0] == "When the server crashes"
    fill(filled, [Entry("lesson", "b", "", "", "Other", "domino " * 5), DOMINO])
    assert titles(search(filled, "domino").hits) == ["The domino effect", "Other"]


def test_every_word_must_be_there_if_anything_has_them_all(filled: Engine):
    assert titles(search(filled, "print first").hits) == ["Orderings"]


def test_some_words_will_do_if_nothing_has_them_all(filled: Engine):
    assert "The domino effect" in titles(search(filled, "domino unheard-of-word").hits)


@pytest.mark.parametrize(
    ("typed", "title"), [("dom", "The domino effect"), ("atomicit", "The domino effect"), ("orderin", "Orderings"), ("ORDER", "Orderings")]
)
def test_the_beginning_of_a_word_is_enough(filled: Engine, typed: str, title: str):
    assert title in titles(search(filled, typed).hits)


@pytest.mark.parametrize(("typed", "title"), [("crashed", "The domino effect"), ("printing", "Orderings"), ("rolled", "The domino effect")])
def test_other_forms_of_a_word_are_found(filled: Engine, typed: str, title: str):
    assert title in titles(search(filled, typed).hits)


def test_nothing_is_found_where_nothing_is(filled: Engine):
    assert search(filled, "zebra") == Found(())


def test_each_thing_is_found_once(filled: Engine):
    hits = search(filled, "crash").hits
    assert len(hits) == len({(hit.kind, hit.target, hit.anchor) for hit in hits})


def test_only_the_first_are_given(filled: Engine):
    fill(filled, [Entry("lesson", f"l{n}", "", "", "Same", "word") for n in range(50)])
    assert len(search(filled, "word", 7).hits) == 7


STRANGE = [
    '"',
    "'",
    "AND",
    "NOT a",
    "a OR",
    "NEAR(",
    "title:x",
    "*",
    "^a",
    "(",
    "-",
    "+a -b",
    "{a}",
    "😀",
    "😀 crash",
    "%",
    "\\",
    "\0crash",
    "\ud800",
    "",
    " ",
    "&|!<->:*",
]


@pytest.mark.parametrize("typed", [*STRANGE, "x" * 10_000, "crash " * 2_000, "ﷺ" * 300, "́" * 50])
def test_whatever_is_typed_is_only_words(filled: Engine, typed: str):
    assert isinstance(search(filled, typed), Found)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_is_too_strange_to_look_for(filled: Engine, typed: str):
    assert isinstance(search(filled, typed), Found)


def test_an_emoji_does_not_hide_the_words_beside_it(filled: Engine):
    assert "The domino effect" in titles(search(filled, "😀 domino").hits)


def test_text_that_looks_like_marks_is_shown_as_it_is(engine: Engine):
    fill(engine, [Entry("lesson", "a", "", "", "A", "<b>bold</b> \x02 trap \x03 <script>")])
    (hit,) = search(engine, "trap").hits
    assert [part.text for part in hit.excerpt if part.found] == ["trap"]


def test_filling_again_with_the_same_changes_nothing_and_with_something_else_forgets_the_old(filled: Engine):
    assert not fill(filled, ALL)
    assert fill(filled, [DOMINO])
    assert (titles(search(filled, "reply").hits), titles(search(filled, "domino").hits)) == ([], ["The domino effect"])
    assert fill(filled, [])
    assert search(filled, "domino").hits == ()


@pytest.mark.parametrize(
    ("typed", "instead", "title"),
    [
        ("dominoe efect", "domino effect", "The domino effect"),
        ("domnio", "domino", "The domino effect"),
        ("Atomisity", "atomicity", "The domino effect"),
        ("ordreings", "orderings", "Orderings"),
        ("atmoi", "atomi", "The domino effect"),
        ("print frist", "print first", "Orderings"),
    ],
)
def test_a_word_that_is_spelt_wrong_is_found_and_that_is_said(filled: Engine, typed: str, instead: str, title: str):
    found = search(filled, typed)
    assert (found.instead, titles(found.hits)) == (instead, [title])


@pytest.mark.parametrize("typed", ["zebra", "zzzz", "xrp", "domino"])
def test_nothing_is_guessed_for_a_word_that_is_like_none_short_or_right(filled: Engine, typed: str):
    assert search(filled, typed).instead == ""


def test_what_explains_comes_before_what_asks(engine: Engine):
    question = Entry("question", "l", "q", "L", "Crash", "crash crash")
    mentions = Entry("term", "loyal", "", "", "loyal", "A crash is no lie.")
    section = Entry("section", "l", "s", "L", "Of crashes", "A crash.")
    term = Entry("term", "crash", "", "", "crash, halt", "A process stops. A crash is silent.")
    fill(engine, [question, mentions, section, term])
    assert titles(search(engine, "crash").hits) == ["crash, halt", "Of crashes", "loyal", "Crash"]
