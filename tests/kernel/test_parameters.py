"""Parameters are typed and bounded, and refuse with what is allowed."""

import pytest

from app.kernel.errors import UsageError
from app.kernel.parameters import Boolean, Choice, Integer, Text, public, resolve, unused

DECLARED = (
    Choice("order", "Order", "M->P", "Which is first.", choices=("M->P", "P->M")),
    Integer("count", "Count", 4, "How many.", minimum=3, maximum=10),
    Boolean("known", "Known", True, "Whether it is known."),
    Text("values", "Values", lambda before: ",".join(str(n + 1) for n in range(int(before["count"]))), "One each."),
    Choice("variant", "Variant", "none", "What is broken.", internal=True, choices=("none", "bad")),
)


def test_what_is_not_set_has_its_default_and_defaults_may_follow_from_others() -> None:
    assert resolve(DECLARED, {"count": "3"}) == {"order": "M->P", "count": 3, "known": True, "values": "1,2,3", "variant": "none"}


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("order", "P→M", "P->M"),
        ("count", 7, 7),
        ("count", "7", 7),
        ("known", "False", False),
        ("known", True, True),
        ("values", ["a", "b"], "a,b"),
        ("values", 3, "3"),
    ],
)
def test_text_and_json_are_read_alike(name: str, raw: object, value: object) -> None:
    assert resolve(DECLARED, {name: raw})[name] == value


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("order", "X", "order: “X” is not usable; allowed: M->P, P->M"),
        ("order", 1, "order: “1” is not usable; allowed: M->P, P->M"),
        ("order", ["M->P"], "order: “['M->P']” is not usable; allowed: M->P, P->M"),
        ("count", "11", "count: “11” is not usable; allowed: a whole number from 3 to 10"),
        ("count", 2, "count: “2” is not usable; allowed: a whole number from 3 to 10"),
        ("count", True, "count: “True” is not usable; allowed: a whole number from 3 to 10"),
        ("count", "0_4", "count: “0_4” is not usable; allowed: a whole number from 3 to 10"),
        ("count", "４", "count: “４” is not usable; allowed: a whole number from 3 to 10"),
        ("count", 3.5, "count: “3.5” is not usable; allowed: a whole number from 3 to 10"),
        ("count", "9" * 5000, "count: “" + "9" * 60 + "…” is not usable; allowed: a whole number from 3 to 10"),
        ("known", "yes", "known: “yes” is not usable; allowed: true, false"),
        ("values", None, "values: “None” is not usable; allowed: text"),
        ("values", "x" * 5000, "values: “" + "x" * 20 + "…” is not usable; allowed: at most 4000 characters"),
        ("cout", 1, "unknown parameter “cout”; did you mean “count”? (allowed: count, known, order, values)"),
    ],
)
def test_an_unusable_value_is_refused_by_name_with_what_is_allowed(name: str, raw: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve(DECLARED, {name: raw})
    assert (caught.value.message, caught.value.field) == (message, name)


def test_an_internal_parameter_shows_only_when_it_is_set() -> None:
    assert "variant" not in public(DECLARED, resolve(DECLARED, {}))
    assert public(DECLARED, resolve(DECLARED, {"variant": "bad"}))["variant"] == "bad"


def test_a_parameter_that_the_others_leave_unused_is_named_and_so_is_a_count_that_is_0_as_usual() -> None:
    declared = (
        *DECLARED,
        Integer("early", "Early", 0, "How many too early.", minimum=0, maximum=2),
        Integer("depth", "Depth", 1, "How deep.", minimum=0, maximum=3, when={"order": ("P->M",)}),
    )
    assert unused(declared, resolve(declared, {})) == ("early", "depth")
    assert unused(declared, resolve(declared, {"order": "P->M", "early": 1})) == ()
    assert unused(declared, resolve(declared, {"order": "P->M", "depth": 0})) == ("early",), "0 is not what it usually is"
