"""Synchronous rounds, in which only the adversary chooses."""

from typing import Any

from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.concept import diagram
from app.kernel.synchronous import SynchronousMachine
from tests.kernel.toys import always, model_of


class Echo:
    """Round 1: everyone says its name to all. Round 2: everyone says how many names it heard. A traitor says one made-up word each time."""

    rounds = 2

    def __init__(self, names: str, traitors: str) -> None:
        self.names, self.traitors = tuple(names), tuple(traitors)

    def begin(self, name: str) -> Any:
        return ()

    def tell(self, number: int, name: str, local: Any, receiver: str) -> Any:
        return name if number == 0 else str(len(local))

    def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("word", ("x", "y")),)

    def lie(self, number: int, traitor: str, receiver: str, values: tuple[Any, ...]) -> Any:
        return values[0]

    def hear(self, number: int, name: str, local: Any, inbox: tuple[tuple[str, Any], ...]) -> Any:
        return tuple(body for _, body in inbox)


def test_every_lie_to_every_receiver_is_a_choice_of_its_own() -> None:
    run = play(model_of(SynchronousMachine(Echo("abc", "c"))))
    said = [(step.event.process, step.event.subject[0]) for step in run.steps[1:] if step.event and isinstance(step.event.subject, tuple)]
    assert said == [("c", "a"), ("c", "b"), ("c", "a"), ("c", "b")]


def test_the_default_lies_differ_by_receiver() -> None:
    run = play(model_of(SynchronousMachine(Echo("abcd", "d"))), stop=3)
    assert [step.event.subject[-1] for step in run.steps[1:] if step.event and isinstance(step.event.subject, tuple)] == ["x", "y", "x"]


def test_a_traitor_can_tell_every_receiver_something_else() -> None:
    result = explore(model_of(SynchronousMachine(Echo("abc", "c")), (always("same", lambda state, final: not final or len(set(state.locals)) == 1),)))
    assert result.verdict("same").holds is False


def test_a_round_without_lies_is_passed_by_one_step() -> None:
    run = play(model_of(SynchronousMachine(Echo("abc", ""))))
    assert [(step.event.kind, step.event.subject) for step in run.steps[1:] if step.event] == [("step", "round 1"), ("step", "round 2")]
    assert run.steps[-1].state.locals == (("2", "2"), ("2", "2"), ("2", "2"))


def test_all_messages_of_a_round_arrive_before_any_of_the_next_is_sent() -> None:
    picture = diagram(play(model_of(SynchronousMachine(Echo("abcd", "d")))))
    assert all(arrow.fate == "delivered" for arrow in picture.arrows)
    first = [arrow for arrow in picture.arrows if arrow.label in "abcd" or arrow.id <= 12]
    assert max(arrow.to_column or 0 for arrow in first[:12]) <= min(arrow.from_column for arrow in picture.arrows[12:])


def test_the_diagram_marks_lies_and_traitors() -> None:
    picture = diagram(play(model_of(SynchronousMachine(Echo("abc", "c")))))
    assert {arrow.from_lane for arrow in picture.arrows if arrow.lie} == {2}
    assert {arrow.from_lane for arrow in picture.arrows if not arrow.lie} == {0, 1}
    assert [lane.traitor for lane in picture.lanes] == [False, False, True]


def test_a_receiver_keeps_only_what_it_made_of_its_messages() -> None:
    """Three receivers with two words each: 2 + 4 + 8 sequences in a round, but a receiver that heard keeps only its list."""
    assert explore(model_of(SynchronousMachine(Echo("ab", "b")))).states == 1 + 2 + 2 * 0 + 2


def test_the_schedule_says_at_which_step_each_lie_is_chosen() -> None:
    class Late(Echo):
        """Lies only in the second round."""

        def slots(self, number: int, traitor: str, receiver: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
            return super().slots(number, traitor, receiver) if number else ()

        def hear(self, number: int, name: str, local: Any, inbox: tuple[tuple[str, Any], ...]) -> Any:
            return tuple(str(body) for _, body in inbox)

    for protocol in (Echo("abcd", "cd"), Late("abc", "c")):
        machine = SynchronousMachine(protocol)
        assert machine.schedule()
        for seed in range(10):
            run = play(model_of(machine), seed=seed)
            for step, number, slot in machine.schedule():
                event = run.steps[step + 1].event
                assert event is not None
                assert run.steps[step].state.round == number
                assert (event.process, event.subject[:2]) == (slot.traitor, (slot.receiver, slot.part))
                assert event.subject[-1] == slot.options[run.choices[step]]
