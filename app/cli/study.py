"""Measure over many seeds, with the formula beside the measurement."""

import time
from argparse import Namespace

from app.cli.model import chosen_model, declare_json, declare_model, print_json
from app.cli.parser import Parser, seconds, whole
from app.kernel.errors import UsageError
from app.kernel.show.concept import Concept, concept_of
from app.kernel.show.study import RUNS, Study, StudyDocument, study_document

SECONDS = 60.0


def declare(parser: Parser) -> None:
    """Say which arguments and options there are."""
    declare_model(parser)
    parser.add_argument("study", metavar="STUDY", nargs="?", help="The study’s name; may be left out where the concept has one only.")
    parser.add_argument("--seeds", metavar="N", type=whole(1, RUNS), help="Runs at each point; usually as many as the study says.")
    parser.add_argument("--seconds", metavar="S", type=seconds, default=SECONDS, help="Stop after this time; usually %(default)s.")
    declare_json(parser)


def execute(options: Namespace) -> int:
    """Make the study and print it."""
    model = chosen_model(options)
    study = _chosen_study(concept_of(model), options.study)
    for setting in options.set:
        name = setting.partition("=")[0]
        if name in (study.parameter, study.seed):
            raise UsageError(f"--set {name} is not usable: the study {study.name} sets it itself", name)
    if options.seeds and options.seeds * len(study.at) > RUNS:
        raise UsageError(f"--seeds: {options.seeds} at {len(study.at)} points is too much; allowed: {RUNS // len(study.at)}", "seeds")
    end = time.perf_counter() + options.seconds
    document = study_document(model, study, options.seeds, lambda: time.perf_counter() > end)
    if options.json:
        print_json(document)
    else:
        _print_study(document)
    return 0


def _chosen_study(concept: Concept, name: str | None) -> Study:
    if not concept.studies:
        raise UsageError(f"{concept.slug} has no study")
    if name is None and len(concept.studies) > 1:
        raise UsageError(f"{concept.slug} has several studies; name one: {', '.join(study.name for study in concept.studies)}", "study")
    return concept.studies[0] if name is None else concept.study(name)


def _print_study(document: StudyDocument) -> None:
    print(f"{document.title}: {document.measured}, {document.seeds} runs a point")
    print(f"{document.parameter:>10} {'mean':>10} {'± error':>10} {'formula':>10}")
    for point in document.points:
        formula = "" if point.formula is None else f"{point.formula:.4f}"
        print(f"{point.at!s:>10} {point.mean:10.4f} {point.error:10.4f} {formula:>10}".rstrip())
    if document.theory:
        print(f"formula: {document.theory}")
    if document.stopped:
        print(f"stopped by the limit of {document.stopped}")
