"""The ring shows the messages of one round, and nothing else."""

from app.kernel.parameters import Value
from app.kernel.show.panels import Ring, RingEdge, RingNode
from tests.concepts.byzantine import reporter


def ring(raw: dict[str, Value], number: int) -> Ring | None:
    """Give the ring of a default run at a step."""
    panels = reporter(raw).player_frame(number).panels
    return next((panel for panel in panels if isinstance(panel, Ring)), None)


def lies(drawn: Ring | None) -> list[RingEdge]:
    assert drawn is not None
    return [edge for edge in drawn.edges if edge.lie]


def test_at_first_there_are_only_the_words_of_loyal_processes() -> None:
    drawn = ring({}, 0)
    assert drawn is not None
    assert drawn.nodes == (RingNode("P1"), RingNode("P2"), RingNode("P3", True), RingNode("P4"))
    assert drawn.title == "Round 1: the messages as a ring"
    assert {(edge.source, edge.target, edge.text) for edge in drawn.edges} == {
        (f"P{one}", f"P{other}", str(one)) for one in (1, 2, 4) for other in (1, 2, 3, 4) if one != other
    }


def test_a_lie_is_an_edge_of_its_own_and_new_only_in_its_step() -> None:
    assert lies(ring({}, 1)) == [RingEdge("P3", "P1", "x", True, True)]
    assert lies(ring({}, 2)) == [RingEdge("P3", "P1", "x", True), RingEdge("P3", "P2", "y", True, True)]


def test_the_second_round_replaces_the_first_and_its_edges_are_vectors() -> None:
    drawn = ring({}, 15)
    assert drawn is not None
    assert drawn.title.startswith("Round 2")
    assert len(drawn.edges) == 12
    assert {edge.text for edge in drawn.edges if edge.source == "P1"} == {"1 2 x 4"}
    assert [edge.text for edge in lies(drawn)] == ["x x x x", "y y y y", "x x x x"]


def test_the_recursive_algorithm_has_a_ring_a_round() -> None:
    first, second = ring({"algorithm": "om"}, 0), ring({"algorithm": "om"}, 3)
    assert first is not None
    assert second is not None
    assert {edge.source for edge in second.edges} == {"P2", "P3", "P4"}
    assert len(lies(second)) == 2


def test_more_than_seven_processes_have_no_ring() -> None:
    assert ring({"processes": 7}, 0) is not None
    assert ring({"processes": 8}, 0) is None


def told(raw: dict[str, Value], number: int) -> tuple[str, ...]:
    drawn = ring(raw, number)
    assert drawn is not None
    return drawn.told


def test_in_words_a_process_that_says_the_same_to_several_says_it_once() -> None:
    assert told({}, 0) == (
        "P1 tells P2, P3 and P4 that its value is 1.",
        "P2 tells P1, P3 and P4 that its value is 2.",
        "P4 tells P1, P2 and P3 that its value is 4.",
    )


def test_in_words_a_traitor_is_called_one_and_what_is_new_comes_with_that_word() -> None:
    assert told({}, 2)[3:] == ("P3, a traitor, tells P1 that its value is x.", "New: P3, a traitor, tells P2 that its value is y.")


def test_in_words_a_vector_says_who_said_what() -> None:
    assert told({}, 15)[0] == "P1 tells P2, P3 and P4 that its own value is 1, that P2 said 2, that P3 said x and that P4 said 4."


def test_in_words_an_order_comes_with_the_way_that_it_took() -> None:
    assert told({"algorithm": "om"}, 3)[0].startswith("P2 tells P3 and P4 that P1 said ")
    deep = told({"algorithm": "om", "m": 2, "processes": 5}, 9)
    assert "P2 tells P3 that P4 said that P1 said 1 and that P5 said that P1 said 1." in deep
