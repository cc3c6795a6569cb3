import re
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from app import concepts
from app.course import claims
from app.kernel.explore import explore
from app.kernel.runs import play
from app.kernel.show.report import run_document
from app.runner.blocking import explore_apart
from app.runner.job import Bounds

CATALOGUE = concepts.catalogue()


def written(*options, concept="server-crash"):
    return "\n".join([f"\n:::{{claim}} {concept}", *options, "It is *so*.", ":::", ""])


def run_of(html):
    parts = urlsplit(re.search(r'href="([^"]+)"', html)[1].replace("&amp;", "&"))
    query = {name: value for name, [value] in parse_qs(parts.query).items()}
    choices = tuple(int(word) for word in query.pop("choices").split(","))
    assert query.pop("revision") == "1"
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
    html = load(head + written(":property: exactly-once", ":holds: no", ":for-all: server, client")).rendered.html
    run = run_of(html)
    declared = next(p for p in CATALOGUE["server-crash"].properties if p.name == "exactly-once")
    assert any(not declared.holds(step.situation) for step in run.steps)


def test_all_settings_of_a_sweep_are_counted(load, head):
    html = load(head + written(":property: exactly-once", ":holds: no", ":for-all: server, client")).rendered.html
    concept = CATALOGUE["server-crash"]
    every = [explore(concept.model({"server": s, "client": c})).states for s in ("M->P", "P->M") for c in concept.parameters[1].choices]
    assert f"checked · {sum(every)} states" in html


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((":property: at-most-once",), "the property “at-most-once” does not hold (see /play/server-crash?choices="),
        ((":property: at-most-once", ":holds: no", ":client: never"), "with client never the property “at-most-once” holds"),
        ((":outcome: result=DUP", ":client: never"), "with client never no run ends with result=DUP."),
        (
            (":outcome: result=ZERO", ":never: yes", ":client: never"),
            "with client never a run ends with result=ZERO (see /play/server-crash?client=never&",
        ),
        ((":property: exactly-once", ":holds: no", ":for-all: crashes"), "with crashes 0 the property “exactly-once” holds"),
    ],
)
def test_a_false_claim_is_a_mistake_with_its_counterexample(mistakes, head, options, why):
    [(line, message)] = mistakes(head + written(*options))
    assert (line, message.startswith("The claim is false: ")) == (10, True)
    assert why in message


@pytest.fixture
def small(monkeypatch):
    """Let this process try no more than a few states."""
    monkeypatch.setattr(claims, "LIMIT", 5)
    monkeypatch.setattr(claims, "_known", {})
    monkeypatch.setattr(claims, "_known_apart", {})


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        (Bounds(states=6), "there are more than 6 states."),
        (Bounds(seconds=0.0), "it takes too long to try every run."),
        (Bounds(memory=1 << 20), "the exploration was stopped: it needs more than 1 MiB or"),
    ],
)
def test_what_is_not_known_is_not_claimed(mistakes, head, small, monkeypatch, bounds, why):
    monkeypatch.setattr(claims, "BOUNDS", bounds)
    [(_, message)] = mistakes(head + written(":property: in-order"))
    assert message.startswith(f"The claim cannot be checked: {why}")


def test_a_model_that_is_too_large_for_this_process_is_explored_once_in_another(load, head, small, monkeypatch):
    jobs = []
    monkeypatch.setattr(claims, "explore_apart", lambda job: jobs.append(job) or explore_apart(job))
    html = load(head + written(":property: in-order") + written(":outcome: result=DUP")).rendered.html
    states = explore(CATALOGUE["server-crash"].model({})).states
    assert html.count(f"checked · {states} states") == 2
    assert [job.concept for job in jobs] == ["server-crash"]


def test_a_false_claim_about_a_large_model_shows_its_counterexample(mistakes, head, small):
    [(_, message)] = mistakes(head + written(":property: at-most-once"))
    choices = re.search(r"choices=([0-9,]+)", message)[1]
    run = play(CATALOGUE["server-crash"].model({}), tuple(map(int, choices.split(","))), stop=len(choices.split(",")))
    assert any(record.name == "at-most-once" and not record.holds for record in run_document(run).properties)


def test_a_concept_that_no_other_process_knows_is_not_claimed_about(small):
    concept = replace(CATALOGUE["server-crash"])
    evidence = claims.check(claims.Claim(concept, ({},), property="in-order"))
    assert evidence.wrong == "The claim cannot be checked: there are more than 5 states"


def test_a_counterexample_is_enough_however_many_states_there_are(load, head, monkeypatch):
    monkeypatch.setattr(claims, "LIMIT", 33)
    monkeypatch.setattr(claims, "_known", {})
    assert "✓ checked" in load(head + written(":property: at-most-once", ":holds: no")).rendered.html


def test_the_same_model_is_explored_once(load, head, monkeypatch):
    explored = []
    monkeypatch.setattr(claims, "_known", {})
    monkeypatch.setattr(claims, "explore", lambda model, limit: explored.append(model) or explore(model, limit=limit))
    load(head + written(":property: in-order") + written(":outcome: result=DUP") + written(":outcome: result=OK"))
    assert len(explored) == 1


@pytest.mark.parametrize(("now", "once"), [(":holds: no", ":holds: false"), (":holds: yes", ":holds: true")])
def test_true_and_false_are_read_for_yes_and_no(load, head, now, once):
    name = ":property: exactly-once" if "no" in now else ":property: in-order"
    assert load(head + written(name, once)).rendered.html == load(head + written(name, now)).rendered.html


def test_any_other_word_is_a_mistake(mistakes, head):
    assert [message for _, message in mistakes(head + written(":property: in-order", ":holds: maybe"))] == [
        "“holds” is “maybe”; it must be yes or no."
    ]
