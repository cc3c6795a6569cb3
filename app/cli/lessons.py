"""Check the lessons, and bring them into the database."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.parser import UNUSABLE, VIOLATED, Parser
from app.kernel.errors import UsageError


def declare(parser: Parser) -> None:
    """Say which commands there are for lessons, and what they take."""
    parser.set_defaults(action=lambda options: _help(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    check = "Report every mistake in lesson files: file, line, what was expected; without any, what the changes will do to answers."
    checking = commands.add_parser("check", help=check, description=check)
    checking.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="Lesson files or folders; the built-in lessons if none.")
    checking.set_defaults(action=_check)
    sync = "Bring the built-in lessons into the database; a broken one keeps its last good version."
    commands.add_parser("sync", help=sync, description=sync).set_defaults(action=_sync)


def execute(options: Namespace) -> int:
    """Do what was asked for."""
    status: int = options.action(options)
    return status


def _help(parser: Parser) -> int:
    parser.print_help()
    return UNUSABLE


def _check(options: Namespace) -> int:
    from app.course.advice import advice
    from app.course.lesson import examine
    from app.settings import settings

    chosen = options.paths or [settings().lessons_dir]
    for path in chosen:
        if not path.exists():
            raise UsageError(f"there is no file or folder “{path}”")
    found = examine(chosen)
    for lesson in found.lessons:
        for said in advice(lesson):
            print(said)
    if not found.errors:
        _announce(chosen)
    return _blame(found.errors)


def _announce(paths: Sequence[Path]) -> None:
    """Say what the next sync of these lessons will do to the answers in the database, where there is one."""
    from sqlalchemy.exc import DatabaseError

    from app.concepts import catalogue
    from app.course import glossary
    from app.course.consequences import consequences
    from app.course.lesson import files_in, read_all
    from app.settings import settings
    from app.store.database import exists, open_database

    url = settings().database_url
    if not exists(url):
        return
    listed = [file for path in paths for file in (files_in(path).values() if path.is_dir() else [path])]
    files = {str(file): file for file in listed if file.name != glossary.FILE}
    engine = open_database(url)
    try:
        for sentence in consequences(engine, read_all(files, catalogue()).lessons):
            print(sentence)
    except DatabaseError:
        print("The database cannot be read, so nothing is said about the answers in it.", file=sys.stderr)
    finally:
        engine.dispose()


def _sync(options: Namespace) -> int:
    from app.concepts import catalogue
    from app.course.sync import sync
    from app.settings import settings
    from app.store.database import open_database
    from app.store.migrate import upgrade

    engine = open_database(settings().database_url)
    upgrade(engine, settings().migrations_dir)
    report = sync(engine, settings().lessons_dir, catalogue())
    print(f"{report.live} lessons are live, {len(report.changed)} changed, {len(report.removed)} removed")
    return _blame(report.errors)


def _blame(mistakes: Sequence[object]) -> int:
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    return VIOLATED if mistakes else 0
