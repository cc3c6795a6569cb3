"""A run as text over HTTP: what the command line prints, refused in the same words."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

ASKED: dict[str, Any] = {"concept": "server-crash", "parameters": {"client": "never"}, "choices": [0, 0, 2]}


@pytest.mark.parametrize("text_format", ["mermaid", "shiviz"])
def test_the_text_is_the_command_lines(browser: TestClient, root: Path, text_format: str) -> None:
    command = [sys.executable, "-m", "app.cli", "run", "server-crash", "--set", "client=never", "--choices", "0,0,2", f"--{text_format}"]
    printed = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False).stdout
    answer = browser.post(f"/api/runs/{text_format}", json=ASKED)
    assert (answer.status_code, answer.text) == (200, printed)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_run_can_be_cut_where_the_player_stands(browser: TestClient) -> None:
    whole = browser.post("/api/runs/mermaid", json=ASKED).text
    assert len(browser.post("/api/runs/mermaid", json=ASKED | {"stop": 2}).text) < len(whole)


@pytest.mark.parametrize(
    ("text_format", "body", "said"),
    [
        ("mermaid", ASKED | {"choices": [9]}, "choice 9 at step 0 is not enabled"),
        ("shiviz", ASKED | {"parameters": {"client": "x"}}, "allowed: always, never"),
        ("dot", ASKED, "mermaid"),
    ],
)
def test_what_cannot_be_exported_is_said(browser: TestClient, text_format: str, body: dict[str, Any], said: str) -> None:
    answer = browser.post(f"/api/runs/{text_format}", json=body)
    assert answer.status_code == 422
    assert said in answer.json()["error"]
