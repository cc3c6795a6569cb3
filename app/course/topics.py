"""What a question is about: the section of its lesson that explains it, so that whoever missed it knows what to read again.

That is the section (``##``) in which it stands, unless its author names another one. Behind the summary stand the questions about the whole lesson:
what explains those that name nothing is the summary.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from app.course.model.questions import Question
from app.course.summary import SUMMARY

PLACES = re.compile(r'<(?:h2 id="(?P<heading>[^"]+)"|[a-z]+ data-question="(?P<question>[^"]+)")')


class Topic(msgspec.Struct, frozen=True):
    """A section of a lesson: its anchor and its title; both are empty for what stands before the first one."""

    anchor: str
    title: str


def topics(html: str, contents: Sequence[Mapping[str, Any]], questions: Iterable[Question]) -> dict[str, Topic]:
    """By label, what each question of a lesson is about. ``contents`` are the headings of the lesson."""
    titles = {str(heading["id"]): str(heading["text"]) for heading in contents}
    stands, here = dict[str, str](), ""
    for found in PLACES.finditer(html):
        if found["question"]:
            stands[found["question"]] = here
        elif here != SUMMARY:
            here = found["heading"]
    anchors = {question.label: question.topic if question.topic in titles else stands.get(question.label, "") for question in questions}
    return {label: Topic(anchor, titles.get(anchor, "")) for label, anchor in anchors.items()}
