"""A concept has been changed since a run was made: what the page, the socket, the API and a question say of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from app import concepts
from app.main import create_app
from app.settings import Settings
from app.web.player import player_socket
from tests.web.asking import FRONT, OTHERS, Student, write
from tests.web.page import PageReader

SAYS = "This run was made with revision 1 of “Server crash”, which is at revision 2 now"
REPLAYED = f"{SAYS}. The same choices are played here, but they may mean something else."


class Course:
    """A course that can be started again with a changed concept, on the same database."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.settings = Settings(
            lessons_dir=write(folder / "lessons", FRONT + OTHERS[OTHERS.index(":::{predict}") :]), database_url=f"sqlite:///{folder / 'course.db'}"
        )
        self.patch = patch

    def start(self, revision: int) -> TestClient:
        """Start it, with the concept at this revision."""
        catalogue = {**concepts.catalogue()}
        catalogue["server-crash"] = replace(catalogue["server-crash"], revision=revision)
        self.patch.setattr("app.main.concepts.catalogue", lambda: catalogue)
        self.patch.setattr(player_socket, "find", catalogue.__getitem__)
        return TestClient(create_app(self.settings))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    return Course(tmp_path, monkeypatch)


@pytest.fixture
def client(course: Course) -> Iterator[TestClient]:
    """A course whose concept is at revision 2."""
    with course.start(2) as client:
        yield client


def test_the_page_of_a_run_says_that_it_was_made_with_another_revision(client: TestClient) -> None:
    page = PageReader(client.get("/play/server-crash?choices=0,0,2&revision=1").text)
    assert page.texts("p", class_="sim-notice") == [REPLAYED]
    assert page.attributes("sim-player")[0]["revision"] == "1"
    for query in ("choices=0,0,2&revision=2", "choices=0,0,2"):
        assert PageReader(client.get(f"/play/server-crash?{query}").text).texts("p", class_="sim-notice") == []


def test_the_page_of_a_run_that_cannot_be_replayed_says_so_plainly(client: TestClient) -> None:
    answer = client.get("/play/server-crash?choices=0,9&revision=1")
    assert answer.status_code == 422
    assert f"{SAYS}, and it can no longer be played" in answer.text


def test_a_pair_of_another_revision_says_so_on_both_sides(client: TestClient) -> None:
    page = PageReader(client.get("/compare/server-crash?a.client=never&b.client=always&choices=0,0,2&revision=1").text)
    assert page.texts("p", class_="sim-notice") == [REPLAYED, REPLAYED]
    assert client.get("/compare/server-crash?a.client=never&b.client=always&choices=9&revision=1").status_code == 422


def asked(client: TestClient, **more: object) -> list[dict[str, object]]:
    """What the socket says to one message, up to its end or to a refusal."""
    with client.websocket_connect("/ws/player") as socket:
        socket.send_text(json.dumps({"type": "open", "request": 1, "concept": "server-crash", **more}))
        found: list[dict[str, object]] = []
        while not found or found[-1]["type"] not in ("ended", "refused"):
            found.append(json.loads(socket.receive_text()))
        return found


def test_the_socket_replays_a_run_of_another_revision_and_says_so(client: TestClient) -> None:
    opened = asked(client, choices=[0, 0, 2], revision=1)[0]
    assert (opened["revision"], opened["notice"]) == (2, REPLAYED)
    assert [asked(client, choices=[0, 0, 2], **more)[0]["notice"] for more in ({}, {"revision": 2})] == ["", ""]


def test_the_socket_refuses_a_run_of_another_revision_that_cannot_be_replayed(client: TestClient) -> None:
    [refused] = asked(client, choices=[0, 9], revision=1)
    assert (refused["type"], refused["field"]) == ("refused", "revision")
    assert str(refused["message"]).startswith(f"{SAYS}, and it can no longer be played: choice 9 at step 1")


def test_the_api_replays_a_run_of_another_revision_and_says_so(client: TestClient) -> None:
    asked = {"concept": "server-crash", "choices": [0, 0, 2]}
    plain, other = (client.post("/api/runs", json={**asked, **more}) for more in ({}, {"revision": 1}))
    assert other.json().pop("notice") == REPLAYED
    assert other.json() == {**plain.json(), "notice": REPLAYED}
    refused = client.post("/api/runs", json={"concept": "server-crash", "choices": [9], "revision": 1})
    assert (refused.status_code, refused.json()["field"]) == (422, "revision")


def test_a_prediction_that_was_answered_is_shown_with_what_was_played_then_or_says_why_not(course: Course) -> None:
    with course.start(1) as client:
        student = Student(client)
        student.answer("q-predict", {"answer": student.choose("q-predict", "Nothing")})
        student.answer("q-challenge", {"choices": "0,0,1"})
    with course.start(2) as later:
        later.cookies = client.cookies
        said = Student(later).section("q-predict")
        assert "This question has changed since you answered it." in said
        assert REPLAYED in said
        results = PageReader(later.get("/results").text)
        assert str(results.links()["Watch your run"]).endswith("&revision=1")


def test_a_challenge_under_way_is_not_judged_by_another_revision_and_its_try_is_not_used(course: Course) -> None:
    with course.start(1) as client:
        student = Student(client)
        student.answer("q-challenge", {"choices": "0,1"})
    with course.start(2) as later:
        later.cookies = client.cookies
        again = Student(later, parts=True)
        sent = again.answer("q-challenge", {"choices": "0,0,1"})
        assert sent.status_code == 422
        assert "Take the new version of the question." in again.section("q-challenge", PageReader(sent.text))
        assert "9 tries left" in again.section("q-challenge")
        later.post("/lessons/asking/questions/q-challenge/retry")
        assert "✓ Right." in again.section("q-challenge", PageReader(again.answer("q-challenge", {"choices": "0,0,1"}).text))
