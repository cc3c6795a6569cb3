"""The arguments that ``run``, ``explore`` and ``study`` share: a concept, a scenario, parameters; and the output of all."""

import sys
from argparse import Namespace
from typing import Any

import msgspec

from app.cli.parser import Parser
from app.concepts import find
from app.kernel.errors import UsageError
from app.kernel.specification import Model


def declare_model(parser: Parser) -> None:
    """Add the arguments that choose a model."""
    parser.add_argument("concept", metavar="CONCEPT", help="A concept’s slug, as “faultline concepts” lists it.")
    parser.add_argument("--scenario", metavar="NAME", help="Start from a named scenario’s parameters and choices.")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="Set a parameter; may be given several times.")


def declare_json(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="Print JSON.")


def chosen_model(options: Namespace) -> Model:
    """Give the model that the arguments choose; UsageError if they choose none."""
    raw: dict[str, str] = {}
    for setting in options.set:
        name, equals, value = setting.partition("=")
        if not equals or not name:
            raise UsageError(f"--set “{setting}” is not usable; allowed: NAME=VALUE")
        if name in raw:
            raise UsageError(f"--set {name} is given twice", name)
        raw[name] = value
    return find(options.concept).model(raw, options.scenario)


def print_json(document: Any) -> None:
    """Print a document as one line of JSON."""
    sys.stdout.write(msgspec.json.encode(document).decode() + "\n")
