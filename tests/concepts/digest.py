"""Print what a concept gives: runs and an exploration, as bytes. Started as a program of its own, with one hash seed or another.

Usage: ``python -m tests.concepts.digest MODULE`` prints the JSON of several runs of ``MODULE.CONCEPT``.
"""

import sys
from importlib import import_module

import msgspec

from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.concept import Concept, diagram
from app.kernel.show.report import Reporter, concept_document, exploration_document, run_document


def digest(concept: Concept) -> bytes:
    """Give everything that a user could see of a concept, for a few runs of each scenario."""
    parts = [msgspec.json.encode(concept_document(concept))]
    for scenario in [None, *(s.name for s in concept.scenarios)]:
        for seed in range(5):
            run = play(concept.model({}, scenario), seed=seed, stop=60)
            reporter = Reporter(run)
            parts.append(msgspec.json.encode(run_document(run)))
            parts.append(msgspec.json.encode([reporter.player_frame(number) for number in range(len(run.steps))]))
            parts.append(msgspec.json.encode(diagram(reporter.run)))
        parts.append(msgspec.json.encode(exploration_document(explore(concept.model({}, scenario), limit=2_000), 0)))
    return b"\n".join(parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(digest(import_module(sys.argv[1]).CONCEPT))
