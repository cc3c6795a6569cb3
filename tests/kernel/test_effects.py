"""What handlers can ask for beyond sending: told steps, multicasts that a crash interrupts, threads, logs and pages."""

from typing import Any

import pytest

from app.kernel.explore import explore
from app.kernel.faults import Budget, Faults
from app.kernel.network import Network, keep_all
from app.kernel.roles import Append, Local, Multicast, Observe, Put, Reaction, Role, Send, Tell, Then, become
from app.kernel.runs import Stepper
from app.kernel.show.words import event_label
from tests.kernel.doors import check_doors
from tests.kernel.toys import always, model_of


class Speaker(Role[str, None]):
    """Sends to all at once, then tells b a second thing."""

    def on_start(self, me: Local[str, None]) -> Reaction[str]:
        return become("speaks", Multicast(("b", "c", "d"), "news"), Tell("b", "more"))


class Ear(Role[tuple[Any, ...], None]):
    """Keeps what it hears."""

    def on_start(self, me: Local[tuple[Any, ...], None]) -> Reaction[tuple[Any, ...]]:
        return become(())

    def on_message(self, me: Local[tuple[Any, ...], None], sender: str, body: Any) -> Reaction[tuple[Any, ...]]:
        return become((*me.state, body))


def speaking(crashes: int = 1) -> Network:
    faults = Faults((Budget("crashes", "crashes", crashes),), crashes={"a": "crashes"})
    return Network({"a": Speaker(), "b": Ear(), "c": Ear(), "d": Ear()}, faults=faults)


def test_a_multicast_is_one_step_and_every_interrupted_form_is_a_crash() -> None:
    stepper = Stepper(model_of(speaking()))
    assert [event_label(event, str) for event in stepper.steps[0].enabled] == [
        "a sends “news” to b, c and d",
        "a crashes",
        "a crashes in the middle of a multicast, which gets out to b only",
        "a crashes in the middle of a multicast, which gets out to c only",
        "a crashes in the middle of a multicast, which gets out to d only",
        "a crashes in the middle of a multicast, which gets out to b and c only",
        "a crashes in the middle of a multicast, which gets out to b and d only",
        "a crashes in the middle of a multicast, which gets out to c and d only",
    ]
    after = stepper.take(5).state
    assert not after.processes[0].up
    assert [(message.receiver, message.body) for message in after.messages] == [("b", "news"), ("c", "news")]


def test_a_told_step_sends_without_a_handler() -> None:
    stepper = Stepper(model_of(speaking(0)))
    stepper.take(0)
    assert event_label(stepper.steps[-1].enabled[0], str) == "a sends “more” to b"
    assert [message.body for message in stepper.take(0).state.messages] == ["news", "more", "news", "news"]


def test_an_interrupted_multicast_reaches_some_and_not_others() -> None:
    heard = always("all-or-none", lambda world, final: not final or len({bool(process.state) for process in world.processes[1:]}) == 1)
    found = explore(model_of(speaking(), (heard,)))
    assert found.exhausted
    assert found.verdict("all-or-none").choices == (2, 0)


def test_both_doors_know_multicasts() -> None:
    assert check_doors(speaking(), 5_000) > 50


class Busy(Role[tuple[str, ...], None]):
    """Does two steps for each request; works on several at once where it may."""

    def __init__(self, concurrent: bool) -> None:
        self.concurrent = concurrent

    def on_start(self, me: Local[tuple[str, ...], None]) -> Reaction[tuple[str, ...]]:
        return become(())

    def on_message(self, me: Local[tuple[str, ...], None], sender: str, body: str) -> Reaction[tuple[str, ...]]:
        return become(me.state, Then(("begin", body), f"begins {body}", body), Then(("end", body), f"ends {body}", body))

    def on_step(self, me: Local[tuple[str, ...], None], step: tuple[str, str]) -> Reaction[tuple[str, ...]]:
        return become((*me.state, " ".join(step)), Observe(" ".join(step)))


class Asking(Role[str, None]):
    def on_start(self, me: Local[str, None]) -> Reaction[str]:
        return become("", Send("server", "x"), Send("server", "y"))


def serving(concurrent: bool) -> Network:
    return Network({"client": Asking(), "server": Busy(concurrent)}, record=keep_all)


@pytest.mark.parametrize(("concurrent", "orders"), [(False, 1), (True, 6)])
def test_a_concurrent_role_interleaves_its_requests(concurrent: bool, orders: int) -> None:
    model = model_of(serving(concurrent), outcome=lambda world: {"order": [what for _, what in world.history]})
    found = explore(model)
    assert len(found.endings) == orders
    check_doors(serving(concurrent), 5_000)


def test_a_step_with_data_is_said_in_its_words() -> None:
    stepper = Stepper(model_of(serving(False)))
    stepper.take(0)
    assert event_label(stepper.steps[-1].enabled[0], str) == "server begins x"


class Writer(Role[str, Any]):
    def on_start(self, me: Local[str, Any]) -> Reaction[str]:
        return become("", Then("log"), Then("page"), Then("page again"))

    def on_step(self, me: Local[str, Any], step: str) -> Reaction[str]:
        return become("", Put(step[:4], step)) if step.startswith("page") else become("", Put("a", 1), Put("b", 2))


class Logger(Role[str, tuple[str, ...]]):
    def on_start(self, me: Local[str, tuple[str, ...]]) -> Reaction[str]:
        return become("", Append(("x", "y"), "logs x and y"), Append(("z",)))


def test_stable_storage_is_appended_to_or_written_page_by_page() -> None:
    stepper = Stepper(model_of(Network({"a": Writer(), "b": Logger()})))
    assert stepper.steps[0].state.processes[1].stable == ("x", "y", "z")
    for _ in range(3):
        stepper.take(0)
    assert stepper.steps[-1].state.processes[0].stable == (("a", 1), ("b", 2), ("page", "page again"))
