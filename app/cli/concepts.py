"""List the concepts with their parameters, scenarios, properties and outcomes."""

from argparse import Namespace

import msgspec

from app.cli.model import declare_json, print_json
from app.cli.parser import Parser
from app.concepts import catalogue
from app.kernel.show.report import concept_document


def declare(parser: Parser) -> None:
    """Say which arguments and options there are."""
    declare_json(parser)


def execute(options: Namespace) -> int:
    """Print the list."""
    documents = [concept_document(concept) for concept in catalogue().values()]
    if options.json:
        print_json(documents)
        return 0
    for document in documents:
        print(f"{document['slug']}  {document['title']}\n    {document['summary']}")
        for parameter in document["parameters"]:
            bounds = ", ".join(parameter["choices"] or []) or f"{parameter['minimum']}–{parameter['maximum']}"
            allowed = "" if parameter["type"] in ("text", "boolean") else f" ({bounds})"
            default = msgspec.json.encode(parameter["default"]).decode().strip('"')
            print(f"    --set {parameter['name']}={default}{allowed}  {parameter['sentence']}")
        print("    scenarios: " + ", ".join(scenario["name"] for scenario in document["scenarios"]))
    return 0
