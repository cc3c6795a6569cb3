"""The command line, called in this process: what it prints and its exit status, without the start of an interpreter for every call.

``tests/test_cli.py`` keeps the calls that need a process of their own: how it starts, encodings, signals, pipes.
"""

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any
from unittest.mock import patch

from app.cli import main
from app.settings import settings


@dataclass(frozen=True)
class Done:
    """A call that has returned."""

    returncode: int
    stdout: str
    stderr: str


def faultline(*arguments: str, **environment: str) -> Done:
    """Call the command with these arguments and these environment variables besides the present ones."""
    printed = (BytesIO(), BytesIO())
    out, err = (TextIOWrapper(one, encoding="utf-8", newline="\n", write_through=True) for one in printed)
    with patch.dict(os.environ, environment), redirect_stdout(out), redirect_stderr(err):
        settings.cache_clear()
        try:
            status = main(arguments)
        finally:
            settings.cache_clear()
    return Done(status, *(one.getvalue().decode() for one in printed))


def answer(*arguments: str, status: int = 0) -> Any:
    """Give the JSON of a call that must end with this status and say nothing on standard error."""
    done = faultline(*arguments, "--json")
    assert (done.returncode, done.stderr) == (status, "")
    return json.loads(done.stdout)
