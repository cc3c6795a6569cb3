"""Whatever a student does in the player, it shows the run that the command line prints: runs of random choices, faults,
jumps and ways back, twenty in every run of the tests and two hundred with ``--all``."""

import copy
import json
import random
import subprocess
import sys
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page

from app.concepts import find
from app.kernel.runs import play
from app.kernel.show.report import run_document
from app.kernel.specification import Model
from tests.e2e.conftest import Open
from tests.e2e.mirror import Mirror, differences, expected
from tests.e2e.server import ROOT

pytestmark = pytest.mark.browser

PARTS = 10
RUNS = 20
ACTS = 6
SEED = 20_261_120

DRIVE = """async ({concept, parameters, acts, steps}) => {
  // Each of these players begins anew: what the tab remembers of the one before it is another test's matter.
  for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith("faultline-run"))) sessionStorage.removeItem(name);
  const player = document.createElement("sim-player");
  player.setAttribute("whole", "");
  player.setAttribute("concept", concept);
  player.setAttribute("parameters", JSON.stringify(parameters));
  document.querySelector("sim-player").replaceWith(player);
  const settled = async () => {
    do {
      await player.updateComplete;
      await new Promise((resolve) => setTimeout(resolve, 1));
    } while (player.querySelector(".sp-player")?.getAttribute("aria-busy") !== "false");
  };
  const jump = (step) => {
    const slider = player.querySelector(".sp-timeline input");
    slider.value = String(step);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (selector) => player.querySelector(selector)?.click();
  const text = (element, without = ".sp-hidden, .sp-breaks, .sp-sign, small") => {
    const copy = element.cloneNode(true);
    for (const one of copy.querySelectorAll(without)) one.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  await settled();
  for (const [act, value] of acts) {
    if (act === "jump") jump(value);
    else if (act === "choose") press(`.sp-next [data-index="${value}"]`);
    else if (act === "branch") press(`[data-branch="${value}"]`);
    else press(`.sp-${act}`);
    await settled();
  }
  const here = Number(player.querySelector(".sp-timeline input").value);
  const rows = [...player.querySelectorAll(".sp-events tbody tr")].map((row) => [...row.cells].map((cell) => text(cell)));
  const seen = {};
  for (const step of steps) {
    jump(step);
    await settled();
    const say = player.querySelector(".sp-say");
    seen[step] = {
      narration: text(say, "b, .sp-ending, .sp-breaks"),
      enabled: [...player.querySelectorAll(".sp-next [data-index]")].map((one) => [
        Number(one.dataset.index), text(one), one.classList.contains("sp-fault"), one.textContent.includes("changes nothing"),
      ]).sort((one, other) => one[0] - other[0]),
      tables: Object.fromEntries([...player.querySelectorAll(".sp-panels table")].map((table) => [
        text(table.caption), [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => text(cell, ".sp-hidden"))),
      ])),
    };
  }
  jump(rows.length - 1);
  await settled();
  const ending = [...player.querySelectorAll(".sp-next .sp-ending span")].map((part) => text(part));
  return { here, shown: { choices: rows.length - 1, events: rows, ending, steps: seen } };
}"""


def settings(chance: random.Random) -> tuple[str, dict[str, str | int | bool]]:
    """One of the four concepts with random parameters."""
    few = chance.randint(1, 2)
    return chance.choice(
        [
            (
                "server-crash",
                {
                    "server": chance.choice(["M->P", "P->M"]),
                    "client": chance.choice(["always", "never", "when-acked", "when-not-acked"]),
                    "crashes": few,
                },
            ),
            (
                "rpc-failures",
                {
                    "requests_lost": few,
                    "replies_lost": few,
                    "early": chance.randint(0, 1),
                    "semantics": chance.choice(["at-least-once", "at-most-once"]),
                },
            ),
            (
                "byzantine-agreement",
                {"processes": chance.randint(3, 4), "traitors": chance.choice(["1", "3"]), "algorithm": chance.choice(["vectors", "om"])},
            ),
            ("domino-effect", {"pattern": chance.choice(["P1: C a! b? C c!; P2: a? C b!; P3: C c?", "A: x! C y?; B: x? C y!"])}),
        ]
    )


def command_line(model: Model, parameters: dict[str, str | int | bool], choices: tuple[int, ...]) -> dict[str, Any]:
    """What ``faultline run --json`` prints."""
    given = [word for name, value in parameters.items() for word in ("--set", f"{name}={value}")]
    command = [sys.executable, "-m", "app.cli", "run", model.concept.slug, *given, "--choices", ",".join(map(str, choices)), "--json"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert told.returncode in (0, 1), told.stderr.decode()
    document: dict[str, Any] = json.loads(told.stdout)
    return document


@pytest.fixture
def empty(open_page: Open) -> Page:
    """A page whose player is about to be replaced again and again."""
    return open_page("/play/server-crash")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("part", range(PARTS))
def test_random_runs_show_what_the_command_line_prints(empty: Page, part: int) -> None:
    chance = random.Random(SEED + part)
    asked: dict[str, tuple[Model, dict[str, str | int | bool], tuple[int, ...]]] = {}
    faults = 0
    for number in range(RUNS):
        slug, parameters = settings(chance)
        mirror = Mirror(find(slug).model(parameters, None))
        acts = [mirror.act(chance) for _ in range(ACTS)]
        run = mirror.run
        steps = sorted({mirror.step, *(chance.randint(0, len(run.choices)) for _ in range(2))})
        told = empty.evaluate(DRIVE, {"concept": slug, "parameters": parameters, "acts": acts, "steps": steps})
        assert (told["here"], differences(told["shown"], expected(run, steps))) == (mirror.step, []), (number, slug, parameters, acts)
        faults += sum(1 for step in run.steps if step.event and step.event.fault)
        asked[slug] = (mirror.model, parameters, run.choices)
    assert len(asked) == 4
    assert faults > RUNS / 5, "the runs hold faults"
    for model, parameters, choices in asked.values():
        document = json.loads(msgspec.json.encode(run_document(play(model, choices))))
        assert command_line(model, parameters, choices) == document, "the kernel in this process says what the command line says"


def test_the_comparison_notices_one_altered_cell_sentence_event_and_ending(empty: Page) -> None:
    run = play(find("server-crash").model({}, None))
    told = empty.evaluate(DRIVE, {"concept": "server-crash", "parameters": {}, "acts": [], "steps": [2]})["shown"]
    wanted = expected(run, [2])
    assert differences(told, wanted) == []
    first_table = next(iter(wanted["steps"]["2"]["tables"]))
    for path in (
        ("events", 3, 3),
        ("ending", 0),
        ("steps", "2", "narration"),
        ("steps", "2", "enabled", 0, 1),
        ("steps", "2", "tables", first_table, 0, 1),
    ):
        altered = copy.deepcopy(wanted)
        place = altered
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = "something else"
        assert len(differences(told, altered)) == 1, path


def test_the_comparison_notices_a_missing_row_and_a_table_too_many(empty: Page) -> None:
    run = play(find("server-crash").model({}, None))
    told = empty.evaluate(DRIVE, {"concept": "server-crash", "parameters": {}, "acts": [["jump", 2], ["choose", 2]], "steps": []})["shown"]
    assert differences(told, expected(run, [])) != []
    assert differences({"tables": {"one": [], "two": []}}, {"tables": {"one": []}}) == ["/tables/two: shown [], wanted None"]
