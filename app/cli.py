"""The uses of the kernel without a browser: ``faultline concepts``, ``run``, ``explore``, ``lessons``, ``serve``.

Exit status: 0 done; 1 an ``always`` property is violated, or a lesson is wrong; 2 unusable arguments. Errors are one line on standard error.
Only ``serve`` and ``lessons`` import the web and the store, inside the command: exploring needs neither.
"""

import os
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from app.concepts import catalogue, find
from app.kernel.concept import Model
from app.kernel.errors import UsageError
from app.kernel.explore import LIMIT, Exploration, explore
from app.kernel.follow import opening
from app.kernel.runs import play
from app.kernel.show.export import mermaid, shiviz
from app.kernel.show.frames import RunDocument
from app.kernel.show.report import concept_document, exploration_document, run_document

app = typer.Typer(
    name="faultline",
    help="Fault tolerance in distributed systems: run, break and explore protocols.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
lessons = typer.Typer(help="Check the lessons, and bring them into the database.", no_args_is_help=True)
app.add_typer(lessons, name="lessons")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Slug = Annotated[str, typer.Argument(metavar="CONCEPT", help="A concept’s slug, as “faultline concepts” lists it.")]
Named = Annotated[str | None, typer.Option("--scenario", metavar="NAME", help="Start from a named scenario’s parameters and choices.")]
Settings = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Set a parameter; may be given several times.")]

VIOLATED = 1
UNUSABLE = 2


def main() -> None:
    """Run the command line; every error that a user can cause is one line on standard error and exit status 2."""
    # Whatever the locale: JSON is UTF-8, and ✓ must not be an error.
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        status = _complain(error.message)
    except typer.TyperException as error:
        status = _complain(error.format_message() if hasattr(error, "format_message") else str(error))
    except typer.Abort:
        status = _complain("given up")
    except MemoryError:
        status = _complain("this needs more memory than there is; use a smaller --limit or smaller parameters")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away (head, less); nothing more to be said to it
        status = 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would try once more at exit
        status = _complain(f"the output cannot be written: {error.strerror}")
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str) -> int:
    if message:  # empty when the help was printed instead
        print("faultline: " + " ".join(message.split()), file=sys.stderr)
    return UNUSABLE


def _print_json(document: Any) -> None:
    sys.stdout.write(msgspec.json.encode(document).decode() + "\n")


def _model(slug: str, scenario: str | None, settings: list[str] | None) -> Model:
    raw: dict[str, str] = {}
    for setting in settings or []:
        name, equals, value = setting.partition("=")
        if not equals or not name:
            raise UsageError(f"--set “{setting}” is not usable; allowed: NAME=VALUE")
        if name in raw:
            raise UsageError(f"--set {name} is given twice", name)
        raw[name] = value
    return find(slug).model(raw, scenario)


def _numbers(text: str) -> tuple[int, ...]:
    words = [word.strip() for word in text.split(",")] if text.strip() else []
    for place, word in enumerate(words):
        if not (word.isascii() and word.isdigit() and len(word) < 10):
            raise UsageError(f"--choices: “{word}” (place {place}) is not usable; allowed: numbers from 0, separated by commas", "choices")
    return tuple(int(word) for word in words)


@app.command()
def concepts(as_json: Json = False) -> None:
    """List the concepts with their parameters, scenarios, properties and outcomes."""
    documents = [concept_document(concept) for concept in catalogue().values()]
    if as_json:
        _print_json(documents)
        return
    for document in documents:
        print(f"{document['slug']}  {document['title']}\n    {document['summary']}")
        for parameter in document["parameters"]:
            bounds = ", ".join(parameter["choices"] or []) or f"{parameter['minimum']}–{parameter['maximum']}"
            allowed = "" if parameter["type"] in ("text", "boolean") else f" ({bounds})"
            default = msgspec.json.encode(parameter["default"]).decode().strip('"')
            print(f"    --set {parameter['name']}={default}{allowed}  {parameter['sentence']}")
        print("    scenarios: " + ", ".join(scenario["name"] for scenario in document["scenarios"]))


@app.command()
def run(
    concept: Slug,
    scenario: Named = None,
    settings: Settings = None,
    choices: Annotated[str | None, typer.Option("--choices", metavar="0,0,2", help="First choices; after them the default.")] = None,
    seed: Annotated[int | None, typer.Option("--random", metavar="SEED", help="Draw every choice from a seed.")] = None,
    stop: Annotated[int | None, typer.Option("--stop", metavar="N", help="End after N events.", min=0)] = None,
    as_json: Json = False,
    as_mermaid: Annotated[bool, typer.Option("--mermaid", help="Print a Mermaid sequence diagram.")] = False,
    as_shiviz: Annotated[bool, typer.Option("--shiviz", help="Print a ShiViz log.")] = False,
) -> None:
    """Play one run, to its final state unless told otherwise."""
    if choices is not None and seed is not None:
        raise UsageError("--choices and --random cannot be given together")
    if as_json + as_mermaid + as_shiviz > 1:
        raise UsageError("--json, --mermaid and --shiviz cannot be given together")
    model = _model(concept, scenario, settings)
    taken = _numbers(choices) if choices is not None else ()
    if choices is None and seed is None and scenario is not None:
        taken = opening(model, scenario)
    played = play(model, taken, seed=seed, stop=stop)
    document = run_document(played)
    if as_mermaid:
        print(mermaid(played), end="")
    elif as_shiviz:
        print(shiviz(played), end="")
    elif as_json:
        _print_json(document)
    else:
        _print_run(document)
    if any(record.kind == "always" and not record.holds for record in document.properties):
        raise typer.Exit(VIOLATED)


def _print_run(document: RunDocument) -> None:
    for frame in document.frames:
        print(f"{frame.step:4}  {frame.narration}")
    print("outcome: " + (msgspec.json.encode(document.outcome).decode() if document.outcome is not None else "not final yet"))
    if document.truncated:
        print(f"stopped after {len(document.choices)} events, before a final state")
    for record in document.properties:
        sign = "✓" if record.holds else "✗" if record.kind == "always" else "○ not reached:"
        print(f"{sign} {record.name} ({record.kind}): {record.because}")


@app.command("explore")
def explore_command(
    concept: Slug,
    scenario: Named = None,
    settings: Settings = None,
    limit: Annotated[int, typer.Option("--limit", metavar="STATES", help="Stop at this many distinct states.", min=1)] = LIMIT,
    seconds: Annotated[float | None, typer.Option("--seconds", metavar="S", help="Stop after this time.", min=0)] = None,
    symmetry: Annotated[bool, typer.Option("--symmetry", help="Count states that differ by renaming once.")] = False,
    as_json: Json = False,
) -> None:
    """Explore every run: all endings, and the shortest run to each violation."""
    model = _model(concept, scenario, settings)
    begin = time.perf_counter()
    result = explore(model, limit=limit, symmetry=symmetry, overdue=lambda: seconds is not None and time.perf_counter() - begin > seconds)
    document = exploration_document(result, time.perf_counter() - begin)
    if as_json:
        _print_json(document)
    else:
        _print_exploration(result, document.seconds)
    if result.violated:
        raise typer.Exit(VIOLATED)


def _print_exploration(result: Exploration, seconds: float) -> None:
    how = "exhausted" if result.exhausted else f"stopped by the limit of {result.stopped}"
    print(f"{result.states} states, {result.transitions} transitions in {seconds} s: {how}")
    for ending in result.endings:
        print(f"  {msgspec.json.encode(ending.outcome).decode()}  {ending.states} states, e.g. --choices {','.join(map(str, ending.choices))}")
    for verdict in result.verdicts:
        unreached = verdict.holds is False and verdict.property.kind == "reachable"
        sign = "○ not reachable:" if unreached else {True: "✓", False: "✗", None: "?"}[verdict.holds]
        run_to = f"  --choices {','.join(map(str, verdict.choices))} --stop {len(verdict.choices)}" if verdict.choices is not None else ""
        print(f"{sign} {verdict.property.name} ({verdict.property.kind}){run_to}")


@lessons.command("check")
def check(paths: Annotated[list[Path] | None, typer.Argument(help="Lesson files or folders; the built-in lessons if none.")] = None) -> None:
    """Report every mistake in lesson files: file, line, what was expected."""
    from app.course.lesson import check as check_lessons
    from app.settings import settings as process_settings

    chosen = paths or [process_settings().lessons_dir]
    for path in chosen:
        if not path.exists():
            raise UsageError(f"there is no file or folder “{path}”")
    _blame(check_lessons(chosen))


def _blame(mistakes: Sequence[object]) -> None:
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    if mistakes:
        raise typer.Exit(VIOLATED)


@lessons.command("sync")
def sync_lessons() -> None:
    """Bring the built-in lessons into the database; a broken one keeps its last good version."""
    from app.course.sync import sync
    from app.settings import settings as process_settings
    from app.store.database import open_database
    from app.store.migrate import upgrade

    settings = process_settings()
    engine = open_database(settings.database_url)
    upgrade(engine, settings.migrations_dir)
    report = sync(engine, settings.lessons_dir, catalogue())
    print(f"{report.live} lessons are live, {len(report.changed)} changed, {len(report.removed)} removed")
    _blame(report.errors)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", metavar="H", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", metavar="N", help="Port to listen on.", min=0, max=65_535)] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Worker processes.", min=1, max=64)] = 1,
) -> None:
    """Start the course; the address is printed."""
    from app.main import serve as serve_course
    from app.settings import settings as process_settings

    settings = process_settings()
    host, port = host or settings.host, settings.port if port is None else port
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    _check_free(host, port, address)
    print(f"Faultline: {address}", flush=True)
    serve_course(host, port, workers)


def _check_free(host: str, port: int, address: str) -> None:
    """Say in words that an address cannot be listened on, before anything claims that the course is there."""
    import socket

    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise UsageError(f"cannot listen on {address}: {error.strerror}; choose another with --port or --host", "port") from None


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")]) -> None:
    """Copy the database into a file, while the course goes on."""
    from app.settings import settings as process_settings
    from app.store.backup import backup as back_up

    size = back_up(process_settings().database_url, file)
    print(f"{file}: {size} bytes, checked")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that “faultline backup” made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the database that is there.")] = False,
) -> None:
    """Bring a copy of the database back; it is checked first."""
    from app.settings import settings as process_settings
    from app.store.backup import restore as bring_back

    settings = process_settings()
    bring_back(settings.database_url, file, settings.migrations_dir, force=force)
    print(f"{file} is restored; start the course again")


if __name__ == "__main__":
    main()
