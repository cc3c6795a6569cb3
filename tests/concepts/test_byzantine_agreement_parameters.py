"""What can be set, and the errors of unusable parameters."""

import pytest

from app.concepts.byzantine_agreement import CONCEPT
from app.kernel.errors import UsageError
from app.kernel.parameters import Value


def test_parameters_get_a_canonical_text() -> None:
    model = CONCEPT.model({"processes": "5", "traitors": " 5, 2 ", "values": "a , b,c,d, -", "lies": "x , yes.no"})
    assert model.parameters == {
        "algorithm": "vectors",
        "rule": "interactive-consistency",
        "processes": 5,
        "traitors": "2,5",
        "values": "a,b,c,d,-",
        "lies": "x,yes.no",
        "m": 1,
        "commander": 1,
    }


def test_lists_and_numbers_are_read_like_their_text() -> None:
    model = CONCEPT.model({"traitors": 2, "values": [4, 3, 2, 1], "lies": ["p", "q"]})
    assert [model.parameters[name] for name in ("traitors", "values", "lies")] == ["2", "4,3,2,1", "p,q"]
    assert CONCEPT.model({"traitors": []}).parameters["traitors"] == ""


def test_values_default_to_the_processes_own_numbers() -> None:
    assert CONCEPT.model({"processes": 7}).parameters["values"] == "1,2,3,4,5,6,7"


WORDS = "1 to 12 letters, digits or . + - _, and not UNKNOWN"
NUMBERS = "different numbers from 1 to 4, at most 3 of them, with commas between them; or nothing"


@pytest.mark.parametrize(
    ("raw", "field", "message"),
    [
        ({"processes": 2}, "processes", "processes: “2” is not usable; allowed: a whole number from 3 to 10"),
        ({"values": "1,2"}, "values", "values: 2 given, 4 needed: one for each process, with commas between them"),
        ({"values": "1,two words,3,4"}, "values", f"values: “two words” as the value of process 2 is not usable; allowed: {WORDS}"),
        ({"values": "1,2,3,"}, "values", f"values: “” as the value of process 4 is not usable; allowed: {WORDS}"),
        ({"values": "1,2,3,UNKNOWN"}, "values", f"values: “UNKNOWN” as the value of process 4 is not usable; allowed: {WORDS}"),
        ({"traitors": "5"}, "traitors", f"traitors: “5” as traitor 1 is no process; allowed: {NUMBERS}"),
        ({"traitors": "1,x"}, "traitors", f"traitors: “x” as traitor 2 is no process; allowed: {NUMBERS}"),
        ({"traitors": "1,,2"}, "traitors", f"traitors: “” as traitor 2 is no process; allowed: {NUMBERS}"),
        ({"traitors": "٣"}, "traitors", f"traitors: “٣” as traitor 1 is no process; allowed: {NUMBERS}"),
        ({"traitors": "2,1,2"}, "traitors", f"traitors: 2 stands there twice (again as traitor 3); allowed: {NUMBERS}"),
        ({"traitors": "1,2,3,4"}, "traitors", f"traitors: all 4 processes are traitors, none is left to agree; allowed: {NUMBERS}"),
        ({"lies": ""}, "lies", f"lies: “” as lie 1 is not usable; allowed: {WORDS}"),
        ({"lies": "x,<b>"}, "lies", f"lies: “<b>” as lie 2 is not usable; allowed: {WORDS}"),
        ({"lies": "a,b,c,d,e,f,g"}, "lies", "lies: 7 given; allowed: 1 to 6, with commas between them"),
        ({"lies": "x,y,x"}, "lies", "lies: “x” stands there twice (again as lie 3); allowed: 1 to 6 different ones"),
        ({"commander": 5}, "commander", "commander: 5 is no process; allowed: a whole number from 1 to 4"),
        ({"m": 4}, "m", "m: “4” is not usable; allowed: a whole number from 0 to 3"),
    ],
)
def test_an_unusable_parameter_is_named_with_its_place_and_what_is_allowed(raw: dict[str, Value], field: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        CONCEPT.model(raw)
    assert (caught.value.field, caught.value.message) == (field, message)
