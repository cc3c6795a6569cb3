"""Bring a copy of the database back; it is checked first."""

from argparse import Namespace
from pathlib import Path

from app.cli.parser import Parser


def declare(parser: Parser) -> None:
    """Say which arguments and options there are."""
    parser.add_argument("file", metavar="FILE", type=Path, help="A copy that “faultline backup” made.")
    parser.add_argument("--force", action="store_true", help="Replace the database that is there.")


def execute(options: Namespace) -> int:
    """Check the copy and put it into its place."""
    from app.settings import settings
    from app.store.backup import restore

    restore(settings().database_url, options.file, settings().migrations_dir, force=options.force)
    print(f"{options.file} is restored; start the course again")
    return 0
