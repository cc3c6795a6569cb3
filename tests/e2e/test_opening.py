"""A run comes in again as JSON: chosen, dropped or pasted, replayed by the server, and refused in words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import concepts
from app.kernel.runs import play
from app.kernel.show.report import run_document
from tests.e2e.conftest import Open
from tests.e2e.looks import flaws
from tests.e2e.menu import choose
from tests.e2e.test_sharing import RUN, saved

pytestmark = pytest.mark.browser


def document_of(concept: str, **more: object) -> str:
    """A run as JSON."""
    model = concepts.find(concept).model({"client": "when-acked"} if concept == "server-crash" else {})
    document = run_document(play(model, (0, 0, 2) if concept == "server-crash" else ()))
    parts: dict[str, object] = {"concept": concept, "revision": document.revision, "parameters": document.parameters, "choices": document.choices}
    return json.dumps(parts | more)


def paste(page: Page, text: str) -> None:
    """Open a text."""
    if page.get_by_role("group", name="Open a run").count() == 0:
        choose(page, "Open")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Open this text").click()


def crashed(page: Page) -> None:
    """The run of the document is on show."""
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("when-acked")
    expect(page.locator(".sp-tick.sp-fault")).to_have_count(1)


def by_file(page: Page, text: str) -> None:
    """Choose a file."""
    choose(page, "Open")
    page.get_by_label("File").set_input_files({"name": "run.json", "mimeType": "application/json", "buffer": text.encode()})


def by_drop(page: Page, text: str) -> None:
    """Drop a file on the player."""
    page.evaluate(
        """(text) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "run.json"));
            const player = document.querySelector("sim-player");
            for (const type of ["dragover", "drop"]) {
                const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried });
                if (player.querySelector(".sp-space").dispatchEvent(event)) throw new Error(`${type} was left to the browser`);
            }
        }""",
        text,
    )


@pytest.mark.parametrize("way", [paste, by_file, by_drop], ids=lambda way: way.__name__)
def test_a_run_is_opened_again_and_can_be_undone(open_page: Open, way: Callable[[Page, str], None]) -> None:
    page = open_page("/play/server-crash")
    way(page, document_of("server-crash"))
    crashed(page)
    expect(page.locator(".sp-status")).to_have_text("Run opened.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("always")


def test_a_saved_json_opens_as_the_same_run(open_page: Open, tmp_path: Path) -> None:
    text = saved(open_page(RUN), "JSON", tmp_path).read_text(encoding="utf-8")
    page = open_page("/play/server-crash")
    paste(page, text)
    expect(page.locator(".sp-chip[data-parameter='client']")).to_contain_text("never")
    expect(page.locator(".sp-say > b")).to_have_text("Step 0 of 6")


def test_another_revision_is_said_and_tried(open_page: Open) -> None:
    page = open_page("/play/server-crash")
    paste(page, document_of("server-crash", revision=99))
    crashed(page)
    expect(page.locator(".sp-notice")).to_contain_text("This run was made with revision 99 of “Server crash”, which is at revision 1 now.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "This is not JSON."),
        (document_of("server-crash", choices=[0, 9]), "choice 9 at step 1 is not enabled; allowed there: 0 to"),
        (document_of("server-crash", parameters={"client": "x"}), "allowed: always, never, when-acked, when-not-acked"),
        (document_of("server-crash", parameters={"client": "x" * 70_000}), "the run is too long to be asked for"),
        (document_of("server-crash", parameters={"crashes": 1.5}), "the message cannot be read"),
        (document_of("rpc-failures"), "This is a run of “rpc-failures”, and this player shows “server-crash” only."),
    ],
    ids=["no JSON", "choices", "parameters", "too long", "a fraction", "another concept"],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_lost(open_page: Open, text: str, said: str) -> None:
    page = open_page(RUN)
    before = page.locator(".sp-say").inner_text()
    paste(page, text)
    expect(page.locator(".sp-share .sp-error")).to_contain_text(said)
    expect(page.get_by_label("Text", exact=True)).to_have_value(text)
    assert page.locator(".sp-say").inner_text() == before


LONG_MESSAGE = """() => new Promise((heard) => {
  const socket = new WebSocket(location.origin.replace("http", "ws") + "/ws/player");
  socket.onopen = () => socket.send(JSON.stringify({ type: "open", request: 7, concept: "x".repeat(70_000) }));
  socket.onclose = ({ code }) => heard(`closed with ${code}`);
  socket.onmessage = ({ data }) => heard(JSON.parse(data));
})"""


def test_a_message_that_is_too_long_is_refused_by_the_server_in_words(open_page: Open) -> None:
    refused = open_page("/play", player=False).evaluate(LONG_MESSAGE)
    assert refused == {"type": "refused", "request": 7, "message": "the message is too long; allowed: 65536 characters", "field": None}


def test_a_run_of_another_concept_can_be_opened_where_it_belongs(open_page: Open) -> None:
    page = open_page(RUN)
    paste(page, document_of("rpc-failures"))
    page.get_by_role("link", name="Open it there").click()
    expect(page.locator("h1")).to_have_text("The five failures of a remote call")
    expect(page.locator(".sp-player")).to_be_visible()


def refused(page: Page) -> None:
    """A run was refused."""
    paste(page, document_of("rpc-failures"))
    expect(page.locator(".sp-share .sp-error")).to_be_visible()


def test_axe_finds_nothing_where_a_run_is_refused(open_page: Open) -> None:
    page = open_page(RUN)
    refused(page)
    assert flaws(page) == []
