"""A run in the languages of other tools: Mermaid's sequence diagrams, and the log format of ShiViz."""

import json
from collections.abc import Iterator
from typing import Any

from app.kernel.runs import Run
from app.kernel.show.concept import diagram
from app.kernel.show.diagram import Arrow, Diagram, Point


def _clean(text: str) -> str:
    """Take out what Mermaid would read as syntax."""
    return text.translate({ord(";"): ",", ord("#"): " ", ord("\n"): " "})


def mermaid(run: Run[Any]) -> str:
    """Give the run as a Mermaid sequence diagram. Messages stand where they arrive (or are lost), with the step in front."""
    drawn = diagram(run)
    lines = ["sequenceDiagram"]
    lines += [f"    participant L{number} as {_clean(lane.label or lane.name)}" for number, lane in enumerate(drawn.lanes)]
    for number in range(len(run.steps)):
        lines += [f"    {line}" for line in _mermaid_step(drawn, number)]
    lines += [f"    Note over L{arrow.from_lane},L{arrow.to_lane}: {_clean(arrow.label)} is still under way" for arrow in _under_way(drawn)]
    return "\n".join(lines) + "\n"


def _under_way(drawn: Diagram) -> Iterator[Arrow]:
    return (arrow for arrow in drawn.arrows if arrow.end_step is None)


def _mermaid_step(drawn: Diagram, step: int) -> Iterator[str]:
    for arrow in drawn.arrows:
        if arrow.end_step == step:
            sign = "->>" if arrow.fate == "delivered" else "-x"
            what = {"lost": " (lost)", "ignored": " (nobody there)"}.get(arrow.fate, "")
            yield f"L{arrow.from_lane}{sign}L{arrow.to_lane}: {step}. {_clean(arrow.label)}{what}"
    for point in drawn.points:
        if point.step == step and point.kind not in ("start", "send", "receive"):
            yield f"Note over L{point.lane}: {step}. {_clean(_says(point))}"


def _says(point: Point) -> str:
    return f"{point.kind}: {point.label}" if point.label else point.kind


def shiviz(run: Run[Any]) -> str:
    """Give the run as a ShiViz log: two lines an event, what happened and ``host {vector clock}``."""
    drawn = diagram(run)
    hosts = [lane.name.replace(" ", "_") for lane in drawn.lanes if lane.kind == "process"]
    lines = []
    for point in drawn.points:
        clock = {host: count for host, count in zip(hosts, point.clock, strict=False) if count}
        if clock:
            what = "; ".join(_messages(drawn, point, hosts)) or _says(point)
            lines += [f"{point.step}. {what}", f"{hosts[point.lane]} {json.dumps(clock, ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


def _messages(drawn: Diagram, point: Point, hosts: list[str]) -> Iterator[str]:
    """Say which messages end and begin at a point."""
    here = (point.lane, point.column)
    for arrow in drawn.arrows:
        if (arrow.to_lane, arrow.to_column) == here and arrow.fate == "delivered":
            yield f"receive {arrow.label} from {hosts[arrow.from_lane]}"
    for arrow in drawn.arrows:
        if (arrow.from_lane, arrow.from_column) == here and not arrow.copy:
            yield f"send {arrow.label} to {hosts[arrow.to_lane]}"
