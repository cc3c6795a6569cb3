"""Names that were replaced stay replaced: a newcomer searches for the standard term."""

import re
from pathlib import Path

import pytest

from tests.tidy.identifiers import identifiers, words

OLD_WORDS = {
    "ledger": "history",
    "essence": "without_budgets",
    "lock step": "SynchronousMachine",
    "lens": "RoleView",
    "brisk": "what the events are, such as immediate",
    "seeded": "prng",
    "hurry": "check_deadline",
    "folding": "normalise",
    "coding": "codec",
    "unbroken": "nowrap",
    "grove": "branch-store",
    "sparing": "shrinker",
    "gentle": "autoplay",
    "trail": "undo-stack",
}
"""What a word of a name was, and what to call it. Two words stand for two that follow each other; the plural counts too."""

OLD_NAMES = {"Rounds": "RoundState", "_Flight": "InFlightMessage", "Act": "Occurrence"}
"""Whole names whose words mean something else elsewhere."""

OLD_FILES = {
    "asked.py": "run_query.py",
    "fallback.py": "player_html.py",
    "folding.py": "normalise.py",
    "coding.py": "codec.py",
    "mistakes.py": "author_errors.py",
    "live.py": "player_socket.py",
    "guard.py": "csrf.py",
    "limit.py": "body_limit.py",
    "unbroken.py": "nowrap.py",
    "worker.py": "exploration_worker.py",
    "seeded.py": "prng.py",
    "grove.js": "branch-store.js",
    "sparing.js": "shrinker.js",
    "steady.js": "reserved-space.js",
    "gentle.js": "autoplay.js",
    "tied.js": "pair-link.js",
    "hand.js": "diagram-interaction.js",
    "line.js": "connection.js",
    "declared.js": "concept-api.js",
    "won.js": "goal-step.js",
    "trail.js": "undo-stack.js",
    "edges.js": "scroll-shadows.js",
}
"""What a file was called, and what it is called."""

CODE = ("app/**/*.py", "static/js/**/*.js", "scripts/*.py", "benchmarks/*.py", "tests/**/*.py", "tests/js/*.js")


def sources(root: Path) -> list[Path]:
    """Return every file of code, but this one."""
    return sorted(path for pattern in CODE for path in root.glob(pattern) if path != Path(__file__))


def replaced_in(text: str, suffix: str) -> list[str]:
    """Return a sentence for each name in a file of which there is a better one."""
    problems = []
    for name in identifiers(text, suffix):
        if name.startswith("test_"):  # a sentence
            continue
        said = f" {' '.join(words(name))} "
        better = {better for old, better in OLD_WORDS.items() if re.search(rf" {old}(e?s)? ", said)} | {OLD_NAMES.get(name)} - {None}
        problems += [f"{name}: call it {word}" for word in better]
    return problems


def test_no_replaced_name_comes_back(root: Path) -> None:
    files = sources(root)
    assert len(files) > 200
    found = {path.relative_to(root).as_posix(): replaced_in(path.read_text(encoding="utf-8"), path.suffix) for path in files}
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_no_file_has_a_replaced_name(root: Path) -> None:
    assert [f"{path}: call it {OLD_FILES[path.name]}" for path in sources(root) if path.name in OLD_FILES] == []


def test_the_better_name_of_a_file_is_that_of_one(root: Path) -> None:
    assert sorted(set(OLD_FILES.values()) - {path.name for path in sources(root)}) == []


@pytest.mark.parametrize("word", OLD_WORDS)
@pytest.mark.parametrize("suffix", [".py", ".js"])
def test_a_replaced_word_is_noticed_in_every_form_of_name(word: str, suffix: str) -> None:
    snake, camel = word.replace(" ", "_"), word.title().replace(" ", "")
    for name in (snake, f"to_{snake}", f"all_{snake}s", f"{snake}es", snake.upper(), camel, f"to{camel}", f"{camel}State"):
        assert f"{name}: call it {OLD_WORDS[word]}" in replaced_in(f"{name} = 1", suffix)


@pytest.mark.parametrize("name", OLD_NAMES)
def test_a_replaced_name_is_noticed_as_a_whole(name: str) -> None:
    assert replaced_in(f"x.{name} = 1", ".py") == replaced_in(f"x.{name} = 1", ".js") == [f"{name}: call it {OLD_NAMES[name]}"]
    assert replaced_in(f"{name}_2 = 1", ".py") == []


def test_words_that_only_contain_a_replaced_one_are_left_alone() -> None:
    assert replaced_in("encoding = trailing = wonder = block_step = 1", ".py") == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(ledger): pass", True),
        ("import a.ledger", True),
        ("from a import b as ledger", True),
        ("f(ledger=1)", True),
        ("x = {'ledger': 1}", True),
        ("x = f'{ledger} of all'", True),
        ("x = f'to_{a}_ledger'", True),
        ("x = f'{a:{ledger}}'", True),
        ("match a:\n    case {'b': 1, **ledger}: pass", True),
        ("x = f'the ledger of {a}'", False),
        ("x = 'the ledger'  # ledger", False),
        ('def f():\n    """Ledger."""', False),
    ],
)
def test_names_of_python_are_told_from_sentences(code: str, found: bool) -> None:
    assert bool(replaced_in(code, ".py")) is found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("const { ledger } = x;", True),
        ("x.ledger = `${a}`;", True),
        ("x = 'ledger';", True),
        ('x = "to-ledger";', True),
        ("x = `all of ${f({ a: ledger })} here`;", True),
        ("x = `all of ${`to-${ledger}`} here`;", True),
        ("x = `sp-${a}-ledger`;", True),
        ('x = /"/.test(y); ledger();', True),
        ("x = a / b; ledger(); c / d;", True),
        ("x = `the ledger of ${a}`;", False),
        ("x = 'the ledger';", False),
        ('x = "it\'s the ledger"; // ledger', False),
        ("x = /ledger/u; /* ledger */", False),
    ],
)
def test_names_of_javascript_are_told_from_sentences(code: str, found: bool) -> None:
    assert bool(replaced_in(code, ".js")) is found
