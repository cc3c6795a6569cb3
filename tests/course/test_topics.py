"""What a question is about, and what is to be read again."""

import pytest

from app.course.model.questions import Question
from app.course.topics import Topic, topics

QUIZ = """
:::{{quiz}} About {label}
:label: {label}
{option}Which {label}?
- [=] 1
- [!] Because.
:::
"""


def quiz(label: str, option: str = "") -> str:
    return QUIZ.format(label=label, option=f":topic: {option}\n" if option else "")


def about(lesson) -> dict[str, str]:
    headings = [{"id": heading.id, "text": heading.text} for heading in lesson.rendered.contents]
    return {label: topic.anchor for label, topic in topics(lesson.rendered.html, headings, lesson.questions).items()}


def test_a_question_is_about_the_section_in_which_it_stands_unless_its_author_says_otherwise(load, head):
    text = [quiz("early"), "## One rule\n", quiz("first"), "### Its proof\n", quiz("second"), "## Another\n", quiz("third", "its-proof")]
    text += ["## In short\n\n- A\n- B\n- C\n", "## Questions\n", quiz("last"), quiz("named", "one-rule")]
    found = about(load(head + "\n".join(text)))
    assert found == {"early": "", "first": "one-rule", "second": "one-rule", "third": "its-proof", "last": "in-short", "named": "one-rule"}


@pytest.mark.parametrize("name", ["one-rul", "first"])
def test_a_topic_must_be_a_section_of_the_lesson(mistakes, head, name):
    [(line, message)] = mistakes(head + "## One rule\n" + quiz("first", name))
    assert (line, message.startswith(f"“topic” is “{name}”; it must be a section of this lesson.")) == (13, True)


def test_a_section_that_is_gone_is_no_topic():
    question = Question(label="q", title="", prompt="", body=None, topic="gone")
    assert topics('<h2 id="here">Here</h2>\n<div data-question="q"></div>', [{"id": "here", "text": "Here"}], [question]) == {
        "q": Topic("here", "Here")
    }
