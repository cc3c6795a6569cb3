"""Three lines at the end of a lesson, and what an author is advised of."""

import re

import pytest

from app.course.advice import LONG, advice

LINES = "- One\n- Two\n- Three\n"
SUMMARY = "## In short\n\n" + LINES


def said(lesson) -> list[str]:
    return [error.message for error in advice(lesson)]


def test_the_summary_stands_in_a_frame_of_its_own(load, head):
    html = load(head + "## A rule\n\nText.\n\n" + SUMMARY + "\n## Questions\n\nText.[^1]\n\n[^1]: A note.\n").rendered.html
    before, _, rest = html.partition('<div class="in-short">')
    inside, _, after = rest.partition("</div>")
    assert "A rule" in before
    assert inside.count("<li>") == 3
    assert "Questions" not in inside
    assert "Questions" in after


def test_a_summary_may_end_the_lesson(load, head):
    assert load(head + SUMMARY).rendered.html.rstrip().endswith("</div>")
    assert load(head + SUMMARY.replace("Three", "Three[^1]") + "\n[^1]: A note.\n").rendered.html.count("</div>") == 1


def test_the_frame_lies_between_sections_that_may_be_left_out(load, head):
    html = load(head + "## One {optional}\n\nText.\n\n" + SUMMARY + "\n## Two {optional}\n\nText.\n").rendered.html
    tags = re.findall(r"</?(?:details|div|h2|ul)", html)
    opening = ["<details", "<h2", "</h2", "</details"]
    assert tags == [*opening, "<div", "<h2", "</h2", "<ul", "</ul", "</div", *opening]


@pytest.mark.parametrize(
    "body", ["- One\n- Two\n", LINES + "- Four\n", "1. One\n2. Two\n3. Three\n", LINES + "\nAnd more.\n", "One.\n\nTwo.\n\nThree.\n", ""]
)
def test_a_summary_of_another_form_is_a_mistake(mistakes, head, body):
    assert mistakes(head + "## In short\n\n" + body) == [(9, "“In short” must be a list of three lines, “- …”, and nothing else.")]


def test_a_long_lesson_without_a_summary_is_advised_to_have_one(load, head):
    long = head.replace("minutes: 10\n", "") + "word " * (LONG + 1)
    [message] = said(load(long))
    assert f"The lesson has {LONG + 1} words and no summary" in message
    assert said(load(long + "\n\n" + SUMMARY + "\n## Questions\n\nText.\n")) == []
    assert said(load(head.replace("minutes: 10\n", "") + "word " * LONG)) == []


def test_a_summary_in_the_middle_is_pointed_out(load, head):
    [message] = said(load(head.replace("minutes: 10", "minutes: 5") + SUMMARY + "\n## One\n\nText.\n\n## Two\n\nText.\n"))
    assert "no other section should follow it" in message


@pytest.mark.parametrize(("minutes", "far"), [(3, True), (4, False), (7, False), (8, True)])
def test_minutes_that_are_far_from_what_is_computed_are_pointed_out(load, head, minutes, far):
    found = said(load(head.replace("minutes: 10", f"minutes: {minutes}") + "Text."))
    assert found == ([f"advice: “minutes” is {minutes}, but the lesson takes about 5. Its pages show that; leave the line out."] if far else [])
