"""Copy the database into a file, while the course goes on."""

from argparse import Namespace
from pathlib import Path

from app.cli.parser import Parser


def declare(parser: Parser) -> None:
    """Say which arguments there are."""
    parser.add_argument("file", metavar="FILE", type=Path, help="The file to make.")


def execute(options: Namespace) -> int:
    """Make the copy and check it."""
    from app.settings import settings
    from app.store.backup import backup

    size = backup(settings().database_url, options.file)
    print(f"{options.file}: {size} bytes, checked")
    return 0
