"""What the browser's console may say in a test, and what it has to."""

from tests.e2e.conftest import unlike

CONFLICT = "Failed to load resource: the server responded with a status of 409 (Conflict)"


def test_a_complaint_that_no_test_announced_is_named():
    assert unlike([CONFLICT, "a is undefined"], ["status of 503"]) == [CONFLICT, "a is undefined", "nothing about “status of 503”"]


def test_an_announced_complaint_must_come_and_may_come_often():
    assert unlike([CONFLICT, CONFLICT], ["status of 409"]) == []
    assert unlike([], ["status of 409"]) == ["nothing about “status of 409”"]
