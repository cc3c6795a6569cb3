"""How long a lesson takes: its words, and what is done in it. An estimate that errs on the long side, in steps of five minutes."""

import math

from app.course.model.questions import Computed, Question
from app.course.questions.kinds import kind_of
from app.course.searchable import plain

WORDS = 130
"""Words a minute, for people who read in a second language and think about it."""
SIMULATION, PREDICTION, DRAWN = 1.5, 1.5, 2.0
"""Minutes for each; every kind of question has its own besides."""
STEP = 5


def minutes(html: str, players: int, questions: tuple[Question, ...]) -> int:
    """The minutes that a lesson takes; at least one step."""
    reading = len(plain(html).split()) / WORDS
    asked = sum(map(_minutes, questions))
    return max(STEP, STEP * math.ceil((reading + players * SIMULATION + asked) / STEP - 0.5))


def _minutes(question: Question) -> float:
    if isinstance(question.body, Computed):
        return DRAWN
    return PREDICTION if question.predicts else kind_of(question.body).minutes
