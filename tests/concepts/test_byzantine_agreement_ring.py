"""The ring shows the messages of one round, and nothing else."""

from app.kernel.panels import Ring, RingEdge, RingNode
from app.kernel.parameters import Value
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
