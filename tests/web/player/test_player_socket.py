"""The player's socket: whole continuations, single choices, refusals that lose nothing, and nobody from elsewhere."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from app.concepts import catalogue, find
from app.kernel.errors import UsageError
from app.kernel.runs import play
from app.kernel.show.report import run_document
from app.main import create_app
from app.settings import Settings
from app.web.player import player_socket as live


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give the running course."""
    folder = tmp_path_factory.mktemp("live")
    with TestClient(create_app(Settings(database_url=f"sqlite:///{folder}/course.db"))) as running:
        yield running


class Conversation:
    """A socket, spoken to in messages."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self.request = 0

    def ask(self, **message: Any) -> list[dict[str, Any]]:
        """Send a message and give its answers, up to the last one."""
        self.request += 1
        self.socket.send_text(json.dumps({"request": self.request, **message}))
        answers = [json.loads(self.socket.receive_text())]
        while answers[-1]["type"] not in ("ended", "refused"):
            answers.append(json.loads(self.socket.receive_text()))
        return answers


@pytest.fixture
def talk(client: TestClient) -> Iterator[Conversation]:
    """Give an open socket."""
    with client.websocket_connect("/ws/player") as socket:
        yield Conversation(socket)


def frames(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give all frames of some answers in order."""
    return [frame for answer in answers if answer["type"] == "frames" for frame in answer["frames"]]


@pytest.mark.parametrize("slug", list(catalogue()))
def test_opening_streams_the_whole_default_continuation(talk: Conversation, slug: str) -> None:
    answers = talk.ask(type="open", concept=slug)
    expected = msgspec.json.decode(msgspec.json.encode(run_document(play(find(slug).model()))))
    assert answers[0]["type"] == "opened"
    assert answers[0]["parameters"] == expected["parameters"]
    assert [frame["step"] for frame in frames(answers)] == list(range(len(expected["choices"]) + 1))
    assert [frame["narration"] for frame in frames(answers)] == [frame["narration"] for frame in expected["frames"]]
    ended = answers[-1]
    assert (ended["choices"], ended["chosen"], ended["end"], ended["outcome"]) == (expected["choices"], 0, "final", expected["outcome"])
    assert len(ended["diagram"]["columns"]) == len(expected["choices"]) + 1


def test_a_choice_streams_only_the_new_tail(talk: Conversation) -> None:
    talk.ask(type="open", concept="server-crash")
    answers = talk.ask(type="choose", step=1, index=1)
    assert frames(answers)[0]["step"] == 2
    assert (answers[-1]["choices"][:2], answers[-1]["chosen"], answers[-1]["request"]) == ([0, 1], 2, 2)


def test_a_run_is_taken_up_again_on_another_socket_from_its_choices(client: TestClient, talk: Conversation) -> None:
    talk.ask(type="open", concept="server-crash", parameters={"client": "never"})
    before = talk.ask(type="choose", step=1, index=1)
    with client.websocket_connect("/ws/player") as socket:
        after = Conversation(socket).ask(type="open", concept="server-crash", parameters={"client": "never"}, choices=[0, 1])
    assert frames(after)[2:] == frames(before)
    assert after[-1] == before[-1] | {"request": 1}


def test_a_scenario_brings_its_parameters_and_choices(talk: Conversation) -> None:
    answers = talk.ask(type="open", concept="server-crash", scenario="lost-job")
    assert answers[0]["parameters"]["client"] == "never"
    assert (answers[-1]["choices"][:3], answers[-1]["chosen"]) == ([0, 0, 2], 3)


def test_a_run_follows_the_events_of_another_as_far_as_it_can(talk: Conversation) -> None:
    leader = {"parameters": {"client": "always"}, "choices": [0, 0, 2, 0, 0, 0, 0]}
    answers = talk.ask(type="open", concept="server-crash", parameters={"client": "never"}, follow=leader)
    assert answers[0]["missed"] == "server gets “print” from client"
    assert answers[-1]["chosen"] == 6
    assert answers[-1]["outcome"] == {"ordering": "MC(P)", "result": "ZERO"}
    same = talk.ask(type="open", concept="server-crash", parameters={"client": "always"}, follow=leader)
    assert (same[0]["missed"], same[-1]["choices"][:7]) == (None, leader["choices"])


def test_lies_are_listed_with_the_step_at_which_each_is_chosen(talk: Conversation) -> None:
    lies = talk.ask(type="open", concept="byzantine-agreement")[0]["lies"]
    assert len(lies) == 15
    assert lies[0] == {"step": 0, "round": 0, "traitor": "3", "receiver": "1", "part": "3", "options": ["x", "y"]}
    assert [lie["step"] for lie in lies] == list(range(15))
    assert talk.ask(type="open", concept="server-crash")[0]["lies"] == []


@pytest.mark.parametrize(
    ("concept", "parameters", "editors"),
    [
        ("server-crash", {}, []),
        ("byzantine-agreement", {}, [{"kind": "lies", "parameters": []}]),
        ("byzantine-agreement", {"traitors": ""}, []),
        ("domino-effect", {}, [{"kind": "pattern", "parameters": ["pattern", "crash"]}]),
    ],
)
def test_a_run_says_which_editors_it_has(talk: Conversation, concept: str, parameters: dict[str, str], editors: list[object]) -> None:
    assert talk.ask(type="open", concept=concept, parameters=parameters)[0]["editors"] == editors


@pytest.mark.parametrize(
    ("message", "said", "field"),
    [
        ({"type": "open", "concept": "nope"}, "unknown concept “nope”", "concept"),
        ({"type": "open", "concept": "server-crash", "parameters": {"crashes": 9}}, "from 0 to 2", "crashes"),
        ({"type": "open", "concept": "server-crash", "choices": [7]}, "choice 7 at step 0 is not enabled", "choices"),
        ({"type": "open", "concept": "server-crash", "choices": [0] * 2001}, "too many", "choices"),
        ({"type": "open", "concept": "server-crash", "surprise": 1}, "surprise", None),
        ({"type": "choose", "step": 0, "index": 0}, "no run is open", None),
        ({"type": "dance"}, "dance", None),
        ({"type": "open"}, "concept", None),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(talk: Conversation, message: dict[str, Any], said: str, field: str | None) -> None:
    (refused,) = talk.ask(**message)
    assert refused["type"] == "refused"
    assert said in refused["message"]
    assert refused["field"] == field


def test_a_refusal_leaves_the_run_as_it_was(talk: Conversation) -> None:
    opened = talk.ask(type="open", concept="server-crash")
    for wrong in ({"step": 1, "index": 9}, {"step": 99, "index": 0}, {"step": -1, "index": 0}):
        assert talk.ask(type="choose", **wrong)[-1]["type"] == "refused"
    again = talk.ask(type="choose", step=0, index=0)
    assert frames(again) == frames(opened)[1:]


def test_garbage_is_refused_and_the_socket_lives_on(talk: Conversation) -> None:
    for garbage in ("", "{", "[]", "null", '"x"', "\x00", '{"type": 1}'):
        talk.socket.send_text(garbage)
        assert json.loads(talk.socket.receive_text())["type"] == "refused"
    assert talk.ask(type="open", concept="server-crash")[-1]["type"] == "ended"


def test_a_message_that_is_too_long_is_refused(talk: Conversation) -> None:
    talk.socket.send_text(" " * (live.MESSAGE_BYTES + 1))
    assert "too long" in json.loads(talk.socket.receive_text())["message"]
    talk.socket.send_text(json.dumps({"type": "open", "request": 7, "concept": "x" * live.MESSAGE_BYTES}))
    refused = json.loads(talk.socket.receive_text())
    assert (refused["type"], refused["request"]) == ("refused", 7)
    assert talk.ask(type="open", concept="server-crash")[-1]["type"] == "ended"


UNUSABLE = ['"type": "dance"', '"type": "open", "concept": 5', '"type": "open", "concept": "server-crash", "parameters": {"crashes": 1.5}']


@pytest.mark.parametrize("rest", UNUSABLE)
def test_a_refusal_names_its_request_whatever_is_wrong_with_it(talk: Conversation, rest: str) -> None:
    talk.socket.send_text(f'{{"request": 7, {rest}}}')
    refused = json.loads(talk.socket.receive_text())
    assert (refused["type"], refused["request"]) == ("refused", 7)


def test_the_player_knows_how_long_a_message_may_be() -> None:
    scripts = (path.read_text(encoding="utf-8") for path in (Settings().static_dir / "js" / "player").rglob("*.js"))
    assert re.findall(r"MESSAGE_MAX = ([0-9_]+);", "".join(scripts)) == [f"{live.MESSAGE_BYTES:_}"]


def test_a_run_that_is_cut_off_says_so(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BOUND", 2)
    ended = talk.ask(type="open", concept="server-crash")[-1]
    assert (ended["end"], ended["length"], ended["outcome"]) == ("bound", 2, None)


def test_a_refusal_on_the_way_leaves_the_run_as_it_was(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    before = talk.ask(type="open", concept="server-crash", parameters={"client": "never"})[-1]["choices"]
    with monkeypatch.context() as patched:
        patched.setattr(live, "_stream", late)
        assert talk.ask(type="choose", step=2, index=2)[-1]["type"] == "refused"
        assert talk.ask(type="open", concept="rpc-failures")[-1]["type"] == "refused"
    after = talk.ask(type="choose", step=len(before), index=0)[-1]
    assert (after["type"], after["choices"]) == ("ended", [*before, 0, 0, 0])


def late(*arguments: Any, **more: Any) -> Iterator[Any]:
    """Stand for a drawing that takes too long."""
    raise UsageError("the run takes too long to draw")
    yield


def test_waiting_for_a_slow_reader_is_not_counted_as_work() -> None:
    watch = live.Stopwatch()

    def work(seconds: float) -> str:
        begin = time.thread_time()
        while time.thread_time() - begin < seconds:
            pass
        return ""

    watch.run(lambda: work(0.02))
    time.sleep(0.1)
    spent = watch._spent
    assert 0.02 <= spent < 0.1
    assert watch.run(lambda: str(watch.overdue())) == "False"
    watch._spent = live.SECONDS
    assert watch.run(lambda: str(watch.overdue())) == "True"


def test_a_message_that_is_nested_too_deep_is_refused(talk: Conversation) -> None:
    talk.socket.send_text('{"a":' * 10_000)
    assert "nested too deep" in json.loads(talk.socket.receive_text())["message"]


def test_a_run_that_takes_too_long_is_given_up(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "SECONDS", -1)
    assert "takes too long" in talk.ask(type="open", concept="server-crash")[-1]["message"]


ORIGINS = [
    ("http://testserver", True),
    ("https://testserver", True),
    (None, True),
    ("http://evil.example", False),
    ("http://testserver.evil.example", False),
    ("http://testserver:81", False),
    ("null", False),
    ("", False),
    ("file://testserver", False),
]


@pytest.mark.parametrize(("origin", "accepted"), ORIGINS)
def test_only_a_page_of_this_course_may_open_a_socket(client: TestClient, origin: str | None, accepted: bool) -> None:
    headers = {} if origin is None else {"origin": origin}
    if accepted:
        with client.websocket_connect("/ws/player", headers=headers):
            return
    with pytest.raises(WebSocketDisconnect) as caught, client.websocket_connect("/ws/player", headers=headers):
        pass
    assert caught.value.code == 1008


def test_a_socket_with_cookies_and_no_origin_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/ws/player", headers={"cookie": "session=x"}):
        pass


@pytest.mark.parametrize(
    ("concept", "parameters", "unused"),
    [
        ("byzantine-agreement", {}, ["m", "commander"]),
        ("byzantine-agreement", {"algorithm": "om"}, ["rule"]),
        ("rpc-failures", {}, ["early", "filter"]),
        ("rpc-failures", {"semantics": "maybe", "early": 1}, ["retries", "filter"]),
        ("server-crash", {"crashes": 0}, []),
    ],
)
def test_the_player_is_told_which_parameters_say_nothing_about_a_run(
    talk: Conversation, concept: str, parameters: dict[str, Any], unused: list[str]
) -> None:
    assert talk.ask(type="open", concept=concept, parameters=parameters)[0]["unused"] == unused


def test_the_player_is_told_with_the_run_what_parameters_and_properties_are_called(talk: Conversation) -> None:
    opened = talk.ask(type="open", concept="server-crash", scenario="broken-reordering")[0]
    assert opened["titles"].keys() == opened["parameters"].keys()
    assert opened["titles"]["client"] == "Client"
    assert opened["sentences"]["at-least-once"] == "In the end the text is printed."
    assert "variant" not in talk.ask(type="open", concept="server-crash")[0]["titles"]
