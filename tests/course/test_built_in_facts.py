"""What the lessons say in words is what the kernel finds."""

import re
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from app import concepts
from app.course.directives.sim import first_choices
from app.course.lesson import files_in
from app.kernel.explore import explore
from app.kernel.runs import play
from app.settings import Settings


def ending(slug: str, scenario: str | None = None, parameters: dict[str, str] | None = None, choices: tuple[int, ...] | None = None) -> dict:
    concept = concepts.find(slug)
    model = concept.model(parameters or {}, scenario)
    outcome = play(model, first_choices(model, scenario, choices)).outcome
    assert outcome is not None
    return outcome


def endings(slug: str, **parameters: str) -> list[dict]:
    found = explore(concepts.find(slug).model(parameters))
    assert found.exhausted
    return [end.outcome for end in found.endings]


# what failure means


def test_the_first_system_is_nearly_always_up_and_the_second_for_a_little_more_than_96_per_cent():
    assert 1 - 0.001 / 3600 > 0.999999
    assert round(100 * (365 - 14) / 365, 2) == 96.16


@pytest.mark.parametrize(
    "choices", [(0, 0, 1), (0, 0, 0, 1), (0, 0, 0, 0, 1), (0, 0, 0, 0, 0, 1)], ids=["request lost", "crash before", "crash after", "reply lost"]
)
def test_omission_and_crash_look_the_same_to_the_client(choices):
    assert ending("rpc-failures", parameters={"retries": "0", "client_crashes": "0"}, choices=choices)["client"] == "unknown"


def test_a_slow_server_looks_the_same_although_nothing_is_lost():
    slow = dict.fromkeys(("retries", "requests_lost", "replies_lost", "server_crashes", "client_crashes"), "0") | {"early": "1"}
    assert {"client": "unknown", "executed": 1} in endings("rpc-failures", **slow)


# five ways a call can fail


@pytest.mark.parametrize(
    ("scenario", "client", "executed"),
    [
        ("1-server-not-found", "error", 0),
        ("2-request-lost", "unknown", 0),
        ("3-crash-before", "unknown", 0),
        ("3-crash-after", "unknown", 1),
        ("4-reply-lost", "unknown", 1),
    ],
)
def test_the_table_of_silences_is_what_happens(scenario, client, executed):
    assert ending("rpc-failures", scenario) == {"client": client, "executed": executed}


@pytest.mark.parametrize(
    ("scenario", "client", "executed"),
    [
        ("executed-twice", "ok", 2),
        ("impatient-client", "ok", 2),
        ("filter-works", "ok", 1),
        ("cannot-tell-done", "unknown", 1),
        ("cannot-tell-not-done", "unknown", 0),
    ],
)
def test_asking_again_has_the_price_that_the_lesson_says(scenario, client, executed):
    assert ending("rpc-failures", scenario) == {"client": client, "executed": executed}


# server crashes


@pytest.mark.parametrize(
    ("server", "client", "choices", "expected"),
    [
        ("M->P", "never", (0, 0, 2), {"ordering": "MC(P)", "result": "ZERO"}),
        ("P->M", "when-acked", (0, 0, 1), {"ordering": "PC(M)", "result": "OK"}),
    ],
)
def test_the_predictions_about_crashes_come_true(server, client, choices, expected):
    assert ending("server-crash", parameters={"server": server, "client": client}, choices=choices) == expected


@pytest.mark.parametrize(
    ("client", "row"),
    [("always", "DUP DUP OK"), ("never", "OK OK ZERO"), ("when-acked", "DUP OK ZERO"), ("when-not-acked", "OK DUP OK")],
)
def test_the_table_of_the_server_that_prints_first_is_what_exploration_finds(client, row):
    results = {end["ordering"]: end["result"] for end in endings("server-crash", server="P->M", client=client)}
    assert " ".join(results[ordering] for ordering in ("PMC", "PC(M)", "C(PM)")) == row


def test_three_copies_are_the_most_that_two_crashes_make():
    machine = concepts.find("server-crash").model({"server": "P->M", "client": "always", "crashes": "2"}).machine

    @cache
    def most(state: object) -> int:
        prints = [(event.kind == "step" and event.subject == "P", machine.apply(state, event).state) for event in machine.enabled(state)]
        return max((printed + most(after) for printed, after in prints), default=0)

    assert most(machine.start().state) == 3


# Byzantine agreement


def test_three_lies_are_unknown_to_all_four_and_one_lie_told_to_two_is_believed_by_all():
    told = {"lies": "x,y,z"}
    assert {results[2] for results in ending("byzantine-agreement", parameters=told, choices=(0, 0, 0))["results"].values()} == {"UNKNOWN"}
    assert {results[2] for results in ending("byzantine-agreement", parameters=told, choices=(0, 2))["results"].values()} == {"x"}


def test_with_three_processes_the_traitor_makes_a_loyal_value_unknown_and_never_a_wrong_one():
    results = [end["results"] for end in endings("byzantine-agreement", processes="3")]
    assert {found["1"][1] for found in results} == {"UNKNOWN"}
    assert {end["results"]["1"][2] for end in endings("byzantine-agreement", processes="3", traitors="2")} == {"UNKNOWN"}
    assert {end["results"]["1"][1] for end in endings("byzantine-agreement", processes="3", lies="1,2")} == {"UNKNOWN", "2"}


@pytest.mark.parametrize(("scenario", "validity"), [("two-rounds-two-traitors", True), ("broken-textbook-rule", True)])
def test_the_small_print_breaks_agreement_and_keeps_validity(scenario, validity):
    found = ending("byzantine-agreement", scenario)
    assert (found["agreement"], found["validity"]) == (False, validity)


@pytest.mark.parametrize(("processes", "good"), [(4, False), (5, True)])
def test_om_2_needs_more_than_2k_plus_m_processes_for_one_traitor(processes, good):
    setting = {"algorithm": "om", "m": "2", "processes": str(processes), "traitors": str(processes), "lies": "attack,retreat"}
    found = endings("byzantine-agreement", **setting, values=",".join(["attack"] + ["-"] * (processes - 1)))
    assert all(end["validity"] for end in found) == good


# the domino effect


CAREFUL = "P1: a? C b! c? C d! e?; P2: a! b? C c! d? C e!"
UNWISE = "P1: a! b? C c! d?; P2: a? C b! c? C d!"


def test_the_dominoes_fall_as_far_as_the_lesson_says():
    assert ending("domino-effect", "cascade") == {"recovery_line": {"P1": 1, "P2": 1, "P3": 1}, "undone": 19}
    assert ending("domino-effect", parameters={"pattern": CAREFUL, "crash": "P2"}) == {"recovery_line": {"P1": 0, "P2": 0}, "undone": 14}
    assert ending("domino-effect", parameters={"pattern": UNWISE, "crash": "P2"})["undone"] == 11
    assert ending("domino-effect", parameters={"pattern": "P1: C a! b? C c?; P2: a? C b! C c!", "crash": "P2"})["recovery_line"] == {"P1": 2, "P2": 2}


def test_p2_goes_back_three_times_in_the_cascade():
    run = play(concepts.find("domino-effect").model({}, "cascade"))
    steps = [step.event for step in run.steps if step.event]
    rounds = [event.process for event in steps if isinstance(event.subject, tuple) and event.subject[0] == "rollback"]
    assert rounds == ["P2", "P1", "P3", "P2", "P1", "P3", "P2"]


def moved(pattern: str, process: int) -> list[str]:
    """The patterns in which one checkpoint of a process stands somewhere else."""
    lines = [line.split() for line in pattern.split(";")]
    made = []
    for place in [number for number, word in enumerate(lines[process]) if word == "C"]:
        rest = lines[process][:place] + lines[process][place + 1 :]
        made += [[*rest[:to], "C", *rest[to:]] for to in range(1, len(rest) + 1)]
    return ["; ".join(" ".join(words if number == process else line) for number, line in enumerate(lines)) for words in made]


def test_one_checkpoint_in_a_better_place_stops_the_dominoes():
    lost = {ending("domino-effect", parameters={"pattern": made, "crash": "P2"})["undone"] for process in (0, 1) for made in moved(UNWISE, process)}
    assert min(lost) == 0
    assert {2, 4, 5, 7} <= lost


def test_a_checkpoint_can_be_of_no_use_and_a_process_that_received_nothing_stays():
    assert ending("domino-effect", "useless-checkpoint")["recovery_line"] == {"P1": 1, "P2": 0}
    assert {name: target for name, target in ending("domino-effect", "no-dependence")["recovery_line"].items() if target == "now"} == {
        "P3": "now",
        "P4": "now",
    }


# links


def links() -> list[str]:
    return sorted({link for path in files_in(Settings().lessons_dir).values() for link in re.findall(r"\]\((/play/[^)]*)\)", path.read_text())})


@pytest.mark.parametrize("link", links())
def test_a_link_to_a_run_leads_to_one(link):
    parts = urlsplit(link)
    [scenario] = parse_qs(parts.query)["scenario"]
    assert ending(parts.path.removeprefix("/play/"), scenario)


def test_there_are_links_to_runs_to_be_checked():
    assert len(links()) >= 8
