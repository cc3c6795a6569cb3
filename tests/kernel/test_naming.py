"""Events by name: what fits, what is refused and why, and runs that follow the default until a name fits."""

import pytest

from app.concepts import find
from app.kernel.errors import UsageError
from app.kernel.naming import choice_named, choices_named, event_name, plain_words
from app.kernel.roles import Planned
from app.kernel.runs import play

CRASH = find("server-crash")


def names(*choices: int) -> list[str]:
    run = play(CRASH.model(), choices, stop=len(choices))
    return [event_name(event, CRASH.show) for event in run.steps[-1].enabled]


def test_an_event_is_named_by_kind_process_and_subject() -> None:
    assert names(0) == ["step server M", "crash server"]
    assert names(0, 0) == ["step server P", "deliver M from server to client", "crash server"]


@pytest.mark.parametrize(("name", "index"), [("step", 0), ("step P", 0), ("deliver M", 1), ("M client", 1), ("CRASH", 2), ("crash server", 2)])
def test_a_name_fits_when_its_words_stand_in_the_full_name_in_order(name: str, index: int) -> None:
    enabled = play(CRASH.model(), (0, 0), stop=2).steps[-1].enabled
    assert choice_named(name, enabled, CRASH.show) == index


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("server", "fits several events: step server P; deliver M from server to client; crash server"),
        ("client M", "is not enabled: step server P; deliver M from server to client; crash server"),
        ("recover", "is not enabled: step server P"),
    ],
)
def test_a_name_that_does_not_fit_one_event_is_refused_with_those_there_are(name: str, why: str) -> None:
    enabled = play(CRASH.model(), (0, 0), stop=2).steps[-1].enabled
    with pytest.raises(UsageError, match=why):
        choice_named(name, enabled, CRASH.show)


def test_dots_follow_the_default_until_the_name_fits() -> None:
    machine = CRASH.model().machine
    assert choices_named(machine, ("… crash",), CRASH.show) == (0, 1)
    assert choices_named(machine, ("... step P", "crash"), CRASH.show) == (0, 0, 0, 1)
    with pytest.raises(UsageError, match="“heal” is not enabled"):
        choices_named(machine, ("… heal",), CRASH.show)


def test_plain_words_say_texts_tuples_and_structs() -> None:
    assert plain_words(("print", 2, None)) == "print 2"
    assert plain_words(Planned(("print", 2), "prints copy 2", "")) == "prints copy 2"
