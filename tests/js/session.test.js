import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../static/js/player/run/session.js";
import { ended, frame, frames, opened } from "./samples.js";
import { answered, arrive, begun, FIRST } from "./sessions.js";

test("a run is shown when it has arrived whole, at the step that the server names", () => {
  const session = new Session("server-crash", FIRST);
  const message = session.resume();
  assert.deepEqual(message, { type: "open", request: 1, concept: "server-crash", parameters: { client: "always" }, scenario: null, choices: null });
  session.receive(opened(1, { start: 2 }));
  session.receive({ type: "frames", request: 1, frames: frames(5).slice(0, 3) });
  assert.equal(session.view, null);
  session.receive({ type: "frames", request: 1, frames: frames(5).slice(3) });
  session.receive(ended(1, [0, 0, 0, 0], 0));
  assert.equal(session.view?.frames.length, 5);
  assert.equal(session.step, 2);
});

test("a run is asked for with the revision that its choices were made with, and is of the present one once it has arrived", () => {
  const session = new Session("server-crash", { ...FIRST, choices: [0, 1], revision: 7 });
  const message = session.resume();
  assert.equal(message.type === "open" && message.revision, 7);
  arrive(session, message.request, [0, 1, 0, 0], 2);
  assert.equal(session.spec.revision, 1);
});

test("stepping is local and stops at both ends", () => {
  const session = begun();
  assert.equal(session.go(3), true);
  assert.equal(session.view?.frames[3]?.narration, "Sentence 3.");
  session.go(99);
  assert.equal(session.step, 4);
  session.go(-1);
  assert.equal(session.step, 0);
  assert.equal(session.go(0), false);
});

test("a choice sends one integer, keeps the old view while waiting, and then shows the step after it", () => {
  const session = begun();
  session.go(2);
  const before = session.view;
  const message = session.choose(1);
  assert.deepEqual(message, { type: "choose", request: 2, step: 2, index: 1 });
  assert.equal(session.view, before);
  session.receive({ type: "frames", request: 2, frames: [frame(3, { fault: true })] });
  session.receive(ended(2, [0, 0, 1], 3));
  assert.equal(session.step, 3);
  assert.deepEqual(
    session.view?.frames.map((one) => one.step),
    [0, 1, 2, 3],
  );
  assert.deepEqual(session.ownChoices, [0, 0, 1]);
});

test("the event that the run takes anyway is a step, not a question to the server", () => {
  const session = begun();
  assert.equal(session.choose(0), null);
  assert.equal(session.step, 1);
  assert.equal(session.pending, null);
});

test("answers to an outdated request are dropped", () => {
  const session = begun();
  session.choose(1);
  session.go(1);
  const newest = session.choose(1);
  assert.equal(session.receive({ type: "frames", request: 2, frames: [frame(1)] }), false);
  assert.equal(session.receive(ended(2, [1], 1)), false);
  assert.equal(newest?.request, 3);
  session.receive({ type: "frames", request: 3, frames: [frame(2, { fault: true })] });
  assert.equal(session.receive(ended(3, [0, 1], 2)), true);
  assert.equal(session.step, 2);
});

test("a refused request leaves run, step and history as they were", () => {
  const session = begun();
  session.go(2);
  const before = session.view;
  const message = session.open({ parameters: { client: "?" }, scenario: null, choices: [], step: null });
  session.receive({ type: "refused", request: message.request, message: "client: allowed are …", field: "client" });
  assert.equal(session.view, before);
  assert.equal(session.step, 2);
  assert.deepEqual(session.undoStack, { past: [], future: [] });
  assert.equal(session.refusal?.field, "client");
  assert.deepEqual(session.spec.parameters, { client: "always" });
});

test("after a lost connection the same run is asked for at the same step", () => {
  const session = begun();
  session.go(1);
  answered(session, 1);
  session.go(1);
  const message = session.resume();
  assert.deepEqual([message.type === "open" && message.choices, session.pending?.target.step], [[0, 1], 1]);
});

test("a choice that was on its way when the connection broke is asked for again, and can still be undone", () => {
  const session = begun();
  session.go(1);
  session.choose(1);
  const message = session.resume();
  assert.deepEqual(message.type === "open" && message.choices, [0, 1]);
  arrive(session, message.request, [0, 1], 2);
  assert.equal(session.step, 2);
  assert.equal(session.undoStack.past.length, 1);
});

test("stepping while the same run is fetched anew is not undone by its arrival", () => {
  const session = begun();
  session.go(1);
  const { request } = session.resume();
  session.go(3);
  arrive(session, request, [0, 0, 0, 0], 0);
  assert.equal(session.step, 3);
  assert.deepEqual(session.undoStack, { past: [], future: [] });
});
