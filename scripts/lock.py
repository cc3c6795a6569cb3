"""Write the hashed locks from ``pyproject.toml``: ``python scripts/lock.py [PACKAGE…]`` upgrades everything, or only the packages named. Needs uv.

The locks are universal (markers, not one per platform), so that one file serves Linux, macOS, Windows and every Python from 3.11.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Lock → the options that say what goes in it.
LOCKS = {
    "requirements.lock": ("pyproject.toml", "--group", "build"),
    "requirements-dev.lock": ("pyproject.toml", "--group", "build", "--group", "dev"),
    "requirements-node.lock": ("--group", "node"),
}

OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--quiet"),
)


def main(packages: list[str]) -> int:
    """Compile every lock; the development lock takes the versions of the run lock, so that what is tested is what runs."""
    upgrade = [option for name in packages for option in ("--upgrade-package", name)] or ["--upgrade"]
    constraint: list[str] = []
    for name, sources in LOCKS.items():
        command = ["uv", "pip", "compile", *sources, *OPTIONS, *upgrade, *constraint, "--output-file", name]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            return 1
        constraint = ["--constraint", "requirements.lock"]
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
