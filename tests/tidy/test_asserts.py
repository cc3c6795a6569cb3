"""No test asserts what cannot be otherwise, or only in a loop that may never begin."""

from pathlib import Path

import pytest

from tests.tidy.asserts import vacuous
from tests.tidy.sources import texts

HEAD = "ALL = (1, 2)\n\ndef check(x):\n    assert x\n\ndef test_it(found):\n    "


def test_no_assertion_is_vacuous(root: Path) -> None:
    modules = {name: text for name, text in texts(root) if name.startswith("tests/") and name.endswith(".py")}
    assert len(modules) > 100
    assert {name: lines for name, text in modules.items() if (lines := vacuous(text))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "assert True",
        "assert 1 == 1",
        "assert (found, 'said')[0:] or 'words'",
        "assert len(found) >= 0",
        "assert len(found) > -1",
        "assert found.revision >= 1",
        "assert found['seconds'] >= 0",
        "assert found or True",
        "assert all(one.revision >= 1 for one in ALL)",
    ],
)
def test_an_assertion_that_cannot_fail_is_noticed(line: str) -> None:
    assert [one.split(": ")[1] for one in vacuous(HEAD + line)] == ["cannot fail"]


@pytest.mark.parametrize(
    "lines",
    [
        "for one in found: assert one",
        "for one in ALL:\n        for other in found: check(other)",
        "for one in found:\n        with pytest.raises(ValueError): one()",
        "assert all(one > 2 for one in found)",
        "assert all(one > 2 for one in ALL if one > 1)",
    ],
)
def test_a_test_that_may_assert_nothing_is_noticed(lines: str) -> None:
    assert vacuous(HEAD + lines) == ["6: asserts only in loops that may be empty: test_it"]


@pytest.mark.parametrize(
    "lines",
    [
        "for one in ALL: assert one",
        "for one in sorted(ALL): check(one)",
        "for number, one in enumerate([*ALL, *found]): assert one",
        "assert found\n    for one in found: assert one",
        "some = {1: 2}\n    for key, value in some.items(): assert key < value",
        "for one in found: one()\n    expect(found).to_be_visible()",
        "assert all(one > 0 for one in ALL)",
        "assert len(found) >= 1",
        "assert found.revision >= 2",
        "assert not found or found == 1",
        "found()",
    ],
)
def test_a_test_that_can_fail_is_not(lines: str) -> None:
    assert vacuous(HEAD + lines) == []
