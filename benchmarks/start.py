"""How long the command line takes from its start to its verdict on a small model, as a multiple of what Python itself takes to start.

Start with ``python -m benchmarks.start``. The calls take turns, so that a busy machine slows all of them; processor time is counted, the fastest call
of each kind. What Python compiled is kept from call to call, as the set-up does it. Nothing here is asserted.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

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


def seconds(arguments: list[str], compiled: str) -> float:
    """Give the seconds of processor time that a call takes; ``compiled`` is the folder of what was compiled before."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONPYCACHEPREFIX": compiled}
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, env=environment)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a row a call."""
    taken: dict[str, list[float]] = {name: [] for name in CALLS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TURNS):
            for name, arguments in CALLS.items():
                taken[name].append(seconds(arguments, folder))
    bare = min(taken["python -c pass"])
    print(f"{'call':32}  seconds  ÷ bare interpreter")
    for name, times in taken.items():
        print(f"{name:32}  {min(times):7.3f}  {min(times) / bare:18.2f}")


if __name__ == "__main__":
    main()
