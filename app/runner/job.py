"""The protocol of an exploration or a study in another process: a job on standard input, then lines of JSON on standard output.

Lines are ``{"type": "progress", …}`` a few times a second, then one ``{"type": "endings", …}``, ``{"type": "prospects", …}``,
``{"type": "studied", …}`` or ``{"type": "refused", …}``.
"""

import msgspec

from app.kernel.explore import LIMIT
from app.kernel.parameters import Value
from app.kernel.prospects import Prospects
from app.kernel.show.endings import TableRecord
from app.kernel.show.frames import ExplorationDocument
from app.kernel.show.study import StudyDocument


class Bounds(msgspec.Struct, frozen=True):
    """The most that a job may take: distinct states, seconds, and bytes of memory.

    The defaults are those of a page, of a request and of a claim. They have room for the largest models of the course: two-phase commit with five
    participants has 2.1 million states, of about 250 bytes, found at some 70,000 a second on a plain machine.
    """

    states: int = 3_000_000
    seconds: float = 120.0
    memory: int = 2 << 30


class Job(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to explore, with what bounds for everything together.

    ``symmetry``: states that differ by renaming only count once. ``table``: fill in the concept's table of endings too, if it declares one.
    ``choices``: say instead what can still become of the run that these make. ``study``: make this study of the concept instead of an exploration;
    ``seeds``: with another number of runs a point than it declares.
    """

    concept: str
    parameters: dict[str, Value] = {}
    limit: int = LIMIT
    seconds: float = Bounds().seconds
    memory: int = Bounds().memory
    symmetry: bool = False
    table: bool = False
    choices: tuple[int, ...] | None = None
    study: str = ""
    seeds: int | None = None

    def within(self, most: Bounds) -> "Job":
        """Give the same job with bounds that are no wider than these."""
        return msgspec.structs.replace(
            self, limit=min(self.limit, most.states), seconds=min(self.seconds, most.seconds), memory=min(self.memory, most.memory)
        )

    @property
    def key(self) -> bytes:
        """What the result of a job that came to its end depends on."""
        asked = (self.concept, self.parameters, self.limit, self.symmetry, self.table, self.choices, self.study, self.seeds)
        return msgspec.json.encode(asked, order="sorted")


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far it is: states found, and how many of the searches (one a setting of the table, and the run's own) are done."""

    states: int
    done: int
    searches: int


class Endings(msgspec.Struct, frozen=True, tag="endings"):
    """Everything: the run's own exploration, and the table where it was asked for and the concept declares one."""

    exploration: ExplorationDocument
    table: TableRecord | None


class Foreseen(msgspec.Struct, frozen=True, tag="prospects"):
    """What can still become of a run."""

    prospects: Prospects


class Studied(msgspec.Struct, frozen=True, tag="studied"):
    """A study that was made."""

    study: StudyDocument


class RefusedJob(msgspec.Struct, frozen=True, tag="refused"):
    """It cannot be done; ``message`` says why. ``unusable``: the arguments are at fault, and not the bounds; ``field`` names the one."""

    message: str
    field: str | None = None
    unusable: bool = False


Line = Progress | Endings | RefusedJob
ProspectsLine = Progress | Foreseen | RefusedJob
StudyLine = Studied | RefusedJob


class NotExploredError(Exception):
    """There is no result, through no fault of the arguments: ``message`` says why. ``busy``: asking again later may help."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.busy = busy


def beyond_bounds(job: Job) -> str:
    """Say that a process ended at its bounds, by itself or not."""
    what = "the study" if job.study else "the exploration"
    return f"{what} was stopped: it needs more than {job.memory >> 20} MiB or {job.seconds:g} s; choose smaller parameters"
