"""The lessons are complete: questions of all kinds, sources, predictions that nothing gives away, challenges that need a move."""

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest

from app import concepts
from app.course.lesson import ParsedLesson, files_in, read
from app.course.model.questions import Computed, Question
from app.course.questions.kinds.challenge import Challenge
from app.course.questions.kinds.choice import Multiple, Single
from app.course.questions.runs import first_reached
from app.course.run_query import first_choices
from app.kernel.runs import Run, play
from app.settings import Settings

FILES = files_in(Settings().lessons_dir)
QUESTIONS = {"failure": (11, 2), "rpc-failures": (12, 2), "server-crashes": (12, 2), "byzantine-agreement": (13, 2), "domino-effect": (12, 2)}
"""How many questions each lesson has, in reading order, and how many of them are computed."""


@cache
def lessons() -> dict[str, ParsedLesson]:
    """The lessons by their ids, in reading order."""
    found = [read(path.read_text(), name, concepts.catalogue()) for name, path in FILES.items()]
    assert [errors for _, errors in found if errors] == []
    good = [lesson for lesson, _ in found if lesson]
    return {lesson.front.id: lesson for lesson in sorted(good, key=lambda lesson: lesson.front.order)}


def questions() -> list[tuple[str, Question]]:
    return [(lesson.front.id, question) for lesson in lessons().values() for question in lesson.questions]


# what a lesson is made of


def test_the_lessons_stand_in_their_reading_order_with_their_questions():
    """Of the lessons that are pinned here; another one needs no change of this test."""
    assert {name: (len(lessons()[name].questions), computed(lessons()[name])) for name in QUESTIONS} == QUESTIONS
    assert [name for name in lessons() if name in QUESTIONS] == list(QUESTIONS)


def computed(lesson: ParsedLesson) -> int:
    return sum(isinstance(question.body, Computed) for question in lesson.questions)


def prose(source: str) -> str:
    """The text between the directives, without its head, footnotes and tables."""
    text = re.sub(r"^:::\{.*?^:::$", "", source.split("---", 2)[2], flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line for line in text.split("\n") if not line.startswith(("[^", "|", "#")))


def lesson_in(file: str) -> ParsedLesson:
    return next(lesson for lesson in lessons().values() if lesson.file == file)


@pytest.mark.parametrize("file", FILES)
def test_a_lesson_is_short_predicts_plays_and_ends_with_something_to_remember(file):
    lesson = lesson_in(file)
    assert 400 <= len(prose(lesson.source).split()) <= 1_000
    assert any(question.predicts for question in lesson.questions)
    assert lesson.players >= 1 or any(isinstance(question.body, Challenge) for question in lesson.questions)
    assert [heading.text for heading in lesson.rendered.contents][-2:] == ["In short", "Questions"]
    assert lesson.front.summary


@pytest.mark.parametrize("file", FILES)
def test_a_lesson_names_its_sources_with_their_years(file):
    notes = re.findall(r"^\[\^\w+\]: (.*)$", lesson_in(file).source, flags=re.MULTILINE)
    assert notes
    assert [note for note in notes if not re.search(r"\b(19|20)\d\d\b", note)] == []


def test_all_kinds_of_questions_and_all_behaviours_are_there():
    kinds = {type(question.body).__name__ for _, question in questions()}
    assert kinds == {"Single", "Multiple", "Numeric", "ShortText", "Ordering", "Matching", "FillIn", "Challenge", "Computed"}
    assert {question.behaviour for _, question in questions()} == {"immediate", "interactive", "deferred"}


def test_every_wrong_option_says_what_is_wrong_with_it_and_every_question_explains_itself():
    bodies = [question.body for _, question in questions()]
    options = [option for body in bodies if isinstance(body, Single | Multiple) for option in body.options]
    assert [option.text for option in options if not option.right and not option.feedback] == []
    explained = (question for _, question in questions() if not isinstance(question.body, Computed | Challenge))
    assert [question.label for question in explained if not question.explanation] == []


def test_where_there_are_several_tries_there_are_hints():
    several = [question for _, question in questions() if question.tries > 1]
    assert several
    assert [question.label for question in several if not question.hints] == []


def test_a_prediction_is_asked_before_the_end_of_its_run_and_no_scenario_tells_it():
    predictions = [question.predicts for _, question in questions() if question.predicts]
    assert len(predictions) >= 10
    for link in predictions:
        run = play(concepts.find(link.concept).model(link.parameters, link.scenario), link.choices)
        assert link.scenario is None
        assert link.step is not None
        assert link.step < len(run.choices)


class PlayerReader(HTMLParser):
    """The runs that the players of a page begin with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "sim-player":
            given = dict(attrs)
            model = concepts.find(given["concept"] or "").model(json.loads(given.get("parameters") or "{}"), given.get("scenario"))
            self.runs.append(play(model, first_choices(model, given.get("scenario"), None)))


def events(run: Run) -> tuple[str, ...]:
    return (run.model.concept.slug, *(str(step.event) for step in run.steps))


def shown_too_early(html: str, asked: list[Question]) -> list[str]:
    """The predictions whose run a player of the page shows to its end."""
    shown = {events(run) for run in PlayerReader(html).runs}
    links = [(question.label, question.run) for question in asked if question.predicts and question.run]
    return [label for label, link in links if events(play(concepts.find(link.concept).model(link.parameters), link.choices)) in shown]


@pytest.mark.parametrize("file", FILES)
def test_no_player_of_a_lesson_shows_the_run_that_a_prediction_asks_about(file):
    lesson = lesson_in(file)
    assert shown_too_early(lesson.rendered.html, list(lesson.questions)) == []


def test_a_player_that_shows_it_is_noticed():
    planted = """<sim-player concept="domino-effect" parameters='{"crash": "P2"}'></sim-player>"""
    assert shown_too_early(planted, list(lessons()["domino-effect"].questions)) == ["cascade"]


def test_no_challenge_is_won_by_doing_nothing_and_all_can_be_won():
    challenges = [question.body for _, question in questions() if isinstance(question.body, Challenge)]
    assert len(challenges) >= 5
    for body in challenges:
        model = concepts.find(body.concept).model(body.parameters, body.scenario)
        reached = [first_reached(body.goal, play(model, choices)) is not None for choices in ((), body.best)]
        assert reached == [False, True]
