"""The glossary for maintainers speaks of what there is: each of its terms is a name in the code, or part of one."""

import re
from pathlib import Path

from tests.tidy.identifiers import identifiers, words

ROW = re.compile(r"^\| (?!word |-)(.+?) \|", flags=re.MULTILINE)
CODE = ("app/**/*.py", "static/js/**/*.js")


def terms(page: str) -> list[str]:
    """Return the terms of the page, one by one."""
    return [re.sub(r"[*`]", "", term).strip().lower() for row in ROW.findall(page) for term in row.split(",")]


def said_in(root: Path) -> str:
    """Return the words of every name in the code, with bars between names."""
    names = {path.stem for pattern in CODE for path in root.glob(pattern)}
    for pattern in CODE:
        for path in root.glob(pattern):
            names |= set(identifiers(path.read_text(encoding="utf-8"), path.suffix))
    return "|".join(f" {' '.join(words(name)).lower()} " for name in sorted(names))


def unknown(found: list[str], said: str) -> list[str]:
    """Return the terms that no name has in it."""
    return [term for term in found if not re.search(rf" {re.escape(term)}(e?s)? ", said)]


def test_each_term_of_the_glossary_is_a_name_in_the_code(root: Path) -> None:
    found = terms((root / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert len(found) > 30
    assert len(found) == len(set(found))
    assert unknown(found, said_in(root)) == []


def test_a_term_that_nothing_is_called_by_is_noticed() -> None:
    page = "| word | meaning |\n|---|---|\n| world | a |\n| grand ledger, final | b |\n"
    assert unknown(terms(page), "| world | is final |") == ["grand ledger"]
