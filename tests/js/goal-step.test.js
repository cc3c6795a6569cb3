import assert from "node:assert/strict";
import { test } from "node:test";
import { goalStepOf } from "../../static/js/player/run/goal-step.js";
import { ended } from "./samples.js";

/** @param {number[]} choices */
const run = (choices) => ({ ended: /** @type {any} */ (ended(1, choices, 1)) });

test("the goal is reached at the end of the choices that were judged, however far the run goes on", () => {
  assert.equal(goalStepOf("0,0,1", run([0, 0, 1, 0, 0])), 3);
  assert.equal(goalStepOf("0,0,1", run([0, 0, 1])), 3);
});

test("another run has not reached it, and nor has one that is shorter", () => {
  assert.equal(goalStepOf("0,0,1", run([0, 1, 1])), null);
  assert.equal(goalStepOf("0,0,1", run([0, 0])), null);
});

test("where nothing was judged, nothing is reached", () => {
  assert.equal(goalStepOf(null, run([0, 0, 1])), null);
});
