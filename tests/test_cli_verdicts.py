"""The sign before a property, as ``run`` and ``explore`` print it."""

import pytest

from tests.command_line import faultline

LOST = ("domino-effect", "--scenario", "domino")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("run", *LOST), "● reached: everything-lost (reachable): "),
        (("run", "domino-effect"), "○ not reached: everything-lost (reachable): "),
        (("run", *LOST, "--stop", "3"), "○ not decided yet: no-orphan (always): "),
        (("run", *LOST), "✓ no-orphan (always): "),
        (("run", "server-crash", "--stop", "2"), "✓ holds so far: at-most-once (always): "),
        (("run", "server-crash", "--stop", "2"), "○ not decided yet: at-least-once (eventually): "),
        (("run", "server-crash"), "✓ at-most-once (always): "),
        (("run", "server-crash", "--choices", "0,0,0,1"), "✗ at-most-once (always): "),
        (("explore", *LOST), "● reachable: everything-lost (reachable)"),
        (("explore", "domino-effect"), "○ not reachable: everything-lost (reachable)"),
        (("explore", "server-crash", "--limit", "2"), "? at-most-once (always)"),
    ],
)
def test_only_what_a_whole_run_kept_has_a_tick(arguments: tuple[str, ...], line: str) -> None:
    name = line.partition(" (")[0].rpartition(" ")[2]
    (said,) = [one for one in faultline(*arguments).stdout.splitlines() if f" {name} (" in one]
    assert said.startswith(line)
