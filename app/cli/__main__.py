"""``faultline``, and ``python -m app.cli``: the command line as a process of its own."""

import gc
import sys
from typing import NoReturn

from app.cli import main


def run() -> NoReturn:
    """Run the command line without the search for cyclic garbage, which takes a sixth of a start; commands that go on for long switch it on again."""
    gc.disable()
    status = main()
    gc.freeze()  # what is left is freed by the end of the process, and need not be looked through for cycles first
    sys.exit(status)


if __name__ == "__main__":
    run()
