"""A run of another revision of its concept is replayed where that can be, and said to be what it is; it is never shown as if nothing had changed."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import pytest
from msgspec.structs import replace

from app import concepts
from app.course.lesson import read
from app.course.links import wrong_run
from app.course.player_html import player
from app.course.questions.judging import judge
from app.course.run_address import address
from app.course.run_query import asked_for
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept
from tests.course.questions.answers import CHALLENGE, asked

MOVED = replace(concepts.find("server-crash"), revision=2)
CATALOGUE: Mapping[str, Concept] = {**concepts.catalogue(), "server-crash": MOVED}
SAYS = "This run was made with revision 1 of “Server crash”, which is at revision 2 now"


def shown(query: str) -> str:
    return str(player(asked_for(MOVED, parse_qsl(query, keep_blank_values=True))))


def test_an_address_with_choices_says_the_revision_that_they_were_made_with() -> None:
    assert address("server-crash", {}, None, (0, 1), 2, revision=2) == "/play/server-crash?choices=0,1&step=2&revision=2"
    assert address("server-crash", {"client": "never"}, revision=2) == "/play/server-crash?client=never"


@pytest.mark.parametrize("query", ["", "choices=0,0,2", "choices=0,0,2&revision=2"])
def test_a_run_of_this_revision_or_of_an_old_link_is_shown_without_a_word(query: str) -> None:
    assert "revision 1" not in shown(query)


def test_a_run_of_another_revision_is_replayed_and_says_so() -> None:
    html = shown("choices=0,0,2&revision=1")
    assert f'<p class="sim-notice" role="note">{SAYS}. The same choices are played here, but they may mean something else.</p>' in html
    assert 'revision="1"' in html
    assert "The server crashes" in html


def test_a_run_of_another_revision_that_cannot_be_replayed_is_refused_with_the_reason() -> None:
    with pytest.raises(UsageError, match=f"{SAYS}, and it can no longer be played: choice 9 at step 1 is not enabled") as refused:
        shown("choices=0,9&revision=1")
    assert refused.value.field == "revision"
    with pytest.raises(UsageError, match=f"{SAYS}, and it can no longer be played: unknown parameter “printers”"):
        shown("printers=2&choices=0&revision=1")


def test_a_run_of_this_revision_that_cannot_be_played_is_refused_as_ever() -> None:
    with pytest.raises(UsageError, match=r"^choice 9 at step 1 is not enabled") as refused:
        shown("choices=0,9&revision=2")
    assert refused.value.field != "revision"


@pytest.mark.parametrize("text", ["0", "-1", "x", "", "1.5", "9999999"])
def test_a_revision_is_a_whole_number_from_1(text: str) -> None:
    with pytest.raises(UsageError, match="revision: allowed is a whole number from 1"):
        shown(f"choices=0&revision={text}")


def test_no_concept_has_a_parameter_by_a_name_that_addresses_use() -> None:
    reserved = {"scenario", "choices", "step", "revision", "lead"}
    assert {slug: names for slug, concept in concepts.catalogue().items() if (names := reserved & {p.name for p in concept.parameters})} == {}


SIM = ":::{sim} server-crash\n:run: 0,0,2\n:revision: %s\n:alt: A crash.\n:::\n"
PREDICT = """:::{predict} P
:label: p
:sim: server-crash
:client: never
:run: 0,0,2
:revision: %s
:answer: result
What lies in the tray?
- [!] So.
:::
"""


@pytest.mark.parametrize("directive", [SIM, PREDICT.replace(":run:", ":choices:")])
def test_an_author_is_told_of_a_run_that_was_written_for_another_revision(head: str, directive: str) -> None:
    assert read(head + directive % 2, "a.md", CATALOGUE)[1] == []
    [error] = read(head + directive % 1, "a.md", CATALOGUE)[1]
    assert error.message == f"{SAYS}. See whether it still shows what is meant, and write “:revision: 2”."
    [error] = read(head + directive % "two", "a.md", CATALOGUE)[1]
    assert error.message == "“revision” is “two”; it must be a whole number from 1."


def test_an_author_is_told_of_a_link_to_a_run_of_another_revision() -> None:
    assert wrong_run("/play/server-crash?choices=0,0,2&revision=2", CATALOGUE) == ""
    assert "leads to a run that may have changed. This run was made with revision 1" in wrong_run(
        "/play/server-crash?choices=0,0,2&revision=1", CATALOGUE
    )
    assert "leads to no run: This run was made with revision 1" in wrong_run("/play/server-crash?choices=9&revision=1", CATALOGUE)


def test_the_runs_of_a_lesson_are_of_the_revision_that_it_was_read_with(head: str) -> None:
    lesson, _ = read(head + PREDICT.replace(":run:", ":choices:") % 2, "a.md", CATALOGUE)
    assert lesson is not None
    [question] = lesson.questions
    assert question.run is not None
    assert question.predicts is not None
    assert (question.run.revision, question.predicts.revision) == (2, 2)


def test_a_challenge_of_another_revision_is_not_judged_but_explained() -> None:
    question = asked(CHALLENGE)
    assert judge(question, [0, 0, 1], concepts.catalogue()).right
    with pytest.raises(UsageError, match="set with revision 1 of “Server crash”, which is at revision 2 now, so a run cannot be judged any more"):
        judge(question, [0, 0, 1], CATALOGUE)
    now = asked(replace(CHALLENGE, revision=2))
    run = judge(now, [0, 0, 1], CATALOGUE).remarks[0].run
    assert run is not None
    assert run.revision == 2
