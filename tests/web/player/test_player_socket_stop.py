import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession


@pytest.fixture
def socket(browser: TestClient):
    with browser.websocket_connect("/ws/player") as opened:
        yield opened


def ask(socket: WebSocketTestSession, **message) -> list[dict]:
    socket.send_json({"request": 1, **message})
    heard = [socket.receive_json()]
    while heard[-1]["type"] not in ("ended", "refused"):
        heard.append(socket.receive_json())
    return heard


def opened(socket, **more) -> list[dict]:
    return ask(socket, type="open", concept="server-crash", choices=[0, 0, 2], **more)


@pytest.mark.parametrize("stop", [0, 1, 2, 3])
def test_a_run_is_played_to_the_step_that_it_waits_at_and_no_further(socket, stop):
    heard = opened(socket, stop=stop)
    steps = [frame["step"] for message in heard if message["type"] == "frames" for frame in message["frames"]]
    assert (steps, heard[-1]["end"], heard[-1]["length"]) == (list(range(stop + 1)), "paused", stop)
    assert heard[-1]["choices"] == [0, 0, 2][:stop]


def test_what_can_happen_where_a_run_waits_is_not_told_but_what_could_before_is(socket):
    frames = [frame for message in opened(socket, stop=2) if message["type"] == "frames" for frame in message["frames"]]
    assert [bool(frame["enabled"]) for frame in frames] == [True, True, False]


def test_a_run_that_waits_takes_no_choice(socket):
    opened(socket, stop=2)
    said = ask(socket, type="choose", step=2, index=0)[-1]
    assert (said["type"], said["message"]) == ("refused", "the run waits for an answer; open it without “stop” to act in it")
    assert opened(socket)[-1]["end"] == "final"
    assert ask(socket, type="choose", step=2, index=0)[-1]["type"] == "ended"


def test_a_step_that_is_none_is_refused(socket):
    said = opened(socket, stop=-1)[-1]
    assert (said["type"], said["field"]) == ("refused", "stop")
