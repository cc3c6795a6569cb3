"""Join many small files into one, so that a slow line pays for one request and not for a hundred. No build: this runs when a file has changed.

A packed module is a function that is called once, after those it imports. That is what the language itself does, for the forms that our modules
keep to: named imports at the top, named exports where they are declared, no cycles. A module that is needed in few runs is imported by
``import("./b.js")`` with its path as a literal: it and what only it imports become a pack of their own, fetched at that moment. Any other form is
refused with its file and line, by the server and by the tests, rather than packed wrongly.
"""

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"([^"]+)";\n', re.MULTILINE)
# Not the import() of a type in a JSDoc comment.
LAZY = re.compile(r'(?<!\{)\bimport\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) ([\w$]+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import\b|export\b).*|^.*\bimport(?:\(|\.meta).*", re.MULTILINE)
SHEET = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
# Documentation is a quarter of what would travel.
DOCUMENTATION = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)


class PackError(Exception):
    """A module uses a form that cannot be packed; the message names the file, the line, and what is allowed."""


@dataclass(frozen=True)
class Module:
    """A parsed module. ``imports`` are pairs: the names as written between the braces, and the path or bare word; ``lazy`` are paths."""

    imports: tuple[tuple[str, str], ...]
    lazy: tuple[str, ...]
    exports: tuple[str, ...]
    body: str


def parse(path: str, source: str) -> Module:
    """Take a module apart; PackError for a form that is not ours."""
    text = DOCUMENTATION.sub("", source)
    imports = tuple((names or "", _resolved(path, origin)) for names, origin in IMPORT.findall(text))
    exports = tuple(EXPORT.findall(text))
    body = LAZY.sub(lambda found: f'import("{_resolved(path, found[1])}")', EXPORT.sub("", IMPORT.sub("", text)))
    lazy = tuple(_resolved(path, origin) for origin in LAZY.findall(text))
    odd = OTHER.search(LAZY.sub("", EXPORT.sub("", IMPORT.sub("", text))))
    if odd:
        line = source[: source.find(odd[0])].count("\n") + 1
        allowed = 'import { a } from "./b.js"; or import("./b.js") or export before function, class or const'
        raise PackError(f"{path}, line {line}: {odd[0].strip()[:80]!r} cannot be packed; what can be: {allowed}")
    return Module(imports, lazy, exports, body)


def _resolved(path: str, origin: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), origin)) if origin.startswith(".") else origin


@dataclass(frozen=True)
class Packer:
    """Makes packs of modules.

    ``sources`` maps paths to texts, ``bare`` bare words to addresses. ``keep`` takes the path and the text of a pack that is fetched when it is
    needed, and returns the address that it will have.
    """

    sources: Mapping[str, str]
    bare: Mapping[str, str]
    keep: Callable[[str, str], str]

    def pack(self, entry: str) -> str:
        """Return one module made of ``entry`` and all that it imports.

        Raise PackError if something imported is missing, if modules import each other in a circle, or for a form that cannot be packed.
        """
        modules, outside = self._reached(entry, frozenset())
        heads = [f"import * as {word}_ from {json.dumps(self.bare[word])};\nmodules[{json.dumps(word)}] = {word}_;\n" for word in outside]
        return "".join(["const modules = {};\n", *heads, *self._written(modules, frozenset([*modules, *outside]))])

    def _addition(self, entry: str, present: frozenset[str]) -> str:
        """Return the pack of a module that is imported when it is needed: it defines what is not ``present`` among the modules of the page."""
        modules, outside = self._reached(entry, present)
        heads = [f"import * as {word}_ from {json.dumps(self.bare[word])};\n" for word in outside]
        taken = [f"modules[{json.dumps(word)}] ??= {word}_;\n" for word in outside]
        written = self._written(modules, present.union(modules, outside))
        return "".join([*heads, "export function define(modules) {\n", *taken, *written, f"return modules[{json.dumps(entry)}];\n}}\n"])

    def _reached(self, entry: str, present: frozenset[str]) -> tuple[dict[str, Module], list[str]]:
        """Return the modules that ``entry`` needs beside those present, parsed, and the bare words among their imports."""
        modules: dict[str, Module] = {}
        outside: set[str] = set()
        waiting = [entry]
        while waiting:
            path = waiting.pop()
            if path in modules or path in present:
                continue
            if path in self.bare:
                outside.add(path)
                continue
            if path not in self.sources:
                raise PackError(f"{path} is imported and does not exist")
            modules[path] = parse(path, self.sources[path])
            waiting += [origin for _, origin in modules[path].imports]
        return modules, sorted(outside)

    def _written(self, modules: Mapping[str, Module], present: frozenset[str]) -> list[str]:
        """Return the modules as JavaScript, each after those it imports. ``present``: these and all that the page has by then."""
        try:
            order = list(TopologicalSorter({path: [origin for _, origin in one.imports] for path, one in modules.items()}).static_order())
        except CycleError as error:
            raise PackError(f"modules import each other in a circle: {' → '.join(error.args[1])}") from error
        order = [path for path in order if path in modules]
        addresses: dict[str, str] = {}
        for path in order:
            for lazy in modules[path].lazy:
                if lazy in present:
                    raise PackError(f"{path} imports {lazy} by import(), and it is there already")
                if lazy not in addresses:
                    addresses[lazy] = self.keep(lazy, self._addition(lazy, present))
        return [_module(path, modules[path], addresses) for path in order]


def _module(path: str, module: Module, addresses: Mapping[str, str]) -> str:
    taken = "".join(
        f"const {{{names.replace(' as ', ': ')}}} = modules[{json.dumps(origin)}];\n" for names, origin in module.imports if names.strip()
    )
    body = module.body
    for lazy in module.lazy:
        body = body.replace(f'import("{lazy}")', f"import({json.dumps(addresses[lazy])}).then((pack) => pack.define(modules))")
    return f"modules[{json.dumps(path)}] ??= (() => {{\n{taken}{body}return {{ {', '.join(module.exports)} }};\n}})();\n"


def stylesheet(entry: str, sources: Mapping[str, str]) -> str:
    """Put the sheets that ``entry`` imports in their place, in its order, which is the cascade's. PackError for one that does not exist."""

    def imported(found: re.Match[str]) -> str:
        path = _resolved(entry, f"./{found[1]}")
        if path not in sources:
            raise PackError(f"{path} is imported by {entry} and does not exist")
        return sources[path]

    return SHEET.sub(imported, sources[entry])
