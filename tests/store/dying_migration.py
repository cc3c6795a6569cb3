"""Migrations that are killed: from each copy of an old database, one that dies before its n-th statement, and one before it commits.

    python dying_migration.py OLD_DATABASE FOLDER [careless]

Leaves FOLDER/0.db, 1.db, … as the killed processes left them, the last one untouched by a kill. ``careless`` plants a mistake: no transaction.
"""

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.settings import Settings
from app.store import database
from app.store.migrate import upgrade


def die(*_: Any) -> None:
    """End here, like a process on a machine whose power fails."""
    os.kill(os.getpid(), signal.SIGKILL)


def migrate(file: Path, fatal: int, *, careless: bool) -> None:
    """Migrate; die before the ``fatal``-th statement, or before the commit if that comes first."""
    engine = database.open_database(f"sqlite:///{file}")
    if careless:
        event.remove(engine, "begin", database._begin_sqlite)
    statements = count()

    def statement(*_: Any) -> None:
        if next(statements) == fatal:
            die()

    event.listen(engine, "before_cursor_execute", statement)
    if fatal % 2:  # every other process survives its statements and dies over its commit, if it comes that far
        event.listen(engine, "commit", die)
    upgrade(engine, Settings().migrations_dir)


def main(old: str, folder: str, careless: str = "") -> None:
    """Kill one process after the other, until one has nothing left to die of."""
    for fatal in count():
        file = Path(folder) / f"{fatal}.db"
        shutil.copy(old, file)
        child = os.fork()
        if child == 0:
            migrate(file, fatal, careless=bool(careless))
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
