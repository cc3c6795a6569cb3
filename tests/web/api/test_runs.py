"""The headless interface over HTTP: the same answers as the command line, bounded in time and memory."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import HTTPException
from starlette.testclient import TestClient

from app.main import create_app
from app.runner.job import Bounds
from app.runner.runner import Runner
from app.settings import Settings
from app.web.api import runs
from app.web.http.runner import while_wanted
from tests.loops import finish


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give the running course."""
    folder = tmp_path_factory.mktemp("api")
    with TestClient(create_app(Settings(database_url=f"sqlite:///{folder}/course.db"))) as running:
        yield running


def printed(root: Path, *arguments: str) -> Any:
    """Give what the command line prints."""
    return json.loads(subprocess.run([sys.executable, "-m", "app.cli", *arguments, "--json"], cwd=root, capture_output=True, check=False).stdout)


def test_concepts_are_the_command_lines(client: TestClient, root: Path) -> None:
    listed = printed(root, "concepts")
    assert client.get("/api/concepts").json() == listed
    assert [client.get(f"/api/concepts/{concept['slug']}").json() for concept in listed] == listed


@pytest.mark.parametrize(
    ("body", "arguments"),
    [
        ({}, []),
        ({"choices": [0, 0, 2]}, ["--choices", "0,0,2"]),
        ({"random": 3}, ["--random", "3"]),
        ({"scenario": "careful-client"}, ["--scenario", "careful-client"]),
        ({"parameters": {"client": "never", "crashes": 2}, "stop": 3}, ["--set", "client=never", "--set", "crashes=2", "--stop", "3"]),
    ],
)
def test_a_run_is_the_command_lines(client: TestClient, root: Path, body: dict[str, Any], arguments: list[str]) -> None:
    response = client.post("/api/runs", json={"concept": "server-crash", **body})
    assert response.status_code == 200
    assert response.json() == printed(root, "run", "server-crash", *arguments)


def test_an_exploration_is_the_command_lines(client: TestClient, root: Path) -> None:
    body = {"concept": "server-crash", "parameters": {"client": "when-acked"}, "scenario": "broken-reordering"}
    answer = client.post("/api/explorations", json=body).json()
    expected = printed(root, "explore", "server-crash", "--scenario", "broken-reordering", "--set", "client=when-acked")
    assert answer.pop("seconds") >= 0
    expected.pop("seconds")
    assert answer == expected


def test_a_text_parameter_may_be_a_list(client: TestClient) -> None:
    body = {"concept": "byzantine-agreement", "parameters": {"values": [5, 6, 7, 8]}, "stop": 0}
    assert client.post("/api/runs", json=body).json()["parameters"]["values"] == "5,6,7,8"


@pytest.mark.parametrize("path", ["/api/runs", "/api/explorations"])
@pytest.mark.parametrize(
    ("body", "said", "field"),
    [
        ({"concept": "nope"}, "unknown concept “nope”", "concept"),
        ({"concept": "server-crash", "parameters": {"crashes": 3}}, "from 0 to 2", "crashes"),
        ({"concept": "server-crash", "scenario": "nope"}, "unknown scenario “nope”", "scenario"),
        ({"concept": "server-crash", "surprise": 1}, "surprise", "surprise"),
        ({}, "concept", "concept"),
        ({"concept": "domino-effect", "parameters": {"pattern": "P1: a?"}}, "a?", "pattern"),
    ],
)
def test_unusable_bodies_are_422_and_say_what_is_allowed(client: TestClient, path: str, body: dict[str, Any], said: str, field: str) -> None:
    response = client.post(path, json=body)
    assert response.status_code == 422
    assert said in response.json()["error"]
    assert response.json()["field"] == field


def test_choices_and_a_seed_exclude_each_other(client: TestClient) -> None:
    response = client.post("/api/runs", json={"concept": "server-crash", "choices": [], "random": 1})
    assert (response.status_code, response.json()["field"]) == (422, "random")


def test_a_run_that_takes_too_long_is_given_up(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "RUN_SECONDS", -1)
    response = client.post("/api/runs", json={"concept": "server-crash"})
    assert (response.status_code, response.json()["field"]) == (422, "stop")


def test_an_exploration_that_needs_too_much_time_answers_honestly(client: TestClient) -> None:
    body = {"concept": "byzantine-agreement", "parameters": {"processes": 7, "traitors": "3,5"}, "seconds": 0.2}
    answer = client.post("/api/explorations", json=body).json()
    assert (answer["exhausted"], answer["stopped"]) == (False, "time")


@pytest.mark.parametrize(
    ("runner", "said", "headers"),
    [
        (Runner(Bounds(memory=60 << 20)), "more than 60 MiB", []),
        (Runner(waiting=0), "waiting already", ["30"]),
    ],
)
def test_an_exploration_that_cannot_be_made_is_503_and_says_why(client: TestClient, runner: Runner, said: str, headers: list[str]) -> None:
    usual = client.app.state.runner
    client.app.state.runner = runner
    try:
        response = client.post("/api/explorations", json={"concept": "byzantine-agreement", "parameters": {"processes": 7, "traitors": "3,5"}})
    finally:
        client.app.state.runner = usual
    assert (response.status_code, response.headers.get_list("Retry-After")) == (503, headers)
    assert said in response.json()["error"]


def test_an_exploration_with_more_room_than_the_server_has_is_refused(client: TestClient) -> None:
    for name, value in (("limit", Bounds().states + 1), ("seconds", Bounds().seconds + 1)):
        response = client.post("/api/explorations", json={"concept": "server-crash", name: value})
        assert (response.status_code, response.json()["field"]) == (422, name)


def test_an_exploration_is_cancelled_when_the_one_who_asked_goes_away() -> None:
    class Gone:
        """A request whose connection is closed after a moment."""

        asked = 0

        async def is_disconnected(self) -> bool:
            self.asked += 1
            return self.asked > 2

    cancelled = []

    async def work() -> bytes:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise
        return b""

    async def ask() -> None:
        with pytest.raises(HTTPException) as caught:
            await while_wanted(Gone(), work())
        assert caught.value.status_code == 499
        await asyncio.sleep(0)

    finish(ask())
    assert cancelled == [True]


TEXTS = ("\ud800", "\udfff\x00", "\U0001f600" * 200, "%s{0}", "../..", "<script>")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("path", ["/api/runs", "/api/explorations", "/api/endings"])
def test_no_text_anywhere_in_a_body_breaks_the_server(client: TestClient, path: str, text: str) -> None:
    bodies: list[dict[str, Any]] = [{"concept": text}, {"concept": "server-crash", "scenario": text}, {"concept": "server-crash", text: 1}]
    for concept in client.get("/api/concepts").json():
        bodies.append({"concept": concept["slug"], "parameters": {text: text}})
        bodies += [{"concept": concept["slug"], "parameters": {parameter["name"]: text}} for parameter in concept["parameters"]]
    for body in bodies:
        response = client.post(path, content=json.dumps(body), headers={"content-type": "application/json"})
        assert response.status_code == 422, body
        assert response.json()["error"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"parameters": {"crashes": 1.0}}, "crashes"),
        ({"parameters": {"crashes": None}}, "crashes"),
        ({"choices": ["0"]}, "choices.0"),
        ({"choices": [True]}, "choices.0"),
        ({"choices": [0.0]}, "choices.0"),
        ({"stop": "3"}, "stop"),
        ({"random": 1.5}, "random"),
    ],
)
def test_a_value_of_another_type_is_refused_and_not_converted(client: TestClient, body: dict[str, Any], field: str) -> None:
    response = client.post("/api/runs", json={"concept": "server-crash", **body})
    assert (response.status_code, response.json()["field"]) == (422, field)


def references(value: Any) -> Iterator[str]:
    """Give every reference in a document."""
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key == "$ref")
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from references(inner)


def dangling(document: dict[str, Any]) -> list[str]:
    """Give the references that lead nowhere."""
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    return sorted(set(references(document)) - known)


def test_every_reference_of_the_openapi_document_leads_somewhere(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert len(set(references(document))) > 8
    assert dangling(document) == []
    del document["components"]["schemas"]["Frame"]
    assert dangling(document) == ["#/components/schemas/Frame"]


def test_the_openapi_document_describes_bodies_and_answers(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/concepts", "/api/concepts/{slug}", "/api/runs", "/api/explorations"} <= set(paths)
    schema = paths["/api/runs"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/RunDocument"}
    described = client.get("/api/openapi.json").json()["components"]["schemas"]["RunDocument"]
    assert {"choices", "frames", "outcome", "properties"} <= set(described["required"])
