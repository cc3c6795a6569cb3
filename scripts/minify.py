"""Minify the packs with esbuild: ``npm ci --ignore-scripts``, then ``python scripts/minify.py``. A step of a release, and optional.

What the server would serve is written once more to ``static/minified/``, in fewer bytes, each file under the hash of the text that it was made of. A
server that finds the form of a pack there serves it, and joins and serves the pack itself otherwise; so nothing here can be out of date.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.web.http.assets import MINIFIED, Assets, Snapshot, taken  # noqa: E402  (the checkout's own package, whether or not it is installed)

ESBUILD = [os.environ.get("FAULTLINE_NODE", "node"), str(ROOT / "node_modules" / "esbuild" / "bin" / "esbuild")]
OPTIONS = {".js": ["--loader=js", "--format=esm"], ".css": ["--loader=css"]}


def minify(static: Path, esbuild: list[str]) -> tuple[Snapshot, Snapshot]:
    """Fill the folder of minified packs, instead of what was there. Return the packs as they were joined and as they are served now."""
    shutil.rmtree(static / MINIFIED, ignore_errors=True)
    (static / MINIFIED).mkdir()
    joined = Assets(static).snapshot()

    def made(name: str, text: str) -> bytes:
        command = [*esbuild, "--minify", "--charset=utf8", "--log-level=warning", *OPTIONS[Path(name).suffix]]
        content = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        (static / name).write_bytes(content)
        return content

    names = [path.relative_to(static).as_posix() for path in sorted(static.rglob("*")) if path.is_file()]
    return joined, taken(static, names, made)


def main(arguments: list[str] | None = None) -> int:
    """Minify, and print the compressed sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--static", type=Path, default=ROOT / "static", help="the folder of static files")
    parser.add_argument("--esbuild", type=Path, help="a binary of esbuild, where there is no node_modules/")
    options = parser.parse_args(arguments)
    before, after = minify(options.static, [str(options.esbuild)] if options.esbuild else ESBUILD)
    for name, pack in after.packs.items():
        print(f"{name:40} {len(before.packs[name].compressed) / 1000:6.1f} kB joined {len(pack.compressed) / 1000:6.1f} kB minified")
    return 0


if __name__ == "__main__":
    sys.exit(main())
