"""Text made to keep a reader busy is refused, or costs no more than a multiple of ordinary text of its length: 64 KiB at once."""

import time
from functools import cache

import pytest

from app.course.lesson import LENGTH, read

SIZE = LENGTH - 400
TIMES = 40
"""How much more than ordinary text it may cost, in processor time of one run: the worst takes ten times as much, what explodes thousands."""
ORDINARY = "A *plain* sentence with a [link](https://example.org/) and `code`.\n\n- one\n- two\n\n"

REPEATED = {
    "opening brackets": "[",
    "closing brackets": "]",
    "empty links": "[]()",
    "links": "[a](/b)",
    "pictures": "![",
    "stars": "*",
    "emphasis": "*a ",
    "strong": "**a ",
    "underlines": "_a",
    "ticks": "`",
    "quotes in a line": ">",
    "quotes": ">\n",
    "quoted lists": "> - ",
    "lists in a line": "- ",
    "lists": "- a\n",
    "numbers": "1. ",
    "headings": "## a\n",
    "rules": "---\n",
    "markup": "<a ",
    "addresses": "<http:",
    "entities": "&amp",
    "backslashes": "\\",
    "dollars": "$",
    "formulas": "$a",
    "blocks of formulas": "$$\n",
    "references": "{ref}`",
    "colons": ":",
    "fences": ":::\n",
    "open directives": ":::{quiz} a\n",
    "definitions": "[a]: /b\n",
    "footnotes": "[^1]",
    "open footnotes": "^[",
    "strokes": "|",
    "rows": "|a|\n|-|\n",
    "paragraphs": "a\n\n",
    "blanks": " ",
    "strikes": "~~a ",
    "breaks": "a  \n",
    "options": ":a: b\n",
    "just below the bound, brackets": "![" * 199 + "\n\n",
    "just below the bound, footnotes": "^[" * 199 + "\n\n",
    "just below the bound, stars and brackets": "*[" * 199 + "\n\n",
    "just below the bound, dollars": "$a" * 399 + "\n\n",
}
WHOLE = {
    "ticks that grow": " ".join("`" * number for number in range(1, 350)),
    "a nested list": "".join("  " * number + "- a\n" for number in range(250)),
    "a wide table": "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "|\n" * 10_000,
    "fences that grow": "".join(":" * (3 + number) + "{quiz}\n" for number in range(300)),
    "numbered definitions": "".join(f"[a{number}]: /b\n" for number in range(5_000)),
    "numbered footnotes": "".join(f"[^{number}]: a\n" for number in range(6_000)),
    "items": ":::{quiz} a\n:label: a\nq\n" + "- [ ] x\n" * 7_000 + ":::\n",
    "an item of brackets": ":::{quiz} a\n:label: a\nq\n- [x] " + "[" * 50_000 + "\n:::\n",
    "a table of fields": ":::{quiz} a\n:label: a\nq\n|" + "{a|b: a}|" * 6_000 + "\n|-|\n:::\n",
    "java": ("```java\n" + "a<" * 2_900 + "\n```\n") * 11,
    "json": "```json\n" + "{" * 19_000 + "\n```\n",
    "one formula": "$" + "{" * 300 + "}" * 300 + "$",
}
CASES = {name: piece * (SIZE // len(piece)) for name, piece in REPEATED.items()} | {name: text[:SIZE] for name, text in WHOLE.items()}


def cost(text, head, catalogue):
    start = time.thread_time()
    read(f"{head}\n{text}\n", "a.md", catalogue)
    return time.thread_time() - start


@cache
def cost_of_ordinary_text(head):
    return cost(ORDINARY * (SIZE // len(ORDINARY)), head, {})


@pytest.mark.parametrize("name", CASES)
def test_hostile_text_costs_a_bounded_multiple_of_ordinary_text(catalogue, head, name):
    assert cost(CASES[name], head, catalogue) <= TIMES * cost_of_ordinary_text(head)


def test_a_file_that_is_too_long_is_not_read_at_all(mistakes, head):
    assert mistakes(head + "a" * LENGTH) == [(1, f"The file has {len(head) + LENGTH} characters; a lesson has at most {LENGTH}.")]


def test_a_paragraph_that_is_too_much_is_a_mistake(mistakes, head):
    assert [line for line, _ in mistakes(f"{head}\n{'[' * 500}\n\nfine\n\n{'a' * 9_000}\n")] == [10, 14]
