"""Fill ``static/vendor/`` from the exact versions of ``package-lock.json``: ``npm ci --ignore-scripts``, then ``python scripts/vendor.py``.

The browser gets plain files of ours and the course needs no Node: Lit is bundled once, here, into one ES module; htmx is copied as it is published.
``vendor.lock.json`` records for each file the packages that are in it with the registry's sha512, and the file's own sha384, which a test recomputes.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
LOCK = VENDOR / "vendor.lock.json"

#: Directive module → the names that it gives. They share Lit's module-level state, so they must be in the same file as Lit.
DIRECTIVES = {
    "class-map": ("classMap",),
    "guard": ("guard",),
    "if-defined": ("ifDefined",),
    "keyed": ("keyed",),
    "live": ("live",),
    "ref": ("createRef", "ref"),
    "repeat": ("repeat",),
}

#: Vendored file → the packages whose code is in it; the licence of the first is kept beside the file.
PACKAGES = {
    "htmx.js": ("htmx.org",),
    "lit.js": ("lit", "lit-element", "lit-html", "@lit/reactive-element"),
}


class VendorError(Exception):
    """A vendored file is missing, changed, or could not be made."""


def lit_entry(prefix: str) -> str:
    """Return the module that exports everything of Lit that the course may use; ``prefix`` is where Lit is found."""
    lines = [f'export * from "{prefix}/index.js";']
    lines += [f'export {{ {", ".join(names)} }} from "{prefix}/directives/{module}.js";' for module, names in DIRECTIVES.items()]
    return "\n".join(lines) + "\n"


def bundle_lit(target: Path, modules: Path) -> None:
    """Bundle Lit and the directives into one minified ES module."""
    esbuild = modules / "esbuild" / "bin" / "esbuild"
    options = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--conditions=production", "--legal-comments=eof", "--log-level=warning"]
    with tempfile.TemporaryDirectory() as folder:
        entry = Path(folder) / "entry.js"
        entry.write_text(lit_entry((modules / "lit").as_posix()), encoding="utf-8")
        command = [os.environ.get("FAULTLINE_NODE", "node"), str(esbuild), str(entry), f"--outfile={target}", *options]
        subprocess.run(command, check=True, cwd=modules.parent)
    text = target.read_text(encoding="utf-8")
    for forbidden in ("eval(", "new Function", "sourceMappingURL"):
        if forbidden in text:
            raise VendorError(f"{target.name} contains {forbidden!r}, which the content security policy refuses")


def sha384(path: Path) -> str:
    """Return a file's hash in the notation of subresource integrity."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode("ascii")


def lock_entry(name: str, licence: str, locked: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what the lock says about one vendored file."""
    packages = []
    for package in PACKAGES[name]:
        record = locked[f"node_modules/{package}"]
        packages.append({"package": package, "version": record["version"], "licence": record["license"], "integrity": record["integrity"]})
    return {"file": name, "sha384": sha384(folder / name), "licence_file": licence, "licence_sha384": sha384(folder / licence), "packages": packages}


def differences(folder: Path = VENDOR) -> list[str]:
    """Return a sentence for every file in the folder that is not what its lock says: changed, missing, or not locked at all."""
    lock = json.loads((folder / LOCK.name).read_text(encoding="utf-8"))
    expected = {}
    for entry in lock["files"]:
        expected[entry["file"]] = entry["sha384"]
        expected[entry["licence_file"]] = entry["licence_sha384"]
    found = {path.name for path in folder.iterdir()} - {LOCK.name, "lit.d.ts"}
    problems = [f"{name} is not in {LOCK.name}" for name in sorted(found - set(expected))]
    problems += [f"{name} is missing" for name in sorted(set(expected) - found)]
    problems += [f"{name} is not the file that was vendored" for name in sorted(found & set(expected)) if sha384(folder / name) != expected[name]]
    return problems


def vendor(root: Path = ROOT) -> None:
    """Write every vendored file, its licence, the types of Lit and the lock."""
    folder, modules = root / "static" / "vendor", root / "node_modules"
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "htmx.js").write_bytes((modules / "htmx.org" / "dist" / "htmx.min.js").read_bytes())
    bundle_lit(folder / "lit.js", modules)
    note = "// Written by scripts/vendor.py: the types of lit.js, from the package that it is made of.\n"
    (folder / "lit.d.ts").write_text(note + lit_entry("../../node_modules/lit"), encoding="utf-8")
    entries = []
    for name, packages in PACKAGES.items():
        licence = f"{Path(name).stem}.LICENSE.txt"
        (folder / licence).write_bytes((modules / packages[0] / "LICENSE").read_bytes())
        entries.append(lock_entry(name, licence, locked, folder))
    (folder / LOCK.name).write_text(json.dumps({"files": entries}, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Vendor everything; say what is wrong where it did not work."""
    try:
        vendor()
    except (OSError, KeyError, subprocess.CalledProcessError, VendorError) as error:
        print(f"vendoring failed ({type(error).__name__}: {error}); run npm ci --ignore-scripts first", file=sys.stderr)
        return 1
    print("\n".join(f"static/vendor/{name}" for name in PACKAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
