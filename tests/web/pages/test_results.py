import csv
import io

import pytest
from sqlmodel import SQLModel

from app.store import people, tables
from app.web.http.visitors import COOKIE
from tests.web.asking import DEFERRED, FRONT, SINGLE, TRIES, Student, write
from tests.web.http.test_visitors import person, site
from tests.web.page import PageReader


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def results(student: Student) -> PageReader:
    answer = student.client.get("/results")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    return PageReader(answer.text)


def test_before_the_first_answer_the_page_says_how_something_gets_there(student):
    assert "There is nothing here yet." in results(student).texts("p", class_="lead")[0]


def test_every_attempt_is_listed_with_question_answers_judgement_version_and_run(student):
    student.answer("q-numeric", {"answer": "12"})
    student.answer("q-numeric", {"answer": "4711"})
    student.answer("q-predict", {"answer": student.choose("q-predict", "One copy")})
    page = results(student)
    [number, prediction] = page.texts("details")
    assert number.startswith("✓ A number 100 % How long? 12 ms ✗ Not right.")
    assert "4711 ms ✓ Right." in number
    assert "To the question · version" in number
    assert prediction.startswith("✗ M was sent 0 %")
    assert "One copy ✗ Not right." in prediction
    watched = [href for text, href in page.links().items() if text.startswith("Watch:")]
    assert watched[0].startswith("/play/server-crash?")
    assert student.client.get(watched[0]).status_code == 200


def test_answers_of_every_shape_are_told_in_words(student):
    student.answer("q-multiple", {"answer": [student.choose("q-multiple", "North"), student.choose("q-multiple", "Up")]})
    student.answer("q-ordering", {"place-i1": "2", "place-i2": "1", "place-i3": "3"})
    student.answer("q-challenge", {"choices": "0,0,1"})
    text = " ".join(results(student).texts("details"))
    assert "North; Up" in text
    assert text.count(" → ") == 2
    assert "0, 0, 1" not in text
    watched = results(student).links()["Watch your run"]
    assert watched.endswith("choices=0,0,1&revision=1")
    assert student.client.get(watched).status_code == 200


def test_ones_own_data_can_be_taken_away(student):
    student.answer("q-numeric", {"answer": "12"})
    answer = student.client.get("/results/export.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="faultline.json"'
    assert [attempt["answers"][0]["answer"] for attempt in answer.json()["attempts"]] == ["12"]
    table = student.client.get("/results/export.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"), newline="")))
    assert [(row["question"], row["answer"], row["right"]) for row in rows] == [("q-numeric", "12", "false")]


def exported(student: Student) -> list[dict[str, str]]:
    """The table of one's own answers."""
    text = student.client.get("/results/export.csv").text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def fields_of(student: Student, label: str, prefix: str) -> list[str]:
    """The names of a question's fields that begin so, in the order of the page."""
    page, inside, found = student.lesson(), False, []
    for tag, attributes, _ in page.elements:
        if tag == "form":
            inside = attributes.get("action") == f"/lessons/asking/questions/{label}/answers"
        elif inside and str(attributes.get("name", "")).startswith(prefix):
            found.append(str(attributes["name"]))
    return found


def test_an_export_has_the_words_of_every_kind_of_answer_beside_its_keys(student):
    def choose(label: str, text: str) -> None:
        student.answer(label, {"answer": student.choose(label, text)})

    choose("q-single", "The first")
    student.answer("q-numeric", {"answer": "12"})
    student.answer("q-numeric", {"answer": "13 ms"})
    student.answer("q-later", {"answer": "guess <b>"})
    choose("q-multiple", "North")
    places = {name: str(place) for place, name in enumerate(fields_of(student, "q-ordering", "place-"), 1)}
    student.answer("q-ordering", {**places, "as-it-stands": "yes"})
    rights = dict(zip(fields_of(student, "q-matching", "part-"), right_values(student), strict=True))
    student.answer("q-matching", rights)
    student.answer("q-table", dict(zip(fields_of(student, "q-table", "part-"), ("C", "P"), strict=True)))
    choose("q-predict", "One copy")
    student.answer("q-challenge", {"choices": "0,0,1"})
    words = {(row["question"], row["try"]): row["words"] for row in exported(student)}
    order, challenge = words.pop(("q-ordering", "1")), words.pop(("q-challenge", "1"))
    assert words == {
        ("q-single", "1"): "The first",
        ("q-numeric", "1"): "12 ms",
        ("q-numeric", "2"): "13 ms",
        ("q-later", "1"): "guess <b>",
        ("q-multiple", "1"): "North",
        ("q-matching", "1"): "print: M; message: M",
        ("q-table", "1"): "crash: C; message: P",
        ("q-predict", "1"): "One copy",
    }
    assert sorted(order.split(" → ")) == ["one", "three", "two"]
    run = student.client.post("/api/runs", json=CHALLENGE | {"choices": [0, 0, 1], "stop": 3}).json()
    assert challenge == " ".join(frame["narration"] for frame in run["frames"][1:])
    said = {one["words"] for attempt in student.client.get("/results/export.json").json()["attempts"] for one in attempt["answers"]}
    assert said == {*words.values(), order, challenge}


CHALLENGE = {"concept": "server-crash", "parameters": {"server": "P->M", "client": "when-not-acked", "crashes": 1}}


def right_values(student: Student) -> list[str]:
    """The value of “M” in both selects of the matching."""
    page, inside, found = student.lesson(), False, []
    for tag, attributes, said in page.elements:
        if tag == "form":
            inside = attributes.get("action") == "/lessons/asking/questions/q-matching/answers"
        elif inside and tag == "option" and "".join(said).strip() == "M":
            found.append(str(attributes["value"]))
    return found


def test_an_export_says_what_the_keys_of_an_answer_stood_for(student):
    chosen = student.choose("q-single", "The first")
    student.answer("q-single", {"answer": chosen})
    [attempt] = student.client.get("/results/export.json").json()["attempts"]
    texts = {option["key"]: option["text"] for option in attempt["shown"]["options"]}
    assert (texts[attempt["answers"][0]["answer"]], len(texts)) == ("The first", 3)


def test_deleting_asks_first_and_then_forgets_everything(student):
    student.answer("q-numeric", {"answer": "12"})
    before = person(student)
    page = PageReader(student.client.get("/results/delete").text)
    assert page.texts("h1") == ["Delete your data?"]
    assert people.exists(site(student).engine, before)
    sent = student.client.post("/results/delete", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/results?deleted=yes")
    assert COOKIE not in student.client.cookies
    assert not people.exists(site(student).engine, before)
    page = PageReader(student.client.get("/results?deleted=yes").text)
    assert "Your data is deleted." in page.texts("p", class_="q-note")[0]
    assert "There is nothing here yet." in page.texts("p", class_="lead")[0]


NUMBER, ATTEMPT, TOLD = "a random number", "Each question as it was put to you", "what you were told"
WHEN, PLACE = "when you began and ended", "when you were last there and at which place"
KEPT = {
    tables.Person: {"id": NUMBER, "created_at": "since your first answer, draft or lesson"},
    tables.Attempt: {
        **dict.fromkeys(("id", "person_id", "lesson_id", "label", "version", "number", "seed", "behaviour", "concrete"), ATTEMPT),
        **dict.fromkeys(("started_at", "finished_at"), WHEN),
        **dict.fromkeys(("right", "score"), "its score"),
    },
    tables.Submission: {
        **dict.fromkeys(("id", "person_id", "attempt_id", "key", "number", "answer", "at"), "What you sent and when"),
        "grade": "how it was judged",
        "reply": TOLD,
    },
    tables.Draft: {**dict.fromkeys(("attempt_id", "answer"), "What you typed and have not sent"), "saved_at": "when it was kept"},
    tables.LessonProgress: {
        **dict.fromkeys(("person_id", "lesson_id"), "Lessons that you have begun"),
        "opened_at": "When you began",
        **dict.fromkeys(("seen_at", "place"), PLACE),
        **dict.fromkeys(("done_at", "reviewed_at"), "when you were done"),
        "finished_at": "when you finished",
        "score": "your score",
        "stage": "how many reviews went well",
        "due_at": "when the next one is due",
    },
}
"""Every column that is kept of a person, and the words of the page that own up to it."""


def test_the_page_names_everything_that_is_kept_of_a_person(student):
    [said] = results(student).texts("section", class_="own-data")
    personal = {name for name, table in SQLModel.metadata.tables.items() if {column.name for column in table.columns} & {"person_id", "attempt_id"}}
    assert personal | {"person"} == {kept.__tablename__ for kept in KEPT}
    for kept, words in KEPT.items():
        assert set(words) == set(kept.model_fields), kept.__tablename__
        assert [text for text in words.values() if text not in said] == [], kept.__tablename__


def test_what_was_got_right_stands_by_topic_with_what_to_read_again(start, tmp_path):
    text = FRONT + SINGLE + "## Numbers\n\n" + TRIES + "## Words\n\n" + DEFERRED
    student = Student(start(write(tmp_path / "lessons", text)))
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    student.answer("q-numeric", {"answer": "4711"})
    page = results(student)
    [topics] = page.texts("ul", class_="topics")
    assert topics == "✓ Where it begins 1 of 1 right ✓ Numbers 1 of 1 right ○ Words not answered yet"
    assert "Retry the ones I missed" not in page.texts("button")
    student.answer("q-later", {"answer": "another"})
    student.client.post("/lessons/asking/finish")
    page = results(student)
    [topics] = page.texts("ul", class_="topics")
    assert topics.endswith("✗ Words read this again 0 of 1 right")
    assert page.links()["Words"] == "/lessons/asking#words"
    assert "2 of 3 right" in page.texts("h2")[0]
    assert "Retry the ones I missed" in page.texts("button")
