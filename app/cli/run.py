"""Play one run, to its final state unless told otherwise."""

from argparse import Namespace

import msgspec

from app.cli.model import chosen_model, declare_json, declare_model, print_json
from app.cli.parser import VIOLATED, Parser, whole
from app.kernel.errors import UsageError
from app.kernel.runs import Run, play
from app.kernel.show.frames import RunDocument, RunPropertyRecord
from app.kernel.show.report import run_document


def declare(parser: Parser) -> None:
    """Say which arguments and options there are."""
    declare_model(parser)
    parser.add_argument("--choices", metavar="0,0,2", help="First choices; after them the default.")
    parser.add_argument("--random", metavar="SEED", type=whole(), help="Draw every choice from a seed.")
    parser.add_argument("--stop", metavar="N", type=whole(0), help="End after N events.")
    declare_json(parser)
    parser.add_argument("--mermaid", action="store_true", help="Print a Mermaid sequence diagram.")
    parser.add_argument("--shiviz", action="store_true", help="Print a ShiViz log.")


def execute(options: Namespace) -> int:
    """Play the run and print it."""
    if options.choices is not None and options.random is not None:
        raise UsageError("--choices and --random cannot be given together")
    if options.json + options.mermaid + options.shiviz > 1:
        raise UsageError("--json, --mermaid and --shiviz cannot be given together")
    played = _played(options)
    document = run_document(played)
    if options.json:
        print_json(document)
    elif options.mermaid or options.shiviz:
        from app.kernel.show.export import mermaid, shiviz

        print(mermaid(played) if options.mermaid else shiviz(played), end="")
    else:
        _print_run(document)
    return VIOLATED if any(record.kind != "reachable" and not record.holds for record in document.properties) else 0


def _played(options: Namespace) -> Run:
    model = chosen_model(options)
    choices = _numbers(options.choices) if options.choices is not None else ()
    if options.choices is None and options.random is None and options.scenario is not None:
        from app.kernel.follow import opening

        choices = opening(model, options.scenario)
    return play(model, choices, seed=options.random, stop=options.stop)


def _numbers(text: str) -> tuple[int, ...]:
    words = [word.strip() for word in text.split(",")] if text.strip() else []
    for place, word in enumerate(words):
        if not (word.isascii() and word.isdigit() and len(word) < 10):
            raise UsageError(f"--choices: “{word}” (place {place}) is not usable; allowed: numbers from 0, separated by commas", "choices")
    return tuple(int(word) for word in words)


def _print_run(document: RunDocument) -> None:
    for frame in document.frames:
        print(f"{frame.step:4}  {frame.narration}")
    print("outcome: " + (msgspec.json.encode(document.outcome).decode() if document.outcome is not None else "not final yet"))
    if document.truncated:
        print(f"stopped after {len(document.choices)} events, before a final state")
    for record in document.properties:
        print(f"{_sign(record, document)} {record.name} ({record.kind}): {record.because}")


def _sign(record: RunPropertyRecord, document: RunDocument) -> str:
    """Say what became of a property, as the player says it: what is reached may be what nobody wants, and a run that is not final may yet violate."""
    if record.kind == "reachable":
        return "● reached:" if record.holds else "○ not reached:"
    if not record.holds:
        return "✗"
    final = document.outcome is not None
    if all(now.open for frame in document.frames for now in frame.properties if now.name == record.name):
        return "○ asks nothing here:" if final else "○ not decided yet:"
    return "✓" if final else "✓ holds so far:"
