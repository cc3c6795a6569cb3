import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, missedText, Pair, parting, partingText, together } from "../../static/js/player/compare/pair.js";
import { pairAddress } from "../../static/js/player/compare/pair-address.js";
import { ended, frame, frames, opened } from "./samples.js";

/** @param {object} [more] */
function shown(more = {}) {
  return { parameters: { client: "always" }, scenario: null, choices: [0, 0, 2], step: 3, last: 6, followed: false, missed: null, ...more };
}

/** A pair whose players have both said what they show. */
function begun() {
  const pair = new Pair("a", null);
  pair.report("a", shown());
  pair.report("b", shown({ parameters: { client: "never" }, last: 4 }));
  return pair;
}

/** @param {number} count @param {object} [more] */
function view(count, more = {}) {
  return { opened: opened(1), frames: frames(count), ended: { ...ended(1, [], 0), length: count - 1, ...more } };
}

test("nothing is done before both players have a run", () => {
  assert.deepEqual(new Pair("a", null).report("a", shown()), []);
});

test("a step on one side is shown on the other, and the shorter run stays at its end without pulling the longer back", () => {
  const pair = begun();
  assert.deepEqual(pair.report("a", shown({ step: 6 })), [
    { side: "a", show: 6 },
    { side: "b", show: 6 },
  ]);
  assert.deepEqual(pair.report("b", shown({ parameters: { client: "never" }, last: 4, step: 4 })), []);
  assert.equal(pair.step, 6);
  assert.deepEqual(pair.report("b", shown({ parameters: { client: "never" }, last: 4, step: 2 })), [
    { side: "a", show: 2 },
    { side: "b", show: 2 },
  ]);
});

test("whoever acts leads, and the other follows its choices", () => {
  const pair = begun();
  const acted = shown({ parameters: { client: "never" }, choices: [0, 1], last: 5, step: 2 });
  assert.deepEqual(pair.report("b", acted), [{ side: "a", follow: acted }]);
  assert.equal(pair.lead, "b");
  assert.deepEqual(pair.report("a", shown({ choices: [0, 1], followed: true, missed: "server prints", step: 2 })), [
    { side: "a", show: 2 },
    { side: "b", show: 2 },
  ]);
  assert.equal(pair.lead, "b");
  assert.match(missedText(pair), /^From step 3 on the left run goes its own way: “server prints”, which the right run does there/);
});

test("other parameters are no move: that side takes the events of the other again", () => {
  const pair = begun();
  const changed = shown({ parameters: { client: "when-acked" }, choices: [], step: 0 });
  assert.deepEqual(pair.report("a", changed), [{ side: "a", follow: shown({ parameters: { client: "never" }, last: 4 }) }]);
  assert.equal(pair.lead, "b");
});

test("a scenario or a run that brings its own choices leads", () => {
  for (const acted of [shown({ scenario: "lost-job", choices: [] }), shown({ parameters: { client: "never", crashes: 2 }, choices: [1] })]) {
    const pair = begun();
    assert.deepEqual(pair.report("b", acted), [{ side: "a", follow: acted }]);
  }
});

test("runs part at the first step where something else happens, also where one of them ends", () => {
  const other = frames(5);
  other[3] = frame(3, { fault: true });
  const found = parting(frames(5), other);
  assert.deepEqual(found, { step: 3, kind: "events", left: "event 3", right: "event 3" });
  assert.deepEqual(parting(frames(5), frames(4)), { step: 4, kind: "events", left: "event 4", right: "the run has ended" });
  assert.equal(partingText(parting(frames(5), frames(4))), "They part at step 4: left, event 4; right, the run has ended.");
});

test("the same events can mean something else, and equal runs are called equal", () => {
  const other = frames(5).map((one) => (one.step === 4 ? { ...one, narration: "Otherwise." } : one));
  assert.match(
    partingText(parting(frames(5), other)),
    /^The same events happen on both sides\. At step 4 they mean something else: left, “Sentence 4\.”/,
  );
  assert.equal(partingText(parting(frames(5), frames(5))), "Both runs are the same, step for step.");
});

test("what differs in outcome, properties and length is named, and nothing else", () => {
  const property = { name: "at-most-once", kind: "always", because: "" };
  const left = view(5, { outcome: { result: "DUP", ordering: "MPC" }, properties: [{ ...property, holds: false }] });
  const right = view(4, { outcome: { result: "OK", ordering: "MPC" }, properties: [{ ...property, holds: true }] });
  assert.deepEqual(differences(left, right), [
    { name: "Result", left: "DUP", right: "OK" },
    { name: "At most once", left: "✗ violated", right: "✓ holds" },
    { name: "Events", left: "4", right: "3" },
  ]);
  assert.deepEqual(differences(left, left), []);
});

test("the common timeline is as long as the longer run and has the faults and sentences of both", () => {
  const left = view(3);
  const right = { ...view(5), frames: frames(5).map((one) => (one.step === 2 ? frame(2, { fault: true }) : one)) };
  const both = together(left, right);
  assert.equal(both.frames.length, 5);
  assert.equal(both.frames[2]?.event?.fault, true);
  assert.equal(both.frames[4]?.narration, "Left: ended. Right: Sentence 4.");
});

test("the link of a pair says both sides, who leads, its choices and the step", () => {
  const [a, b] = [
    { parameters: { client: "always" }, scenario: null },
    { parameters: {}, scenario: "lost-job" },
  ];
  const link = pairAddress("server-crash", { a, b, lead: "b", choices: [0, 2], step: 4, revision: 2 });
  const query = new URLSearchParams(link.split("?")[1]);
  assert.deepEqual(Object.fromEntries(query), {
    "a.scenario": "",
    "a.client": "always",
    "b.scenario": "lost-job",
    choices: "0,2",
    step: "4",
    revision: "2",
    lead: "b",
  });
});
