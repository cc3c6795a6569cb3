import assert from "node:assert/strict";
import { test } from "node:test";
import { turnsOf } from "../../static/js/player/prospects/prospects.js";
import { stopsAfter } from "../../static/js/player/prospects/stops.js";
import { ended, frame, opened } from "./samples.js";

test("stops are the first steps ahead at which a property changes, an ending is decided, a process changes its state", () => {
  const machine = (/** @type {string} */ state) => ({
    type: "machine",
    states: [
      { name: "up", text: "" },
      { name: "busy", text: "at work" },
    ],
    tokens: [{ process: "server", state }],
  });
  const run = [frame(0), frame(1), frame(2, { holds: false }), frame(3), frame(4, { final: true })].map((one) => ({
    ...one,
    panels: [{ type: "group", panels: [machine(one.step === 1 || one.step === 3 ? "busy" : "up")] }],
  }));
  const view = /** @type {any} */ ({ opened: opened(1), frames: run, ended: ended(1, [0, 0, 0, 0], 0) });
  const last = (/** @type {number} */ step) => ({ outcome: { result: step }, last: step });
  const known = turnsOf({ stopped: null, states: 5, endings: [last(0), last(2), last(4)], properties: [] }, 4, String);
  const texts = (/** @type {number} */ step) => stopsAfter(view, step, known).map(({ text, step: at }) => `${at} ${text}`);
  assert.deepEqual(texts(0), [
    "2 “At most once” is violated",
    "1 fewer endings are possible",
    "3 the ending is decided",
    "4 the run ends",
    "1 the server reaches “at work”",
    "2 the server reaches “up”",
  ]);
  assert.deepEqual(texts(2), [
    "3 “At most once” holds",
    "3 the ending is decided",
    "4 the run ends",
    "3 the server reaches “at work”",
    "4 the server reaches “up”",
  ]);
  assert.deepEqual(texts(4), []);
});

test("where no state machine stands beside the run, a stop is a crash, a recovery or another fault", () => {
  const run = [frame(0), frame(1, { fault: true }), frame(2), frame(3)];
  Object.assign(run[2] ?? {}, { event: { kind: "recover", process: "server", label: "", fault: false } });
  Object.assign(run[3] ?? {}, { event: { kind: "lose", process: "server", label: "", fault: true } });
  const lanes = [{ name: "server", kind: "process", traitor: false, label: "" }];
  const view = /** @type {any} */ ({ opened: opened(1), frames: run, ended: { ...ended(1, [0, 0, 0], 0), diagram: { lanes } } });
  assert.deepEqual(
    stopsAfter(view, 0, []).map(({ text }) => text),
    ["the server crashes", "the server is up again", "a fault happens"],
  );
});
