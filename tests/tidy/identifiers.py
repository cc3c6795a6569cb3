"""The names in a source file, and the words that they are made of. What is said in comments and sentences is no name."""

import ast
import re
from collections.abc import Iterator

NAME = re.compile(r"[\w$.:/#{}-]+")
"""What a text may consist of that is a name; in an f-string or a template, braces stand for the code inside."""
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
NAMED = ("id", "attr", "arg", "name", "asname", "module", "rest")
"""The fields of Python's syntax tree that hold one name."""

SCRIPT = re.compile(
    r"(?P<comment>//[^\n]*|/\*[\s\S]*?\*/)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<sign>=>|\d[\w.]*|\S)"
    r"|(?P<space>\s+)"
)
TEMPLATE = re.compile(r"(?P<text>(?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(?P<end>`|\$\{)")
PATTERN = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
BEFORE_PATTERN = frozenset(["(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>", "+", "return", "typeof", "case"])
"""After these a slash begins a regular expression; after anything else it divides."""


def identifiers(text: str, suffix: str) -> list[str]:
    """Return every name in a file of Python or JavaScript, each once: of the code, also inside f-strings and templates, and texts that are names.

    A text without a space may be the name of a key, a class, an event; one with spaces is a sentence.
    """
    parts = python_parts(text) if suffix == ".py" else Script(text).parts
    return list(dict.fromkeys(part for kind, part in parts if kind == "name" or NAME.fullmatch(part)))


def words(name: str) -> list[str]:
    """Split a name at its signs and at capitals: ``toLedger_now`` is to, ledger, now."""
    return [word.lower() for word in WORD.findall(name)]


def python_parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of Python code, without its comments and docstrings."""
    tree = ast.parse(text)
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "text", "{}".join(piece.value if isinstance(piece, ast.Constant) else "" for piece in node.values)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and id(node) not in pieces | said:
                yield "text", node.value
        else:
            named = [getattr(node, field, None) for field in NAMED]
            listed = [*getattr(node, "names", ()), *getattr(node, "kwd_attrs", ())]
            yield from (("name", name) for name in named + listed if isinstance(name, str))


class Script:
    """Reads JavaScript: gathers its names and texts, and leaves out comments and regular expressions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.parts: list[tuple[str, str]] = []
        self.read()

    def read(self) -> None:
        """Read code up to the brace that ends it, or to the end."""
        before, depth = ";", 0
        while self.at < len(self.text):
            found = (before in BEFORE_PATTERN and PATTERN.match(self.text, self.at)) or SCRIPT.match(self.text, self.at)
            assert found, f"not read: {self.text[self.at : self.at + 40]}"
            self.at = found.end()
            kind, what = found.lastgroup, found[0]
            if kind in ("comment", "space"):
                continue
            before = what
            if kind == "name":
                self.parts.append(("name", what))
            elif kind == "text":
                self.parts.append(("text", what[1:-1]))
            elif what == "`":
                self.read_template()
            elif what == "}" and depth == 0:
                return
            depth += (what == "{") - (what == "}")

    def read_template(self) -> None:
        """Read a template literal from behind its first sign, with the code inside it."""
        said, end = [], "${"
        while end != "`":
            found = TEMPLATE.match(self.text, self.at)
            assert found, "a template without an end"
            self.at, end = found.end(), found["end"]
            said.append(found["text"])
            if end == "${":
                self.read()
        self.parts.append(("text", "{}".join(said)))
