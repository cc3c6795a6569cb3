"""HTML stands in templates: no string of the program has markup in it, and none is edited as text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TAG = re.compile(r"</?(?:a|b|code|div|em|figure|html|i|li|ol|p|pre|section|span|strong|sup|svg|table|tbody|td|th|thead|tr|ul)(?:[ >/]|$)")


def markup_in(source: str) -> Iterator[tuple[int, str]]:
    """The lines of strings with tags in them. Documentation, a string that is a statement, is left out."""
    tree = ast.parse(source)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation and TAG.search(node.value):
            yield node.lineno, node.value


def test_no_string_of_the_program_has_markup_in_it(root: Path) -> None:
    found = {path.relative_to(root).as_posix(): list(markup_in(path.read_text(encoding="utf-8"))) for path in sorted((root / "app").rglob("*.py"))}
    assert len(found) > 100
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("source", ["x = '<p>Hello'", "x = f'<b>{y}</b>'", "def f():\n    return Markup('</td>')", "x = ('<li class=\"a\">',)"])
def test_markup_is_found(source: str) -> None:
    assert len(list(markup_in(source))) >= 1


@pytest.mark.parametrize("source", ['"""A <p> in a docstring."""', "x = 'a < b'", "x = 'p>q'", "x = '<lambda>'"])
def test_what_is_no_markup_is_left_alone(source: str) -> None:
    assert list(markup_in(source)) == []
