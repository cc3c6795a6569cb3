import html
import json
import re

import pytest

BOTH = (":retries: 0", ":client_crashes: 0", ":early: 1", ":alt: Two runs.")
CRASH, SLOW = ":left-run: 0,0,0,1,1", ":right-run: 0,0,0,0,2"


def written(*options: str, text: str = "") -> str:
    return "\n".join(["", ":::{compare} rpc-failures", *BOTH, *options, text, ":::", ""])


def test_two_runs_stand_beside_each_other_and_to_whom_they_look_the_same_is_known_at_each_step(load, head):
    lesson = load(head + written(":label: pair", ":left-title: Crashed", CRASH, SLOW, ":step: 5", ":seen-by: client"))
    page = lesson.rendered.html
    assert re.findall(r' choices="([0-9,]+)"', page) == ["0,0,0,1,1", "0,0,0,0,2"]
    assert re.findall(r'<sim-player[^>]* compared=""[^>]* seen-by="client"[^>]* id="sim-(pair-\w+)"', page) == ["pair-left", "pair-right"]
    assert re.findall(r'class="compare-title">(\w+)<', page) == ["Crashed", "Right"]
    [looks] = [json.loads(html.unescape(found)) for found in re.findall(r'looks="([^"]+)"', page)]
    assert looks["client"] == ["same"] * 7 + ["behind"]
    assert looks["server"] == ["same"] * 4 + ["different"] * 4
    assert lesson.players == 2


def test_that_they_look_the_same_to_one_and_not_to_another_is_checked_and_said(load, head):
    page = load(head + written(CRASH, SLOW, ":step: 5", ":same-to: client, binder", ":differs-to: server", text="See.")).rendered.html
    assert "✓ checked at step 5 · the same to the client and the binder, not to the server" in page


def test_a_parameter_can_be_of_one_side_only(load, head):
    page = load(head + written(":right-semantics: maybe", ":same-to: client")).rendered.html
    parameters = [json.loads(html.unescape(found)) for found in re.findall(r'parameters="([^"]+)"', page)]
    assert [found.get("semantics") for found in parameters] == [None, "maybe"]
    assert "✓ checked at step 6 · the same to the client" in page


@pytest.mark.parametrize(
    ("options", "line", "message"),
    [
        ((CRASH, SLOW, ":same-to: client"), 17, "At step 7 the runs do not look the same to “client”: they do so only before step 7."),
        ((CRASH, SLOW, ":step: 5", ":same-to: server"), 18, "At step 5 the runs do not look the same to “server”: they do so only before step 4."),
        ((CRASH, SLOW, ":step: 5", ":differs-to: binder"), 18, "At step 5 the runs look the same to “binder”: they do at every step."),
        ((CRASH, SLOW, ":same-to: clint"), 17, "Unknown process “clint”. Did you mean “client”? Allowed: client, binder, server."),
        ((CRASH, SLOW, ":step: 8"), 17, "Step 8 does not exist: the longer run has the steps 0 to 7."),
        ((CRASH, ":right-run: 9"), 16, "choice 9 at step 0 is not enabled; allowed there: 0 to 1"),
        ((CRASH, ":right-retries: many"), 16, "retries: “many” is not usable; allowed: a whole number from 0 to 3"),
    ],
)
def test_a_mistake_says_where_it_is_and_what_is_so(mistakes, head, options, line, message):
    assert mistakes(head + written(*options)) == [(line, message)]
