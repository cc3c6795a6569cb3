import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app import concepts
from app.course import claims
from app.kernel.explore import explore
from app.kernel.runs import play

CATALOGUE = concepts.catalogue()


def written(*options, concept="server-crash"):
    return "\n".join([f"\n:::{{claim}} {concept}", *options, "It is *so*.", ":::", ""])


def run_of(html):
    parts = urlsplit(re.search(r'href="([^"]+)"', html)[1].replace("&amp;", "&"))
    query = {name: value for name, [value] in parse_qs(parts.query).items()}
    choices = tuple(int(word) for word in query.pop("choices").split(","))
    return play(CATALOGUE[parts.path.removeprefix("/play/")].model(query), choices, stop=len(choices))


def test_a_claim_says_how_many_states_were_tried(load, head):
    html = load(head + written(":property: at-most-once", ":client: never", ":label: once")).rendered.html
    states = explore(CATALOGUE["server-crash"].model({"client": "never"})).states
    assert f'<span class="claim-proof">✓ checked · {states} states</span>' in html
    assert '<div class="claim" id="claim-once">' in html
    assert '<span class="claim-text">It is <em>so</em>.</span>' in html


def test_the_link_of_a_possible_ending_plays_it(load, head):
    html = load(head + written(":outcome: result=DUP, ordering=PMC", ":server: P->M")).rendered.html
    assert run_of(html).outcome == {"result": "DUP", "ordering": "PMC"}


def test_the_link_of_a_property_that_fails_plays_a_counterexample(load, head):
    html = load(head + written(":property: exactly-once", ":holds: false", ":for-all: server, client")).rendered.html
    run = run_of(html)
    declared = next(p for p in CATALOGUE["server-crash"].properties if p.name == "exactly-once")
    assert any(not declared.holds(step.situation) for step in run.steps)


def test_all_settings_of_a_sweep_are_counted(load, head):
    html = load(head + written(":property: exactly-once", ":holds: false", ":for-all: server, client")).rendered.html
    concept = CATALOGUE["server-crash"]
    every = [explore(concept.model({"server": s, "client": c})).states for s in ("M->P", "P->M") for c in concept.parameters[1].choices]
    assert f"checked · {sum(every)} states" in html


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((":property: at-most-once",), "the property “at-most-once” does not hold (see /play/server-crash?choices="),
        ((":property: at-most-once", ":holds: false", ":client: never"), "with client never the property “at-most-once” holds"),
        ((":outcome: result=DUP", ":client: never"), "with client never no run ends with result=DUP."),
        (
            (":outcome: result=ZERO", ":never: true", ":client: never"),
            "with client never a run ends with result=ZERO (see /play/server-crash?client=never&",
        ),
        ((":property: exactly-once", ":holds: false", ":for-all: crashes"), "with crashes 0 the property “exactly-once” holds"),
    ],
)
def test_a_false_claim_is_a_mistake_with_its_counterexample(mistakes, head, options, why):
    [(line, message)] = mistakes(head + written(*options))
    assert (line, message.startswith("The claim is false: ")) == (10, True)
    assert why in message


def test_what_is_not_known_is_not_claimed(mistakes, head, monkeypatch):
    monkeypatch.setattr(claims, "LIMIT", 5)
    monkeypatch.setattr(claims, "_known", {})
    [(_, message)] = mistakes(head + written(":property: in-order"))
    assert message == "The claim cannot be checked: there are more than 5 states."


def test_a_counterexample_is_enough_however_many_states_there_are(load, head, monkeypatch):
    monkeypatch.setattr(claims, "LIMIT", 33)
    monkeypatch.setattr(claims, "_known", {})
    assert "✓ checked" in load(head + written(":property: at-most-once", ":holds: false")).rendered.html


def test_the_same_model_is_explored_once(load, head, monkeypatch):
    explored = []
    monkeypatch.setattr(claims, "_known", {})
    monkeypatch.setattr(claims, "explore", lambda model, limit: explored.append(model) or explore(model, limit=limit))
    load(head + written(":property: in-order") + written(":outcome: result=DUP") + written(":outcome: result=OK"))
    assert len(explored) == 1
