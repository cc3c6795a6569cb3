import pytest

from app.course.model.questions import Computed, Question, RunLink
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.kinds.typed import Numeric
from app.course.questions.runs import Goal
from app.course.reading_time import WORDS, minutes

LINK = RunLink("server-crash", {}, None, (), 0, "A run")


def question(body=None, **more) -> Question:
    return Question(label="q", title="", prompt="", body=body or Numeric(1.0), **more)


def challenge() -> Question:
    return question(Challenge("server-crash", {}, None, Goal(), "", 1, 1, ()))


@pytest.mark.parametrize(
    ("words", "players", "questions", "expected"),
    [
        (0, 0, (), 5),
        (10 * WORDS, 0, (), 10),
        (10 * WORDS, 4, (), 15),
        (10 * WORDS, 0, (question(),) * 8, 20),
        (10 * WORDS, 0, (question(predicts=LINK),) * 8, 20),
        (10 * WORDS, 0, (question(Computed("crash-row")),) * 5, 20),
        (10 * WORDS, 0, (challenge(),) * 5, 30),
    ],
)
def test_reading_and_each_thing_to_do_take_their_time(words, players, questions, expected):
    assert minutes(f"<p>{'word ' * words}</p>", players, questions) == expected


def test_what_a_simulation_shows_is_not_read_as_text():
    assert minutes(f"<sim-player>{'word ' * 5000}</sim-player>", 0, ()) == 5
