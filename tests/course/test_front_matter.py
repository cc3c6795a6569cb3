import pytest

from app.course.front_matter import FrontMatter


def test_a_complete_head_is_read_and_a_title_may_hold_a_colon(load, head):
    expected = FrontMatter(id="crashes", title="Crashes: one, two", part="Client and server", order=20, minutes=10, concepts=("server-crash",))
    assert load(head + "Text.").front == expected


def test_a_summary_may_be_added_and_a_lesson_may_do_without_concepts(load, head):
    front = load(head.replace("concepts: [server-crash]", "concepts: []\nsummary: Short.")).front
    assert (front.summary, front.concepts) == ("Short.", ())


@pytest.mark.parametrize("name", ["id", "title", "part", "order", "concepts"])
def test_a_missing_field_is_named(mistakes, head, name):
    kept = "".join(line for line in head.splitlines(keepends=True) if not line.startswith(f"{name}:"))
    assert mistakes(kept) == [(1, f"The front matter field “{name}” is missing.")]


@pytest.mark.parametrize(
    ("line", "number", "message"),
    [
        (
            "id: Two Words",
            2,
            "“id” is “Two Words”; it must be lower-case words joined by hyphens, such as “my-first-lesson”, of at most 80 characters.",
        ),
        ("title:", 3, "“title” is “”; it must be some text."),
        ("order: soon", 5, "“order” is “soon”; it must be a whole number from 0 to 1000000."),
        ("minutes: 0", 6, "“minutes” is “0”; it must be a whole number from 1 to 600."),
        ("concepts: server-crash", 7, "“concepts” is “server-crash”; it must be a list in brackets, such as [one-concept, another-concept]."),
    ],
)
def test_a_value_of_the_wrong_shape_says_what_it_must_be(mistakes, head, line, number, message):
    lines = head.splitlines()
    lines[number - 1] = line
    assert mistakes("\n".join(lines)) == [(number, message)]


def test_an_unknown_field_gets_the_nearest_name(mistakes, head):
    found = mistakes(head.replace("minutes: 10", "minuts: 10"))
    assert found == [
        (6, "Unknown front matter field “minuts”. Did you mean “minutes”? Allowed: id, title, part, order, minutes, concepts, summary."),
    ]


def test_an_unknown_concept_gets_the_nearest_slug(mistakes, head):
    [(line, message)] = mistakes(head.replace("[server-crash]", "[server-crush]"))
    assert line == 7
    assert message.startswith("Unknown concept “server-crush”. Did you mean “server-crash”? Allowed: ")


def test_a_field_that_stands_twice_and_a_line_that_is_no_field_are_mistakes(mistakes, head):
    assert mistakes(head.replace("part:", "title: Again\nnonsense\npart:")) == [
        (4, "“title” stands here a second time; the first is in line 3."),
        (5, "“nonsense” is not of the form “name: value”."),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Just text.", "The file must begin with front matter: a line “---”, lines “name: value”, a line “---”."),
        ("", "The file must begin with front matter: a line “---”, lines “name: value”, a line “---”."),
        ("---\nid: a\n", "The front matter is not closed: a second line “---” is missing."),
        ("---\n---\n", "The front matter is empty."),
    ],
)
def test_a_file_without_a_head_is_told_how_one_looks(mistakes, source, message):
    assert mistakes(source) == [(1, message)]
