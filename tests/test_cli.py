"""The command line: its JSON, its exit status, its one-line errors. Calls are made in this process but where a process of its own is the point."""

import gc
import json
import os
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from app.cli import COMMANDS, main
from tests.command_line import Done, answer, faultline
from tests.web.asking import write

ROOT = Path(__file__).resolve().parent.parent


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the command as a user does: in a process of its own, with a hash seed of its own."""
    return subprocess.run([sys.executable, "-m", "app.cli", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_concepts_lists_what_a_form_needs() -> None:
    concepts = {concept["slug"]: concept for concept in answer("concepts")}
    assert set(concepts) >= {"byzantine-agreement", "domino-effect", "rpc-failures", "server-crash"}
    crash = concepts["server-crash"]
    assert [(p["name"], p["type"], p["default"]) for p in crash["parameters"]] == [
        ("server", "choice", "M->P"),
        ("client", "choice", "always"),
        ("crashes", "integer", 1),
    ]
    assert [scenario["name"] for scenario in crash["scenarios"] if scenario["broken"]] == ["broken-reordering"]


@pytest.mark.parametrize("arguments", [("run", "rpc-failures", "--random", "1", "--json"), ("run", "server-crash", "--stop", "x"), ("--help",)])
def test_a_process_of_its_own_says_the_same(arguments: tuple[str, ...]) -> None:
    done = started(*arguments)
    assert Done(done.returncode, done.stdout, done.stderr) == faultline(*arguments)


def test_run_prints_the_whole_run() -> None:
    run = answer("run", "server-crash", "--choices", "0,0,2")
    assert list(run) == ["concept", "revision", "parameters", "choices", "frames", "outcome", "properties"]
    assert run["parameters"] == {"server": "M->P", "client": "always", "crashes": 1}
    assert run["choices"][:3] == [0, 0, 2]
    assert run["outcome"] == {"ordering": "MC(P)", "result": "OK"}
    assert [frame["step"] for frame in run["frames"]] == list(range(len(run["choices"]) + 1))
    first, second = run["frames"][:2]
    assert list(first) == ["step", "event", "narration", "state", "enabled", "properties"]
    assert first["event"] is None
    assert second["event"]["message"] == {"id": 1, "from": "client", "to": "server", "body": {"type": "request"}}
    assert {"index", "kind", "process", "label", "fault"} <= set(first["enabled"][0])


def test_a_violated_property_is_exit_status_1_and_the_json_is_there() -> None:
    run = answer("run", "server-crash", "--choices", "0,0,0,1", status=1)
    verdicts = {record["name"]: record for record in run["properties"]}
    assert verdicts["at-most-once"] == {"name": "at-most-once", "kind": "always", "holds": False, "because": "2 copies on paper so far"}


def test_the_choices_that_a_run_lists_give_the_same_bytes() -> None:
    for arguments in (["--random", "7"], ["--choices", "0,1"], ["--set", "client=never"]):
        first = faultline("run", "server-crash", *arguments, "--json").stdout
        kept = arguments if arguments[0] == "--set" else []
        choices = ",".join(map(str, json.loads(first)["choices"]))
        assert faultline("run", "server-crash", *kept, "--choices", choices, "--json").stdout == first


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    outputs = [faultline("run", "rpc-failures", "--random", seed, "--json").stdout for seed in ("1", "1", "2")]
    assert outputs[0] == outputs[1] != outputs[2]


def test_stop_ends_after_that_many_events_and_has_no_outcome_before_a_final_state() -> None:
    run = answer("run", "server-crash", "--stop", "2")
    assert (run["choices"], run["outcome"]) == ([0, 0], None)


def test_explore_prints_outcomes_and_the_shortest_counterexample() -> None:
    result = answer("explore", "server-crash", "--set", "client=never", status=1)
    assert (result["exhausted"], result["states"], result["transitions"]) == (True, 19, 23)
    assert "stopped" not in result
    counterexample = next(p for p in result["properties"] if p["name"] == "at-least-once")
    assert (counterexample["holds"], counterexample["choices"]) == (False, [0, 1, 0, 0])
    for ending in result["outcomes"]:
        choices = ",".join(map(str, ending["choices"]))
        done = faultline("run", "server-crash", "--set", "client=never", "--choices", choices, "--stop", str(len(ending["choices"])), "--json")
        assert json.loads(done.stdout)["outcome"] == ending["outcome"]


def test_an_exploration_that_was_stopped_says_so_and_leaves_open_what_it_cannot_know() -> None:
    result = answer("explore", "server-crash", "--limit", "5")
    assert (result["exhausted"], result["stopped"], result["states"]) == (False, "states", 5)
    assert {p["holds"] for p in result["properties"]} == {None}
    assert answer("explore", "byzantine-agreement", "--set", "processes=7", "--seconds", "0")["stopped"] == "time"


class Terminal(TextIOWrapper):
    """Standard error on a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


@pytest.mark.parametrize(("kind", "told"), [(Terminal, True), (TextIOWrapper, False)])
def test_a_search_says_on_a_terminal_how_far_it_is_and_takes_the_line_back(
    kind: type[TextIOWrapper], told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = kind(BytesIO(), encoding="utf-8", write_through=True)
    monkeypatch.setattr("app.cli.explore.PROGRESS_SECONDS", 0.0)
    with redirect_stderr(error), redirect_stdout(StringIO()):
        assert main(["explore", "rpc-failures"]) == 1
    written = error.buffer.getvalue().decode()
    assert ("1 states found, 1 to be looked at (Ctrl-C gives up)" in written) is told
    assert written.endswith("\r\033[K") is told
    assert bool(written) is told


def test_where_symmetry_does_not_apply_it_is_said() -> None:
    assert "symmetry" not in answer("explore", "server-crash", "--set", "crashes=0", "--symmetry")
    assert "no processes of server-crash can be interchanged" in faultline("explore", "server-crash", "--symmetry").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "nope"], "unknown concept “nope”"),
        (["run", "server-crash", "--set", "crashes=9"], "crashes: “9” is not usable; allowed: a whole number from 0 to 2"),
        (["run", "server-crash", "--set", "crashs=1"], "did you mean “crashes”?"),
        (["run", "server-crash", "--set", "crashes"], "allowed: NAME=VALUE"),
        (["run", "server-crash", "--set", "crashes=1", "--set", "crashes=2"], "given twice"),
        (["run", "server-crash", "--choices", "0,9"], "choice 9 at step 1 is not enabled; allowed there: 0 to 1"),
        (["run", "server-crash", "--choices", "0,x"], "“x” (place 1)"),
        (["run", "server-crash", "--choices", "0", "--random", "1"], "cannot be given together"),
        (["run", "server-crash", "--json", "--mermaid"], "cannot be given together"),
        (["run", "server-crash", "--scenario", "nope"], "unknown scenario “nope”"),
        (["run", "server-crash", "--stop", "-1"], "--stop"),
        (["run", "server-crash", "--stop", "x"], "--stop: “x” is not usable; allowed: a whole number from 0"),
        (["run", "server-crash", "--stop"], "--stop"),
        (["run", "server-crash", "--random", "1.5"], "--random: “1.5” is not usable; allowed: a whole number"),
        (["run", "server-crash", "--nope"], "--nope"),
        (["run", "server-crash", "--scenari", "x"], "unknown option “--scenari”; did you mean “--scenario”?"),
        (["run", "server-crash", "more"], "“more” is one argument too many"),
        (["run"], "CONCEPT"),
        (["explore", "server-crash", "--limit", "0"], "--limit"),
        (["explore", "domino-effect", "--set", "pattern=P1: a?"], "a"),
        (["explore", "server-crash", "--seconds", "nan"], "--seconds: “nan” is not usable; allowed: a number of seconds from 0"),
        (["frobnicate"], "frobnicate"),
        (["explor"], "did you mean “explore”?"),
        (["lessons", "frobnicate"], "frobnicate"),
        (["serve", "--port", "70000"], "--port: “70000” is not usable; allowed: a whole number from 0 to 65535"),
        (["--nope"], "--nope"),
        (["lessons", "check", "no-such-file.md"], "no-such-file.md"),
    ],
)
def test_unusable_arguments_are_exit_status_2_and_one_readable_line(arguments: list[str], said: str) -> None:
    done = faultline(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["lessons", "check"], ["lessons", "sync"]])
def test_every_command_has_help(command: list[str]) -> None:
    done = faultline(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: {' '.join(['faultline', *command])} ")


@pytest.mark.parametrize("command", [[], ["lessons"]])
def test_without_a_command_the_help_is_printed_and_lists_the_commands(command: list[str]) -> None:
    done = faultline(*command)
    assert (done.returncode, done.stderr) == (2, "")
    listed = [line.split()[0] for line in done.stdout.partition("COMMAND\n")[2].splitlines() if line.startswith("    ") and line[4] != " "]
    assert listed == (["check", "sync"] if command else list(COMMANDS))


HEAVY = {"asyncio", "fastapi", "pydantic", "rich", "sqlalchemy", "sqlmodel", "starlette", "subprocess", "typer", "uvicorn"}


@pytest.mark.parametrize("arguments", [["explore", "server-crash"], ["run", "server-crash"], ["study", "hamming", "--seeds", "1"], ["--help"]])
def test_what_needs_no_web_and_no_store_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys\nfrom app.cli import main\nmain({arguments!r})\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "app" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(("arguments", "collecting"), [(("run", "server-crash"), False), (("restore", "no-such-copy.db"), True)])
def test_only_what_is_soon_over_goes_without_the_garbage_collector(arguments: tuple[str, ...], collecting: bool) -> None:
    gc.disable()
    try:
        faultline(*arguments)
        assert gc.isenabled() is collecting
    finally:
        gc.enable()


def test_mermaid_and_shiviz_tell_the_same_run() -> None:
    mermaid = faultline("run", "server-crash", "--choices", "0,0,2", "--mermaid").stdout
    assert mermaid.startswith("sequenceDiagram\n    participant L0 as client\n")
    assert "    L0->>L1: 1. print" in mermaid
    assert "    Note over L1: 3. crash" in mermaid
    shiviz = faultline("run", "server-crash", "--choices", "0,0,2", "--shiviz").stdout.splitlines()
    assert shiviz[:2] == ["0. send print to server", 'client {"client": 1}']
    assert shiviz[2:4] == ["1. receive print from client", 'server {"client": 1, "server": 1}']


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_with_another_encoding_is_no_violation(encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-m", "app.cli", "run", "server-crash"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "✓".encode() in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_output_that_cannot_be_written_is_one_line_and_status_2() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "app.cli", "run", "server-crash", "--json"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be written" in done.stderr


def test_a_port_that_is_taken_is_said_before_anything_claims_to_be_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = faultline("serve", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "cannot listen on http://127.0.0.1:" in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(f"{sys.executable} -m app.cli run server-crash --json | head -c 10", shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.stderr == b""


def test_a_backup_can_be_restored_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'course.db'}"
    lessons = str(write(tmp_path / "lessons"))
    assert faultline("lessons", "sync", FAULTLINE_DATABASE_URL=database, FAULTLINE_LESSONS_DIR=lessons).returncode == 0
    calls = [("backup",), ("backup",), ("restore",), ("restore", "--force")]
    done = [faultline(name, str(tmp_path / "copy.db"), *more, FAULTLINE_DATABASE_URL=database) for name, *more in calls]
    assert [call.returncode for call in done] == [0, 2, 2, 0]
    assert [call.stderr.count("\n") for call in done] == [0, 1, 1, 0]
    assert "exists already" in done[1].stderr
    assert "--force" in done[2].stderr


def test_on_postgresql_a_backup_is_left_to_its_own_tools(tmp_path: Path) -> None:
    done = faultline("backup", str(tmp_path / "copy.db"), FAULTLINE_DATABASE_URL="postgresql://localhost/course")
    assert (done.returncode, "pg_dump" in done.stderr) == (2, True)
