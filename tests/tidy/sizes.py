"""Sizes that keep the code liveable."""

import ast
from dataclasses import dataclass
from pathlib import Path

from tests.tidy.sources import ours, texts


@dataclass(frozen=True)
class Limits:
    """The most lines that a file of each kind and a Python function may have."""

    files: dict[str, int]
    function: int


LIMITS = Limits({".py": 300, ".js": 200, ".css": 150}, 50)
CONCEPT = 400
"""Lines that a concept in one file may have, its words included."""


def long_functions(name: str, text: str, limit: int) -> list[str]:
    """Return a sentence for each function of a Python file that is longer than the limit, decorators left out."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = [(node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]
    return [f"{name}:{node.lineno} {node.name} has {length} lines, {limit} at most" for node, length in lengths if length > limit]


def too_long(root: Path, limits: Limits) -> list[str]:
    """Return a sentence for each file and function that is longer than the limits allow."""
    problems = []
    for name, text in texts(root):
        most = limits.files.get(Path(name).suffix)
        if most is None or not ours(name) or name.endswith(".d.ts"):
            continue
        if name.startswith("app/concepts/"):
            most = max(most, CONCEPT)
        lines = len(text.splitlines())
        if lines > most:
            problems.append(f"{name} has {lines} lines, {most} at most")
        if name.endswith(".py"):
            problems += long_functions(name, text, limits.function)
    return problems
