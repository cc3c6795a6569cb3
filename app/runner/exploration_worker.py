"""The program behind a job in another process: reads a job on standard input, prints what it finds, line by line (``app.runner.job``).

It imports the kernel and one concept only, so that it starts fast, and bounds itself before it begins.
"""

import gc
import sys
import time

import msgspec

from app.concepts import find
from app.kernel.errors import UsageError
from app.kernel.explore import Exploration, explore
from app.kernel.prospects import prospects
from app.kernel.runs import play
from app.kernel.show.concept import concept_of
from app.kernel.show.endings import settings, tabulate
from app.kernel.show.report import exploration_document
from app.kernel.show.study import study_document
from app.kernel.specification import Model
from app.runner.job import Endings, Foreseen, Job, Line, Progress, ProspectsLine, RefusedJob, Studied, StudyLine, beyond_bounds
from app.runner.process_bounds import bound_this_process

PROGRESS_SECONDS = 0.25


def _say(line: Line | ProspectsLine | StudyLine) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


class Work:
    """The searches of one job, within one budget of states and time."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.model = find(job.concept).model(job.parameters)
        self.table = concept_of(self.model).table if job.table else None
        self.searches = 1 + (len(list(settings(self.model, self.table))) if self.table else 0)
        self.begin = time.monotonic()
        self.end = self.begin + job.seconds
        self.done = 0
        self.spent = 0
        self.told = self.begin

    def search(self, model: Model) -> Exploration:
        """Explore with what is left of the budget."""
        left = max(self.job.limit - self.spent, 1)
        result = explore(model, limit=left, symmetry=self.job.symmetry, overdue=self._overdue, progress=self._tell)
        self.done += 1
        self.spent += result.states
        return result

    def _overdue(self) -> bool:
        return time.monotonic() > self.end

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

    def foresee(self, choices: tuple[int, ...]) -> Foreseen:
        """Say what can still become of a run."""
        run = play(self.model, choices, stop=len(choices), overdue=self._overdue)
        return Foreseen(prospects(run, limit=self.job.limit, overdue=self._overdue, progress=self._tell))


def studied(job: Job) -> Studied:
    """Make a study, within the time of the job."""
    model, end = find(job.concept).model(job.parameters), time.monotonic() + job.seconds
    study = concept_of(model).study(job.study)
    return Studied(study_document(model, study, job.seeds, lambda: time.monotonic() > end))


def result(job: Job) -> Endings | Foreseen | Studied:
    """Give what a job asks for."""
    if job.study:
        return studied(job)
    return Work(job).run() if job.choices is None else Work(job).foresee(job.choices)


def work(job: Job) -> None:
    """Do a job; the last line says what became of it."""
    try:
        _say(result(job))
    except UsageError as error:
        _say(RefusedJob(error.message, error.field, unusable=True))
    except MemoryError:
        _say(RefusedJob(beyond_bounds(job)))


def main() -> None:
    """Do the job that stands on standard input, and no more than it allows."""
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    try:
        bound_this_process(job.memory, job.seconds)
    except MemoryError:
        _say(RefusedJob(beyond_bounds(job)))
        return
    gc.disable()  # what a search holds, it holds to its end
    work(job)


if __name__ == "__main__":
    main()
