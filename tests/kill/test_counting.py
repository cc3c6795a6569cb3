"""What the kills are counted by notices each kind of damage."""

import threading

from tests.kill.course import agrees
from tests.kill.killing import UNHARMED, Kept, count_up
from tests.kill.load import Client

SAID, OTHER = Kept("1", "said"), Kept("1", "other")
PART = '200 <input name="answer" value="7" required> <span class="q-tries">{left}</span>'


def client(*replies: str | None) -> Client:
    """Somebody who sent one answer until all of this was said."""
    said = iter(replies)
    one = Client("somebody", lambda _key: next(said), threading.Event(), key="key")
    for _ in replies:
        one.once()
    return one


def damage(one: Client, rows: list[tuple[str, Kept]]) -> tuple[set[str], int, set[str]]:
    return count_up([one], set(), rows, lambda kept, said: kept.reply == said).damage


def test_an_answer_that_is_there_once_is_no_damage():
    one = client(None, "said", "said")
    assert damage(one, [("key", SAID)]) == UNHARMED
    assert one.sent_again == 1


def test_an_answer_that_is_gone_is_lost():
    assert damage(client("said"), []) == ({"key"}, 0, set())


def test_a_row_too_many_is_a_double():
    assert damage(client("said"), [("key", SAID), ("another", SAID)]) == (set(), 1, set())


def test_a_reply_that_is_not_the_kept_one_is_wrong():
    assert damage(client("said"), [("key", OTHER)]) == (set(), 0, {"key"})


def test_two_replies_to_one_key_are_wrong():
    assert damage(client("said", "other"), [("key", SAID)]) == (set(), 0, {"key"})


def test_a_part_of_a_page_agrees_with_the_answer_and_the_tries_that_are_kept():
    said = PART.format(left="8 tries left")
    assert agrees(Kept('"7"', '{"tries_left": 8}'), said)
    assert agrees(Kept('"7"', '{"tries_left": 1}'), PART.format(left="1 try left"))
    assert not agrees(Kept('"7"', '{"tries_left": 7}'), said)
    assert not agrees(Kept('"6"', '{"tries_left": 8}'), said)
    assert not agrees(Kept('"7"', '{"tries_left": 8}'), said.replace("200", "409", 1))
