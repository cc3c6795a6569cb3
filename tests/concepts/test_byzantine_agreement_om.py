"""OM(m): exactly enough from 3m + 1 processes on, in m + 1 rounds, and the same as the recursion that its authors wrote."""

from collections import Counter
from itertools import permutations

import pytest

from app.concepts.byzantine_agreement import CONCEPT
from app.concepts.byzantine_agreement.protocols import OralMessages
from app.concepts.byzantine_agreement.protocols import Said as Message
from app.kernel.prng import Sequence
from app.kernel.runs import Run, play
from app.kernel.show.trace import Tracer
from tests.concepts.byzantine import OM, explored, holds, most, random_runs


def verdicts(runs: list[Run]) -> Counter[tuple[bool, bool]]:
    return Counter((run.outcome["agreement"], run.outcome["validity"]) for run in runs if run.outcome)


# the algorithm told a second time, without the kernel


Said = dict[tuple[tuple[str, ...], str], str]


def oral(m: int, path: tuple[str, ...], sent: dict[str, str], lies: Said, traitors: list[str]) -> dict[str, str]:
    """OM(m) as its authors write it: with what the last of ``path`` sent to each lieutenant, what each lieutenant decides."""
    if m == 0 or len(sent) == 1:
        return sent
    heard: dict[str, list[str]] = {name: [value] for name, value in sent.items()}
    for name, value in sent.items():
        onward = {other: lies.get(((*path, name), other), "?") if name in traitors else value for other in sent if other != name}
        for other, result in oral(m - 1, (*path, name), onward, lies, traitors).items():
            heard[other].append(result)
    return {name: most(votes) for name, votes in heard.items()}


def oral_results(run: Run) -> dict[str, str]:
    """Give what the authors' OM(m) decides under the lies of a run."""
    values = run.model.parameters
    names = [str(number) for number in range(1, int(values["processes"]) + 1)]
    traitors, commander = str(values["traitors"]).split(","), str(values["commander"])
    lies: Said = {}
    for event in (step.event for step in run.steps):
        if event is not None and isinstance(event.subject, tuple):
            receiver, part, value = event.subject
            lies[(*(part.split(".") if part else ()), event.process), receiver] = value
    own = str(values["values"]).split(",")[names.index(commander)]
    sent = {name: lies.get(((commander,), name), "?") if commander in traitors else own for name in names if name != commander}
    decided = {commander: own} | oral(int(values["m"]), (commander,), sent, lies, traitors)
    return {name: decided[name] for name in names if name not in traitors}


# what holds


def test_the_sizes_of_all_explorations_are_pinned() -> None:
    sizes = {(size, traitor): explored(**OM, processes=size, traitors=traitor) for size in (3, 4, 5) for traitor in (1, 3)}
    assert {key: (result.states, result.transitions) for key, result in sizes.items()} == {
        (3, 1): (10, 10),
        (3, 3): (3, 3),
        (4, 1): (17, 22),
        (4, 3): (4, 5),
        (5, 1): (34, 46),
        (5, 3): (5, 7),
    }


def test_more_rounds_than_there_are_traitors_need_more_processes_too() -> None:
    assert [holds(explored(**OM, m=2, processes=size)) for size in (4, 5)] == [(False, False), (True, True)]


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_om_1_stands_any_one_traitor_exactly_from_four_processes_on(size: int) -> None:
    found = [holds(explored(**OM, processes=size, traitors=traitor)) for traitor in range(1, size + 1)]
    assert all(agreed and valid for agreed, valid in found) == (size >= 4)


def test_om_1_among_three_fails_with_a_disloyal_lieutenant_but_a_disloyal_commander_cannot_split_the_other_two() -> None:
    lieutenant = explored(**OM, processes=3)
    assert [(v.holds, v.choices) for v in lieutenant.verdicts] == [(False, (0, 0)), (False, (0, 0))]
    assert holds(explored(**OM, processes=3, traitors="1")) == (True, True)


def test_om_0_is_the_commanders_bare_word_and_stands_no_disloyal_commander() -> None:
    assert holds(explored(**OM, m=0, traitors="1")) == (False, True)
    assert holds(explored(**OM, m=0)) == (True, True)


@pytest.mark.parametrize("traitors", ["1,7", "3,6", "6,7", "1,2"])
def test_om_2_among_seven_stands_two_traitors_under_hundreds_of_random_lies(traitors: str) -> None:
    assert verdicts(random_runs(300, **OM, m=2, processes=7, traitors=traitors)) == {(True, True): 300}


def test_two_traitors_are_too_many_for_om_1_and_for_six_processes() -> None:
    assert verdicts(random_runs(100, **OM, m=1, processes=7, traitors="1,7"))[False, True] > 0
    assert verdicts(random_runs(100, **OM, m=2, processes=6, traitors="5,6"))[False, False] > 0


@pytest.mark.parametrize("commander", [1, 2, 4])
def test_any_process_can_be_the_commander(commander: int) -> None:
    model = CONCEPT.model(OM | {"commander": commander, "traitors": ""})
    assert play(model).outcome == {"results": dict.fromkeys(("1", "2", "3", "4"), str(commander)), "agreement": True, "validity": True}


@pytest.mark.parametrize(
    ("size", "m", "traitors", "commander"),
    [
        (3, 1, "3", 1),
        (4, 1, "1", 1),
        (4, 1, "3", 2),
        (4, 2, "2,3", 1),
        (5, 2, "1,4", 1),
        (6, 2, "5,6", 3),
        (7, 2, "1,7", 1),
        (7, 3, "2,3,5", 7),
        (3, 3, "2", 1),
    ],
)
def test_om_decides_as_its_authors_recursion_does(size: int, m: int, traitors: str, commander: int) -> None:
    runs = random_runs(60, **OM, processes=size, m=m, traitors=traitors, commander=commander, lies="x,y,1")
    assert len(runs) == 60
    for run in runs:
        assert run.outcome is not None
        assert run.outcome["results"] == oral_results(run)


@pytest.mark.parametrize("traitors", ["", "2"])
@pytest.mark.parametrize(("size", "m"), [(4, 0), (4, 1), (5, 2), (6, 1), (7, 2), (7, 3)])
def test_the_last_round_of_om_has_as_many_messages_as_there_are_paths(size: int, m: int, traitors: str) -> None:
    flights = Tracer(play(CONCEPT.model(OM | {"processes": size, "m": m, "traitors": traitors}))).flights
    relayed = [path for flight in flights if isinstance(flight.act.body, Message) for path, _ in flight.act.body.words]
    expected = 1
    for factor in range(size - 1, size - m - 2, -1):
        expected *= factor
    assert sum(len(path) == m + 1 for path in relayed) == expected


def test_the_largest_om_starts_and_ends() -> None:
    run = play(CONCEPT.model(OM | {"processes": 10, "m": 3, "traitors": "1,5,9"}))
    assert run.outcome == {"results": dict.fromkeys(("2", "3", "4", "6", "7", "8", "10"), "x"), "agreement": True, "validity": True}
    assert len(run.choices) == 707


def test_more_rounds_than_there_are_processes_to_pass_values_on_change_nothing() -> None:
    results = [play(CONCEPT.model(OM | {"processes": 3, "m": m})).outcome for m in (1, 2, 3)]
    assert results == [{"results": {"1": "1", "2": "UNKNOWN"}, "agreement": False, "validity": False}] * 3


def test_what_a_lieutenant_makes_of_its_messages_does_not_depend_on_who_the_traitors_are() -> None:
    draws = Sequence(8)
    names = ("1", "2", "3", "4")
    protocols = [OralMessages(names, traitors, ("a", "-", "-", "-"), ("x",), 1, "1") for traitors in ((), ("1",), ("3", "4"))]
    for _ in range(50):
        first = (("1", Message(((("1",), "abx"[draws.below(3)]),))),)
        second = tuple((name, Message(((("1", name), "abx"[draws.below(3)]),))) for name in ("3", "4"))
        held = [protocol.hear(0, "2", protocol.begin("2"), first) for protocol in protocols]
        told = [protocol.tell(1, "2", held[0], "3") for protocol in protocols]
        decided = [protocol.hear(1, "2", held[0], second) for protocol in protocols]
        assert (held, told, decided) == (held[:1] * 3, told[:1] * 3, decided[:1] * 3)


def test_every_path_of_om_is_handled_once_by_each_process_on_it() -> None:
    model = CONCEPT.model(OM | {"processes": 5, "m": 2, "traitors": ""})
    bodies = [flight.act.body for flight in Tracer(play(model)).flights]
    paths = Counter(path for body in bodies for path, _ in body.words)
    expected = {("1", *rest): 4 - number for number in range(3) for rest in permutations(("2", "3", "4", "5"), number)}
    assert paths == expected
