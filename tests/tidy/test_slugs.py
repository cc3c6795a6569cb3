"""Nothing but a concept knows its slug: what serves concepts asks them what they declare, so that the fiftieth needs no line outside its own module.

A module that is about one concept imports it, so that a concept that is renamed is missed at once.
"""

import re
from pathlib import Path

import pytest

from app.concepts import slugs
from tests.tidy.sources import texts

SERVING = ("app/", "templates/", "static/js/", "static/css/")


def pattern(known: list[str]) -> re.Pattern[str]:
    """Match a slug; one that is an ordinary word only where it stands in quotation marks or in an address."""
    words, compounds = ("|".join(slug for slug in known if ("-" in slug) is compound) or "(?!)" for compound in (False, True))
    return re.compile(rf"(?<![\w-])(?:{compounds})(?![\w-])|(?<=[\"'`“/])(?:{words})(?=[\"'`”/?])")


def naming(root: Path, known: list[str]) -> list[str]:
    """Give file and slug, wherever one is named outside the concepts."""
    slug = pattern(known)
    served = ((name, text) for name, text in texts(root) if name.startswith(SERVING) and not name.startswith("app/concepts/"))
    return [f"{name}: {found}" for name, text in served for found in dict.fromkeys(slug.findall(text))]


def test_no_slug_stands_outside_the_concepts(root: Path) -> None:
    assert len(slugs()) >= 5
    assert naming(root, slugs()) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("app/web/a.py", 'SHOWN = "two-words"', ["app/web/a.py: two-words"]),
        ("app/web/a.py", "# such as two-words", ["app/web/a.py: two-words"]),
        ("app/web/a.py", "two_words = many_two-wordsmiths", []),
        ("app/web/a.py", "word = 'word'", ["app/web/a.py: word"]),
        ("app/web/a.py", "word = a_word('another word')", []),
        ("templates/a.html", '<a href="/play/word?step=1">', ["templates/a.html: word"]),
        ("static/js/a.js", "`word`", ["static/js/a.js: word"]),
        ("app/concepts/word.py", '"word" "two-words"', []),
        ("lessons/a.md", "two-words", []),
    ],
)
def test_a_planted_slug_is_found(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert naming(tmp_path, ["two-words", "word"]) == found
