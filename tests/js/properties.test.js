import assert from "node:assert/strict";
import { test } from "node:test";
import { stepText } from "../../static/js/player/timeline/timeline.js";
import { breaks, events, firstStep, offers, proofOf, proofText, since, shrunkText } from "../../static/js/player/properties/properties.js";
import { frame } from "./samples.js";

const NAME = "at-most-once";
const ALWAYS = [{ name: NAME, kind: "always", holds: false, because: "" }];

/** @param {string} pattern a letter a step: + where the property holds, - where not */
function run(pattern) {
  return [...pattern].map((one, step) => frame(step, { holds: one === "+" }));
}

/** @param {Partial<{holds: boolean | null, choices: number[] | null}>} verdict */
function found(verdict) {
  const property = { name: NAME, kind: "always", holds: true, choices: null, ...verdict };
  const exploration = {
    concept: "server-crash",
    revision: 1,
    parameters: {},
    exhausted: true,
    states: 1234,
    transitions: 1,
    seconds: 0,
    outcomes: [],
  };
  return { type: /** @type {const} */ ("endings"), exploration: { ...exploration, properties: [property] }, table: null };
}

test("a status began at the first step since which nothing has changed it", () => {
  assert.equal(since(run("++--"), 3, NAME), 2);
  assert.equal(since(run("+-+-"), 3, NAME), 3);
  assert.equal(since(run("++++"), 3, NAME), 0);
});

test("a violated property names the event that made it so", () => {
  assert.deepEqual(events(run("++--"), 3, NAME, "always"), [{ step: 2, text: "since step 2: event 2" }]);
  assert.deepEqual(events(run("--"), 1, NAME, "always"), [{ step: 0, text: "since step 0: the start" }]);
});

test("a property that holds names where this run violates it, before or ahead", () => {
  assert.deepEqual(events(run("+--"), 0, NAME, "always"), [{ step: 1, text: "violated at step 1: event 1" }]);
  assert.deepEqual(events(run("+-+"), 2, NAME, "always"), [
    { step: 2, text: "since step 2: event 2" },
    { step: 1, text: "violated at step 1: event 1" },
  ]);
  assert.deepEqual(events(run("+++"), 1, NAME, "always"), []);
});

test("a reachable property names where it is reached, and its absence from the start is nobody's doing", () => {
  assert.deepEqual(events(run("--+"), 2, NAME, "reachable"), [{ step: 2, text: "since step 2: event 2" }]);
  assert.deepEqual(events(run("--+"), 0, NAME, "reachable"), [{ step: 2, text: "reached at step 2: event 2" }]);
  assert.deepEqual(events(run("---"), 1, NAME, "reachable"), []);
});

test("the step at which an always property is first violated is marked, once, and a reachable one never", () => {
  assert.deepEqual([...breaks(run("+-+-"), ALWAYS)], [[1, "violates “At most once”"]]);
  assert.deepEqual([...breaks(run("+-"), [{ name: NAME, kind: "reachable", holds: false, because: "" }])], []);
});

test("two properties that one event violates are named together", () => {
  const frames = run("+-").map((one) => ({ ...one, properties: [...one.properties, { name: "in-order", holds: one.step === 0, because: "" }] }));
  const both = [...ALWAYS, { name: "in-order", kind: "always", holds: false, because: "" }];
  assert.deepEqual([...breaks(frames, both)], [[1, "violates “At most once”, “In order”"]]);
});

test("a screen reader hears of a violation at its step and nowhere else", () => {
  const view = { frames: run("+--"), ended: { properties: ALWAYS } };
  assert.match(stepText(view, 1), / This violates “At most once”\.$/);
  assert.doesNotMatch(stepText(view, 2), /violates/);
  assert.equal(stepText(view, 9), "");
});

test("the first step is looked for from where it is asked", () => {
  assert.equal(firstStep(run("+-+-"), NAME, false), 1);
  assert.equal(firstStep(run("+-+-"), NAME, false, 2), 3);
  assert.equal(firstStep(run("++"), NAME, false), null);
});

test("what was not searched is asked; what was, is answered by a run or by a sentence", () => {
  assert.deepEqual(offers("always", false, null), [{ deed: "search", text: "Can it be broken?" }]);
  const broken = proofOf(found({ holds: false, choices: [0, 1] }), NAME);
  assert.deepEqual(offers("always", false, broken), [{ deed: "break", text: "Shortest way to break it" }]);
  assert.equal(proofText("always", broken), "");
  const proved = proofOf(found({}), NAME);
  assert.deepEqual(offers("always", false, proved), []);
  assert.equal(proofText("always", proved), "All 1,234 states checked: none breaks it.");
});

test("a stopped search that found nothing leaves open whether there is something", () => {
  const open = proofOf(found({ holds: null }), NAME);
  assert.equal(proofText("always", open), "None of the 1,234 states tried breaks it; others may.");
  assert.deepEqual(offers("always", false, open), []);
});

test("a run that violates offers itself without what is not needed", () => {
  const deeds = offers("always", true, null).map((offer) => offer.deed);
  assert.deepEqual(deeds, ["search", "shrink"]);
});

test("a reachable property offers a run or says that there is none", () => {
  assert.deepEqual(offers("reachable", true, null), [{ deed: "search", text: "Show a run" }]);
  assert.deepEqual(offers("reachable", true, proofOf(found({ choices: [0] }), NAME)), [{ deed: "reach", text: "Show a shortest run" }]);
  assert.equal(proofText("reachable", proofOf(found({ holds: false }), NAME)), "All 1,234 states checked: none reaches it.");
});

test("nothing is said of a property that was not searched", () => {
  assert.equal(proofOf(null, NAME), null);
  assert.equal(proofOf(found({}), "another"), null);
  assert.equal(proofText("always", null), "");
});

test("spared events are counted, and so is that all are needed", () => {
  assert.equal(shrunkText(3, 10), "3 events left out: the violation needs only these 10.");
  assert.equal(shrunkText(1, 1), "1 event left out: the violation needs only this one.");
  assert.equal(shrunkText(0, 10), "The violation needs all 10 events up to it.");
  assert.equal(shrunkText(0, 1), "The violation needs this one event.");
});
