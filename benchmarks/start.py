"""How long the command line takes from its start to its verdict on a small model, as a multiple of what Python itself takes to start.

Start with ``python -m benchmarks.start``. The calls take turns, so that a busy machine slows all of them. Nothing here is asserted.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
TURNS = 15
BARE = ["-c", "pass"]
FAULTLINE = ["-m", "app.cli"]
CALLS = {
    "python -c pass": BARE,
    "python -c 'import msgspec'": ["-c", "import msgspec"],
    "faultline --help": [*FAULTLINE, "--help"],
    "faultline explore server-crash": [*FAULTLINE, "explore", "server-crash", "--set", "client=never"],
    "faultline run server-crash": [*FAULTLINE, "run", "server-crash"],
    "faultline concepts": [*FAULTLINE, "concepts"],
}


def seconds(arguments: list[str]) -> float:
    """Give the seconds that a call takes."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print a row a call."""
    taken: dict[str, list[float]] = {name: [] for name in CALLS}
    for _ in range(TURNS):
        for name, arguments in CALLS.items():
            taken[name].append(seconds(arguments))
    bare = median(taken["python -c pass"])
    print(f"{'call':32}  seconds  ÷ bare interpreter")
    for name, times in taken.items():
        print(f"{name:32}  {median(times):7.3f}  {median(times) / bare:18.2f}")


if __name__ == "__main__":
    main()
