"""``faultline serve`` itself is killed while visitors answer through its pages. What holds of the service holds of the whole way to it.

It takes a second to start, so it is killed a few times only.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from tests.e2e.server import SERVE
from tests.kill.course import Visitor, agrees, served
from tests.kill.killing import CLIENTS, UNHARMED, Toll, kill_under_load

KILLS = 10


def planted(fault: str) -> Sequence[str]:
    return ("-m", "tests.kill.planted", fault, "serve")


def kill(engine: Engine, url: str, folder: Path, kills: int, command: Sequence[str] = SERVE) -> Toll:
    with served(folder, url, command) as course:
        return kill_under_load(engine, course, [Visitor(course) for _ in range(CLIENTS)], kills, within=0.1, agrees=agrees)


def test_no_kill_of_the_course_loses_or_doubles_an_answer(engine: Engine, url: str, tmp_path: Path):
    toll = kill(engine, url, tmp_path, KILLS)
    assert toll.damage == UNHARMED
    assert toll.acknowledged > KILLS / 2
    assert toll.sent_again > KILLS / 4


def test_a_course_that_replies_before_it_has_committed_is_caught(engine: Engine, url: str, tmp_path: Path):
    assert kill(engine, url, tmp_path, 3, planted("reply-first")).lost


def test_a_course_that_forgets_keys_is_caught(engine: Engine, url: str, tmp_path: Path):
    assert kill(engine, url, tmp_path, 1, planted("forget-keys")).doubled
