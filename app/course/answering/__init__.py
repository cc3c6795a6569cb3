"""Answers: taken once, judged against what was asked, kept before they are acknowledged. Each function opens and closes its own sessions.

Nothing returns before its transaction is committed, so whoever has a return value may say so to the browser. An answer takes two transactions, one
that reads what was asked and one that writes, with the judging between them; showing the lesson afterwards takes a third.
"""

from app.course.answering.errors import ClosedError, MissingError, RedrawnError, StaleError, UnchangedError
from app.course.answering.finishing import finish, retry, retry_missed
from app.course.answering.giving_up import give_up
from app.course.answering.own_data import csv_rows, export, forget
from app.course.answering.practice import another
from app.course.answering.service import OpenQuestion, Service, open_question
from app.course.answering.standing import lesson_state, results
from app.course.answering.states import Finished, LessonState, QuestionState, Reply, Result, Submitted
from app.course.answering.submitting import save_draft, submit
from app.course.answering.variant import counted_of, is_practice, practice_of

__all__ = [
    "ClosedError",
    "Finished",
    "LessonState",
    "MissingError",
    "OpenQuestion",
    "QuestionState",
    "RedrawnError",
    "Reply",
    "Result",
    "Service",
    "StaleError",
    "Submitted",
    "UnchangedError",
    "another",
    "counted_of",
    "csv_rows",
    "export",
    "finish",
    "forget",
    "give_up",
    "is_practice",
    "lesson_state",
    "open_question",
    "practice_of",
    "results",
    "retry",
    "retry_missed",
    "save_draft",
    "submit",
]
