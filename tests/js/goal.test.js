import assert from "node:assert/strict";
import { test } from "node:test";
import { goalIn, standingOf } from "../../static/js/player/goal/goal.js";

/** @param {Record<string, unknown>} more */
const frame = (more) => ({ step: 0, event: null, properties: [], budgets: [], final: false, outcome: null, ...more });
/** @param {boolean} holds @param {boolean} [open] */
const once = (holds, open = false) => [{ name: "once", holds, because: holds ? "1 copy" : "2 copies", open }];
/** @param {any[]} frames @param {any} outcome @param {string} kind */
const view = (frames, outcome = null, kind = "always") => /** @type {any} */ ({ frames, ended: { outcome, properties: [{ name: "once", kind }] } });
const BREAK = { sentence: "Break it.", property: "once", outcome: {} };

test("a property is broken at the first step where it does not hold, and undecided is not broken", () => {
  const run = view([
    frame({ properties: once(false, true) }),
    frame({ step: 1, properties: once(true) }),
    frame({ step: 2, properties: once(false), event: { label: "server prints" } }),
  ]);
  const found = standingOf(BREAK, run, 1);
  assert.deepEqual([found.step, found.event, found.standing], [2, "server prints", "1 copy"]);
});

test("one that is to be reached is reached where it holds", () => {
  const run = view([frame({ properties: once(false) }), frame({ step: 1, properties: once(true) })], null, "reachable");
  assert.equal(standingOf(BREAK, run, 0).step, 1);
});

test("an ending counts in its final state only, and what it says now stands beside what is needed", () => {
  const goal = { sentence: "", property: "", outcome: { "line.P1": "2", both: "true" } };
  const frames = [frame({ outcome: { line: { P1: 2 }, both: true } }), frame({ step: 1, final: true, outcome: { line: { P1: 1 }, both: true } })];
  const found = standingOf(goal, view(frames, { line: { P1: 1 }, both: true }), 0);
  assert.equal(found.step, null);
  assert.match(found.standing, /line P1 is 1, and you need 2/);
  const won = [...frames, frame({ step: 2, final: true, outcome: { line: { P1: 2 }, both: true } })];
  assert.equal(standingOf(goal, view(won, null), 0).step, 2);
});

test("a player without a goal has none", () => {
  assert.equal(goalIn(null), null);
});
