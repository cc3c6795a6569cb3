"""The program behind an exploration for the player: reads a request on standard input, prints what it finds, line by line as JSON.

Lines are ``{"type": "progress", …}`` a few times a second, then one ``{"type": "endings", …}``, or ``{"type": "refused", …}``. It imports the kernel
and the concepts only, so that it starts fast; ``app.web.explorer`` starts it with bounds on time and memory.
"""

import sys
import time
from typing import Any

import msgspec

from app.concepts import find
from app.kernel.errors import UsageError
from app.kernel.explore import Exploration, explore
from app.kernel.show.concept import concept_of
from app.kernel.show.endings import TableRecord, settings, tabulate
from app.kernel.show.frames import ExplorationDocument
from app.kernel.show.report import exploration_document
from app.kernel.specification import Model

PROGRESS_SECONDS = 0.25


class Job(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to explore, with what bounds for everything together."""

    concept: str
    parameters: dict[str, str | int | bool] = {}
    limit: int = 1_000_000
    seconds: float = 20.0


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far it is: states found, and how many of the searches (one a setting of the table, and the run's own) are done."""

    states: int
    done: int
    searches: int


class Endings(msgspec.Struct, frozen=True, tag="endings"):
    """Everything: the run's own exploration, and the table where the concept declares one."""

    exploration: ExplorationDocument
    table: TableRecord | None


class RefusedJob(msgspec.Struct, frozen=True, tag="refused"):
    """It cannot be done; ``message`` says why."""

    message: str
    field: str | None = None


Line = Progress | Endings | RefusedJob


def _say(line: Line) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


class Work:
    """The searches of one job, within one budget of states and time."""

    def __init__(self, job: Job) -> None:
        self.model = find(job.concept).model(job.parameters)
        self.table = concept_of(self.model).table
        self.searches = 1 + (len(list(settings(self.model, self.table))) if self.table else 0)
        self.begin = time.monotonic()
        self.end = self.begin + job.seconds
        self.limit = job.limit
        self.done = 0
        self.spent = 0
        self.told = self.begin

    def search(self, model: Model) -> Exploration:
        """Explore with what is left of the budget."""
        result = explore(model, limit=max(self.limit - self.spent, 1), overdue=lambda: time.monotonic() > self.end, progress=self._tell)
        self.done += 1
        self.spent += result.states
        return result

    def _tell(self, found: int, expanded: int) -> None:
        now = time.monotonic()
        if now - self.told >= PROGRESS_SECONDS:
            self.told = now
            _say(Progress(self.spent + found, self.done, self.searches))

    def run(self) -> Endings:
        """Do all searches."""
        own = self.search(self.model)
        document = exploration_document(own, time.monotonic() - self.begin)
        return Endings(document, tabulate(self.model, self.table, self.search) if self.table else None)


def main(text: bytes) -> None:
    """Do the job that stands in ``text``."""
    try:
        job: Any = msgspec.json.decode(text, type=Job)
        _say(Work(job).run())
    except UsageError as error:
        _say(RefusedJob(error.message, error.field))
    except MemoryError:
        _say(RefusedJob("this needs more memory than an exploration may have here; choose smaller parameters"))


if __name__ == "__main__":
    main(sys.stdin.buffer.read())
