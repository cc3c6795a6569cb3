"""Whoever tells a checker to be quiet says why, on the same line."""

import re
from pathlib import Path

import pytest

from tests.tidy.sources import ours, texts

SILENCE = re.compile(
    r"#\s*(?:noqa(?:: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?|(?:type|ruff|pyright|mypy): ?[\w-]+(?:\[[\w, -]*\])?)(?P<python>.*)"
    r"|(?://|/\*)\s*(?:biome-ignore[\w-]* [\w/]+|@ts-(?:ignore|expect-error|nocheck))(?P<other>.*)"
)
REASON = re.compile(r"\w+ \w+")


def unexplained(text: str) -> list[str]:
    """Return every silence of a text that has no reason behind it."""
    return [found.group() for found in SILENCE.finditer(text) if not REASON.search(found["python"] or found["other"] or "")]


def test_every_silence_has_its_reason(root: Path) -> None:
    itself = Path(__file__).relative_to(root).as_posix()
    code = {name: text for name, text in texts(root) if name.endswith((".py", ".js", ".ts", ".css")) and ours(name) and name != itself}
    assert {name: found for name, text in code.items() if (found := unexplained(text))} == {}


@pytest.mark.parametrize(
    "line",
    ["x = 1  # type: ignore[arg-type]", "x  # noqa", "x  # noqa: S704, E501", "x  # pyright: ignore[a]", "// biome-ignore lint/a:", "// @ts-ignore"],
)
def test_a_silence_without_a_reason_is_noticed(line: str) -> None:
    assert len(unexplained(line)) == 1


@pytest.mark.parametrize(
    "line",
    ["x  # noqa: S704 - our own text", "x  # type: ignore[a]  # the stub is wrong", "// biome-ignore lint/a: the order counts", "# ignore case here"],
)
def test_a_silence_with_a_reason_is_not(line: str) -> None:
    assert unexplained(line) == []
