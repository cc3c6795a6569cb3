"""Names that were replaced stay replaced: a newcomer searches for the standard term."""

import re
from pathlib import Path

import pytest

REPLACED = {
    "ledger": "history",
    "essence": "without_budgets",
    "LockStep": "SynchronousMachine",
    "Rounds": "RoundState",
    "_Flight": "InFlightMessage",
    "Lens": "RoleView",
    "brisk": "what the events are, such as immediate",
    "seeded": "prng",
    "_hurry": "check_deadline",
    "folding": "normalise",
    "coding": "codec",
    "grove": "branch-store",
    "sparing": "shrinker",
    "trail": "undo-stack",
}
"""What a name was, and what it is."""

OLD_FILES = {
    "asked.py", "fallback.py", "folding.py", "coding.py", "mistakes.py", "live.py", "guard.py", "limit.py", "unbroken.py", "worker.py", "seeded.py",
    "grove.js", "sparing.js", "steady.js", "gentle.js", "tied.js", "hand.js", "line.js", "declared.js", "won.js", "trail.js", "edges.js",
}  # fmt: skip
OLD = re.compile(rf"\b({'|'.join(REPLACED)})\b")
CODE = ("app/**/*.py", "static/js/**/*.js", "scripts/*.py", "benchmarks/*.py")


def sources(root: Path) -> list[Path]:
    return sorted(path for pattern in CODE for path in root.glob(pattern))


def code_of(path: Path) -> str:
    """A file without its comments and texts, in which an old word may stand."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return re.sub(r'"""[\s\S]*?"""|#[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', '""', text)
    return re.sub(r'/\*[\s\S]*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`', '""', text)


def replaced_in(code: str) -> list[str]:
    return [f"{word}: call it {REPLACED[word]}" for word in dict.fromkeys(OLD.findall(code))]


def test_no_replaced_name_comes_back(root: Path) -> None:
    files = sources(root)
    assert len(files) > 200
    found = {path.relative_to(root).as_posix(): replaced_in(code_of(path)) for path in files}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_file_has_a_replaced_name(root: Path) -> None:
    assert [path.name for path in sources(root) if path.name in OLD_FILES] == []


@pytest.mark.parametrize("word", REPLACED)
def test_a_replaced_name_would_be_noticed(word: str) -> None:
    assert replaced_in(f"{word} = 1") == [f"{word}: call it {REPLACED[word]}"]
    assert code_of_text(f'x = "{word}"  # {word}\n') == []


def code_of_text(text: str) -> list[str]:
    return replaced_in(re.sub(r'#[^\n]*|"(?:[^"\\\n]|\\.)*"', '""', text))
