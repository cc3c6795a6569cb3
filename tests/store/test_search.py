import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.store.database import writing
from app.store.search import Entry, Hit, Part, replace, search

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


def titles(hits: list[Hit]) -> list[str]:
    return [hit.title for hit in hits]


def test_a_hit_says_where_it_is_and_shows_its_place_as_plain_text(filled: Engine):
    (hit,) = search(filled, "reply")
    assert (hit.kind, hit.target, hit.anchor, hit.context, hit.title) == ("lesson", "server-crashes", "", "", "When the server crashes")
    assert Part("reply", found=True) in hit.excerpt
    assert "".join(part.text for part in hit.excerpt) in CRASHES.body


def test_a_title_weighs_more_than_a_text(filled: Engine):
    assert titles(search(filled, "crashes"))[0] == "When the server crashes"
    fill(filled, [Entry("lesson", "b", "", "", "Other", "domino " * 5), DOMINO])
    assert titles(search(filled, "domino")) == ["The domino effect", "Other"]


def test_every_word_must_be_there_if_anything_has_them_all(filled: Engine):
    assert titles(search(filled, "print first")) == ["Orderings"]


def test_some_words_will_do_if_nothing_has_them_all(filled: Engine):
    assert "The domino effect" in titles(search(filled, "domino unheard-of-word"))


@pytest.mark.parametrize(
    ("typed", "title"), [("dom", "The domino effect"), ("atomicit", "The domino effect"), ("orderin", "Orderings"), ("ORDER", "Orderings")]
)
def test_the_beginning_of_a_word_is_enough(filled: Engine, typed: str, title: str):
    assert title in titles(search(filled, typed))


@pytest.mark.parametrize(("typed", "title"), [("crashed", "The domino effect"), ("printing", "Orderings"), ("rolled", "The domino effect")])
def test_other_forms_of_a_word_are_found(filled: Engine, typed: str, title: str):
    assert title in titles(search(filled, typed))


def test_nothing_is_found_where_nothing_is(filled: Engine):
    assert search(filled, "zebra") == []


def test_each_thing_is_found_once(filled: Engine):
    hits = search(filled, "crash")
    assert len(hits) == len({(hit.kind, hit.target, hit.anchor) for hit in hits})


def test_only_the_first_are_given(filled: Engine):
    fill(filled, [Entry("lesson", f"l{n}", "", "", "Same", "word") for n in range(50)])
    assert len(search(filled, "word", 7)) == 7


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
    assert isinstance(search(filled, typed), list)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_is_too_strange_to_look_for(filled: Engine, typed: str):
    assert isinstance(search(filled, typed), list)


def test_an_emoji_does_not_hide_the_words_beside_it(filled: Engine):
    assert "The domino effect" in titles(search(filled, "😀 domino"))


def test_text_that_looks_like_marks_is_shown_as_it_is(engine: Engine):
    fill(engine, [Entry("lesson", "a", "", "", "A", "<b>bold</b> \x02 trap \x03 <script>")])
    (hit,) = search(engine, "trap")
    assert [part.text for part in hit.excerpt if part.found] == ["trap"]


def test_filling_again_with_the_same_changes_nothing_and_with_something_else_forgets_the_old(filled: Engine):
    assert not fill(filled, ALL)
    assert fill(filled, [DOMINO])
    assert (titles(search(filled, "reply")), titles(search(filled, "domino"))) == ([], ["The domino effect"])
    assert fill(filled, [])
    assert search(filled, "domino") == []
