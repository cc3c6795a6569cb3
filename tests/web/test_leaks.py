"""Nothing that answers a question may reach the browser before it is answered: every way out of the course is looked through for planted answers."""

import json
import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.web.asking import WHOLE, Student, write
from tests.web.page import PageReader

PLANTED = re.compile(r"canary|4711", re.IGNORECASE)
"""All explanations, hints and remarks of the lesson carry the first; the right number is the second, and the right word is the first too."""


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def addresses(app) -> list[str]:
    """Every address that can be read, with the lesson and the concept filled in."""
    found = set()
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", ()):
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                found.add(re.sub(r"\{[a-z_]+\}", "server-crash", route.path.replace("{lesson_id}", "asking")))
    found |= {"/search?q=canary", "/search/found?q=canaryword", "/search?q=4711", "/lessons/asking?q=1"}
    return sorted(found)


def given_out(student: Student) -> dict[str, str]:
    """Everything that the course gives out to somebody who has answered nothing, by where it came from."""
    said = {}
    for address in addresses(student.client.app):
        for headers in ({}, {"HX-Request": "true"}):
            answer = student.client.get(address, headers=headers)
            said[f"{address} {headers}"] = answer.text + json.dumps(dict(answer.headers))
    page = student.lesson()
    scripts = [str(attributes["src"]) for attributes in page.attributes("script") if "src" in attributes]
    said |= {script: student.client.get(script).text for script in scripts}
    for player in page.attributes("sim-player"):
        said[f"socket {player['id']}"] = frames(student.client, player)
    for label in ("q-single", "q-numeric", "q-later", "q-predict"):
        said[f"refused {label}"] = student.answer(label, {}).text
        kept = student.client.put(f"/lessons/asking/questions/{label}/draft", data={**student.fields(label), "answer": "9"})
        said[f"draft {label}"] = kept.text
    return said


def frames(client: TestClient, player: dict[str, str | None]) -> str:
    """All that the socket says to a player of the page."""
    choices = [int(word) for word in str(player.get("choices") or "").split(",") if word]
    parameters = json.loads(player.get("parameters") or "{}")
    opening = {"type": "open", "request": 1, "concept": player["concept"], "parameters": parameters, "choices": choices}
    if "until" in player:
        opening["stop"] = int(str(player["until"]))
    heard = []
    with client.websocket_connect("/ws/player", headers={"Origin": "http://testserver"}) as socket:
        socket.send_json(opening)
        while not heard or json.loads(heard[-1])["type"] not in ("ended", "refused"):
            heard.append(socket.receive_text())
    return "\n".join(heard)


def leaks(said: dict[str, str], typed: tuple[str, ...] = ("q=canary", "q=canaryword", "q=4711")) -> dict[str, str]:
    """Where something planted came out; what was typed by the asker himself is none."""
    found = {}
    for where, text in said.items():
        rest = text
        for query in typed:
            if query in where:
                word = query.removeprefix("q=")
                rest = re.sub(rf"“{word}”|value=\"{word}\"|Search: {word}", "", rest)
        if hit := PLANTED.search(rest):
            found[where] = rest[max(0, hit.start() - 60) : hit.end() + 60]
    return found


def test_nothing_that_answers_a_question_leaves_the_server_before_it_is_answered(student):
    said = given_out(student)
    assert len(said) > 45
    assert leaks(said) == {}


def test_the_scan_finds_what_is_planted_on_purpose(start, tmp_path):
    shown = WHOLE.replace("Some text.", "Some text about the CANARY-first.")
    assert "/lessons/asking {}" in leaks(given_out(Student(start(write(tmp_path / "lessons", shown)))))


def test_the_scan_finds_what_an_answer_lets_out(student):
    student.answer("q-numeric", {"answer": "12"})
    assert "CANARY-twelve" in leaks(given_out(student))["/lessons/asking {}"]


def test_the_planted_answers_are_in_the_lesson_and_come_out_once_it_is_answered(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The first")})
    student.client.post("/lessons/asking/finish")
    assert len(re.findall("CANARY", WHOLE)) == 17
    assert PLANTED.search(student.section("q-single"))


def test_the_variant_of_a_computed_question_says_nothing_of_its_seed(student):
    page = student.client.get("/lessons/asking").text
    assert "seed" not in page.lower()
    assert '"right"' not in page


def test_a_run_that_waits_says_nothing_of_what_comes(student):
    [waiting, _] = student.lesson().attributes("sim-player")
    heard = [json.loads(line) for line in frames(student.client, waiting).splitlines()]
    shown = [frame for message in heard if message["type"] == "frames" for frame in message["frames"]]
    assert [frame["step"] for frame in shown] == [0, 1, 2]
    assert (shown[-1]["enabled"], heard[-1]["end"], heard[-1]["outcome"], heard[-1]["choices"]) == ([], "paused", None, [0, 0])
    whole = frames(student.client, {name: value for name, value in waiting.items() if name != "until"})
    assert json.loads(whole.splitlines()[-1])["end"] == "final"
    fallback = PageReader(student.client.get("/lessons/asking").text).texts("figure", class_="sim-fallback")[0]
    assert "The server sends the completion message M." in fallback
    assert "It ends with" not in fallback
