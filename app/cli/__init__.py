"""The uses of the kernel without a browser, and how the course is started: the command ``faultline``.

Exit status: 0 done; 1 an ``always`` property is violated, or a lesson is wrong; 2 unusable arguments. Errors are one line on standard error.

Each command is a module here: ``declare`` says what it takes, ``execute`` does it. Only the module of the command that is asked for is imported,
so that a small exploration starts fast.
"""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import cast

from app.cli.parser import UNUSABLE, Command, Parser
from app.kernel.errors import UsageError

COMMANDS = ("concepts", "run", "explore", "study", "lessons", "serve", "backup", "restore")
"""Every command, in the order of the help, under the name of its module."""

LIGHT = ("concepts", "run", "explore", "study")
"""Commands that import neither the web nor the store, and make no cyclic garbage: what a search holds, it holds to its end."""

DESCRIPTION = "Fault tolerance in distributed systems: run, break and explore protocols."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; every error that a user can cause is one line on standard error and status 2."""
    # Whatever the locale: JSON is UTF-8, and ✓ must not be an error.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except UsageError as error:
        return _complain(error.message)
    except KeyboardInterrupt:
        return _complain("given up")
    except MemoryError:
        return _complain("this needs more memory than there is; use a smaller --limit or smaller parameters")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away (head, less); nothing more to be said to it
        return 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try once more at exit
        return _complain(f"the output cannot be written: {error.strerror}")
    return status


def _complain(message: str) -> int:
    print("faultline: " + " ".join(message.split()), file=sys.stderr)
    return UNUSABLE


def _run(arguments: Sequence[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    try:
        if name in COMMANDS:
            command = _command(name)
            if name not in LIGHT:
                gc.enable()
            parser = Parser(f"faultline {name}", _summary(command))
            command.declare(parser)
            return command.execute(parser.read(rest))
        return _without_command(name, arguments)
    except SystemExit as end:  # argparse has printed the help
        return end.code if isinstance(end.code, int) else 0


def _without_command(name: str, arguments: Sequence[str]) -> int:
    if name and not name.startswith("-"):
        from app.kernel.parameters import unknown

        raise unknown("command", name, COMMANDS)
    parser = Parser("faultline", DESCRIPTION)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for each in COMMANDS:
        commands.add_parser(each, help=_summary(_command(each)))
    parser.read(arguments)
    parser.print_help()
    return UNUSABLE


def _command(name: str) -> Command:
    return cast("Command", import_module(f"{__name__}.{name}"))


def _summary(command: Command) -> str:
    return (command.__doc__ or "").partition("\n")[0]
