"""All endings over HTTP: with progress, bounded, remembered; what can still become of a run; and violations without what they do not need."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from app.concepts import find
from app.kernel.prospects import prospects
from app.kernel.runs import play
from app.main import create_app
from app.runner.job import Bounds, Job
from app.runner.runner import Runner
from app.settings import Settings


@pytest.fixture
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give the running course."""
    folder = tmp_path_factory.mktemp("endings")
    with TestClient(create_app(Settings(database_url=f"sqlite:///{folder}/course.db"))) as running:
        yield running


def lines(client: TestClient, path: str = "endings", **body: Any) -> list[dict[str, Any]]:
    """Give the lines of an answer."""
    response = client.post(f"/api/{path}", json=body)
    assert response.status_code == 200
    return [json.loads(line) for line in response.text.splitlines()]


def test_the_last_line_has_every_ending_with_a_run_to_it_and_the_table(client: TestClient) -> None:
    last = lines(client, concept="server-crash", parameters={"client": "never"})[-1]
    assert last["type"] == "endings"
    model = find("server-crash").model({"client": "never"})
    for ending in last["exploration"]["outcomes"]:
        assert play(model, tuple(ending["choices"]), stop=len(ending["choices"])).outcome == ending["outcome"]
    assert [row["head"] for row in last["table"]["rows"]] == ["always", "never", "when acknowledged", "when not acknowledged"]


def test_a_concept_without_a_table_has_none(client: TestClient) -> None:
    assert lines(client, concept="domino-effect")[-1]["table"] is None


def test_a_search_over_all_lies_finds_a_breaking_run_or_says_that_there_is_none(client: TestClient) -> None:
    def agreement(**parameters: Any) -> dict[str, Any]:
        last = lines(client, concept="byzantine-agreement", parameters=parameters)[-1]["exploration"]
        assert last["exhausted"]
        return next(verdict for verdict in last["properties"] if verdict["name"] == "agreement")

    assert agreement() == {"name": "agreement", "kind": "always", "holds": True, "choices": None}
    assert len(agreement(rule="textbook")["choices"]) == 15


def test_progress_comes_before_the_end(client: TestClient) -> None:
    answers = lines(client, concept="byzantine-agreement", parameters={"lies": "1,2,4,x"})
    assert [answer["type"] for answer in answers[:-1]] == ["progress"] * (len(answers) - 1)
    assert len(answers) > 1
    found = [answer["states"] for answer in answers[:-1]]
    assert found == sorted(found)


def test_what_can_still_become_of_a_run_is_said_once_for_all_its_steps_and_remembered(client: TestClient) -> None:
    model = find("rpc-failures").model({"early": 1})
    run = play(model, seed=2)
    body: dict[str, Any] = {"concept": "rpc-failures", "parameters": {"early": 1}, "choices": list(run.choices)}
    last = lines(client, "prospects", **body)[-1]
    assert last == {"type": "prospects", "prospects": json.loads(msgspec.json.encode(prospects(run)))}
    job = Job("rpc-failures", model.parameters, limit=Bounds().states, choices=run.choices)
    assert client.app.state.runner.remembered(job) is not None
    assert client.app.state.runner.remembered(msgspec.structs.replace(job, choices=run.choices[:-1])) is None


def test_choices_that_are_not_possible_are_refused_in_the_answer(client: TestClient) -> None:
    (refused,) = lines(client, "prospects", concept="server-crash", choices=[0, 99])
    assert (refused["type"], refused["field"]) == ("refused", "choices")
    assert "choice 99 at step 1 is not enabled" in refused["message"]


def test_a_search_that_is_turned_away_says_so_in_the_answer(client: TestClient) -> None:
    usual = client.app.state.runner
    client.app.state.runner = Runner(waiting=0)
    try:
        (refused,) = lines(client, concept="server-crash")
    finally:
        client.app.state.runner = usual
    assert refused["type"] == "refused"
    assert "waiting already" in refused["message"]


@pytest.mark.parametrize("path", ["/api/endings", "/api/prospects", "/api/shrink"])
def test_unusable_parameters_are_422(client: TestClient, path: str) -> None:
    body: dict[str, Any] = {"concept": "server-crash", "parameters": {"crashes": 9}}
    body |= {} if path.endswith("endings") else {"choices": []}
    body |= {"property": "at-most-once"} if path.endswith("shrink") else {}
    response = client.post(path, json=body)
    assert (response.status_code, response.json()["field"]) == (422, "crashes")


def test_a_violation_is_shown_without_what_it_does_not_need(client: TestClient) -> None:
    """The client crashes at the end for nothing; the double execution stays."""
    model = find("rpc-failures").model({"early": 1})
    seed = next(
        seed
        for seed in range(5_000)
        if (run := play(model, seed=seed)).outcome and run.outcome["executed"] > 1 and sum(e.kind == "crash" for s in run.steps if (e := s.event)) > 1
    )
    choices = list(play(model, seed=seed).choices)
    body = {"concept": "rpc-failures", "parameters": {"early": 1}, "choices": choices, "property": "at-most-once"}
    short = client.post("/api/shrink", json=body).json()
    assert short["spared"] == len(choices) - len(short["choices"]) > 0
    run = play(model, tuple(short["choices"]), stop=len(short["choices"]))
    assert run.steps[-1].state.history


def test_a_run_without_violation_and_an_unknown_property_are_refused(client: TestClient) -> None:
    body: dict[str, Any] = {"concept": "server-crash", "choices": [0], "property": "at-most-once"}
    assert "does not violate" in client.post("/api/shrink", json=body).json()["error"]
    assert "did you mean “at-most-once”" in client.post("/api/shrink", json=body | {"property": "at-most-one"}).json()["error"]
