"""Many small files into one, so that a slow line pays for one request and not for a hundred. There is no build: this runs when a file has changed.

A packed module is a function that is called once, after those it imports. That is what the language itself does, for the forms that our modules
keep to: named imports at the top, named exports where they are declared, no cycles, no ``import()``. Anything else is refused with its file and
line, by the server and by the tests, rather than packed wrongly.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) ([\w$]+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import\b|export\b).*|^.*\bimport(?:\(|\.meta).*", re.MULTILINE)
SHEET = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
# Documentation is a quarter of what would travel.
DOCUMENTATION = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)


class PackError(Exception):
    """A module uses a form that cannot be packed; the message names the file, the line, and what is allowed."""


@dataclass(frozen=True)
class Module:
    """A parsed module: ``imports`` are pairs of the names, as written between the braces, and the path or bare word they come from."""

    imports: tuple[tuple[str, str], ...]
    exports: tuple[str, ...]
    body: str


def parse(path: str, source: str) -> Module:
    """Take a module apart; PackError for a form that is not ours."""
    text = DOCUMENTATION.sub("", source)
    imports = tuple((names or "", _resolved(path, origin)) for names, origin in IMPORT.findall(text))
    exports = tuple(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub("", text))
    odd = OTHER.search(body)
    if odd:
        line = source[: source.find(odd[0])].count("\n") + 1
        allowed = 'import { a } from "./b.js"; or export before function, class or const'
        raise PackError(f"{path}, line {line}: {odd[0].strip()[:80]!r} cannot be packed; what can be: {allowed}")
    return Module(imports, exports, body)


def _resolved(path: str, origin: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), origin)) if origin.startswith(".") else origin


def pack(entry: str, sources: Mapping[str, str], bare: Mapping[str, str]) -> str:
    """Make one module of ``entry`` and all that it imports. ``sources`` maps paths to texts, ``bare`` bare words to addresses.

    PackError if something imported is missing, if modules import each other in a circle, or for a form that cannot be packed.
    """
    modules: dict[str, Module] = {}
    outside: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in modules or path in outside:
            continue
        if path in bare:
            outside[path] = None
            continue
        if path not in sources:
            raise PackError(f"{path} is imported and does not exist")
        modules[path] = parse(path, sources[path])
        waiting += [origin for _, origin in modules[path].imports]
    try:
        order = TopologicalSorter({path: [origin for _, origin in module.imports] for path, module in modules.items()}).static_order()
        written = [_written(path, modules[path]) for path in order if path in modules]
    except CycleError as error:
        raise PackError(f"modules import each other in a circle: {' → '.join(error.args[1])}") from error
    heads = [f"import * as {word}_ from {json.dumps(bare[word])};\nmodules[{json.dumps(word)}] = {word}_;\n" for word in outside]
    return "".join(["const modules = {};\n", *heads, *written])


def _written(path: str, module: Module) -> str:
    taken = "".join(
        f"const {{{names.replace(' as ', ': ')}}} = modules[{json.dumps(origin)}];\n" for names, origin in module.imports if names.strip()
    )
    given = ", ".join(module.exports)
    return f"modules[{json.dumps(path)}] = (() => {{\n{taken}{module.body}return {{ {given} }};\n}})();\n"


def stylesheet(entry: str, sources: Mapping[str, str]) -> str:
    """Put the sheets that ``entry`` imports in their place, in its order, which is the cascade's. PackError for one that does not exist."""

    def imported(found: re.Match[str]) -> str:
        path = _resolved(entry, f"./{found[1]}")
        if path not in sources:
            raise PackError(f"{path} is imported by {entry} and does not exist")
        return sources[path]

    return SHEET.sub(imported, sources[entry])
