"""Answers: taken once, judged against what was asked, kept before they are acknowledged. Each function opens and closes its own session.

Nothing returns before its transaction is committed, so whoever has a return value may say so to the browser.
"""

from app.course.answering.errors import ClosedError, MissingError, StaleError
from app.course.answering.own_data import csv_rows, export, forget
from app.course.answering.service import finish, retry, save_draft, submit
from app.course.answering.standing import questions_of, results, state
from app.course.answering.states import Finished, QuestionState, Reply, Result, Submitted

__all__ = [
    "ClosedError",
    "Finished",
    "MissingError",
    "QuestionState",
    "Reply",
    "Result",
    "StaleError",
    "Submitted",
    "csv_rows",
    "export",
    "finish",
    "forget",
    "questions_of",
    "results",
    "retry",
    "save_draft",
    "state",
    "submit",
]
