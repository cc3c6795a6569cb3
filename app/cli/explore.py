"""Explore every run: all endings, and the shortest run to each violation."""

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from app.cli.model import chosen_model, declare_json, declare_model, print_json
from app.cli.parser import VIOLATED, Parser, seconds, whole
from app.kernel.explore import LIMIT, Exploration, explore
from app.kernel.show.report import exploration_document

PROGRESS_SECONDS = 0.25
HOLDING = {True: "✓", False: "✗", None: "?"}
REACHING = {True: "● reachable:", False: "○ not reachable:", None: "?"}


def declare(parser: Parser) -> None:
    """Say which arguments and options there are."""
    declare_model(parser)
    parser.add_argument("--limit", metavar="STATES", type=whole(1), default=LIMIT, help="Stop at this many distinct states; usually %(default)s.")
    parser.add_argument("--seconds", metavar="S", type=seconds, help="Stop after this time.")
    parser.add_argument("--symmetry", action="store_true", help="Count states that differ by renaming once.")
    declare_json(parser)


def execute(options: Namespace) -> int:
    """Explore the model and print what was found."""
    model = chosen_model(options)
    begin = time.perf_counter()

    def overdue() -> bool:
        return options.seconds is not None and time.perf_counter() - begin > options.seconds

    with _progress() as progress:
        result = explore(model, limit=options.limit, symmetry=options.symmetry, overdue=overdue, progress=progress)
    if options.symmetry and not result.symmetry and not options.json:
        print(f"faultline: no processes of {model.concept.slug} can be interchanged; all states are counted", file=sys.stderr)
    document = exploration_document(result, time.perf_counter() - begin)
    if options.json:
        print_json(document)
    else:
        _print_exploration(result, document.seconds)
    return VIOLATED if result.violated else 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Say on a terminal how far the search is; the line is gone when the result comes, and was never there if standard error is a file."""
    told = time.monotonic()

    def tell(found: int, expanded: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PROGRESS_SECONDS:
            told = time.monotonic()
            print(f"\r{found:,} states found, {found - expanded:,} to be looked at (Ctrl-C gives up) ", end="", file=sys.stderr, flush=True)

    if not sys.stderr.isatty():
        yield lambda found, expanded: None
        return
    try:
        yield tell
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _print_exploration(result: Exploration, seconds: float) -> None:
    how = "exhausted" if result.exhausted else f"stopped by the limit of {result.stopped}"
    print(f"{result.states} states{' up to renaming' if result.symmetry else ''}, {result.transitions} transitions in {seconds} s: {how}")
    for ending in result.endings:
        print(f"  {msgspec.json.encode(ending.outcome).decode()}  {ending.states} states, e.g. --choices {','.join(map(str, ending.choices))}")
    for verdict in result.verdicts:
        # that something can be reached is no praise: it may be what nobody wants
        sign = (REACHING if verdict.property.kind == "reachable" else HOLDING)[verdict.holds]
        run_to = f"  --choices {','.join(map(str, verdict.choices))} --stop {len(verdict.choices)}" if verdict.choices is not None else ""
        print(f"{sign} {verdict.property.name} ({verdict.property.kind}){run_to}")
