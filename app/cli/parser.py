"""What a command takes: argparse, with errors in one readable line. It loads in milliseconds, which the libraries built for this do not."""

from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NoReturn, Protocol

from app.kernel.errors import UsageError

VIOLATED = 1
"""Exit status: an ``always`` property is violated, or a lesson is wrong."""
UNUSABLE = 2
"""Exit status: the arguments cannot be used."""

WIDTH = 80


class Command(Protocol):
    """A module of ``app.cli``. The first line of its docstring is what the help says about it."""

    __doc__: str | None

    @staticmethod
    def declare(parser: "Parser") -> None:
        """Say which arguments and options there are."""

    @staticmethod
    def execute(options: Namespace) -> int:
        """Do it; return the exit status."""


class _Formatter(HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage: " if prefix is None else prefix)


class Parser(ArgumentParser):
    """The parser of one command. Whatever it refuses is a UsageError."""

    def __init__(self, prog: str, description: str = "", **more: Any) -> None:
        # A width is given so that argparse does not look for the terminal's with each option, which takes a third of its time.
        super().__init__(prog=prog, description=description, formatter_class=partial(_Formatter, width=WIDTH), allow_abbrev=False, **more)

    def read(self, arguments: Sequence[str]) -> Namespace:
        """Give what the arguments say; UsageError names the first that cannot be used."""
        options, left = self.parse_known_args(arguments)
        for word in left:
            if word.startswith("-") and word != "--":
                from app.kernel.parameters import unknown

                raise unknown("option", word.partition("=")[0], self._option_string_actions)
            raise UsageError(f"“{word}” is one argument too many")
        return options

    def format_help(self) -> str:
        """Give the help, as wide as the terminal."""
        from shutil import get_terminal_size

        self.formatter_class = partial(_Formatter, width=get_terminal_size().columns - 2)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise UsageError(message.removeprefix("argument "))


def whole(minimum: int | None = None, maximum: int | None = None) -> Callable[[str], int]:
    """Give the reader of a whole number within bounds, both included."""
    least, most = "" if minimum is None else f" from {minimum}", "" if maximum is None else f" to {maximum}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise _refused(text, f"a whole number{least}{most}") from None
        if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
            raise _refused(text, f"a whole number{least}{most}")
        return number

    return read


def seconds(text: str) -> float:
    """Read a time in seconds."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not number >= 0:  # NaN is no time either
        raise _refused(text, "a number of seconds from 0")
    return number


def _refused(text: str, allowed: str) -> ArgumentTypeError:
    return ArgumentTypeError(f"“{text}” is not usable; allowed: {allowed}")
