import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, arrive, begun } from "./sessions.js";

/** @import {Session} from "../../static/js/player/run/session.js" */

/** @param {Session} session the server's answer to the newest request @param {number[]} choices */
function arrived(session, choices) {
  arrive(session, session.requests, choices, session.pending?.target.choices?.length ?? 0);
}

test("undo asks for the run before the choice, at the step where it was made, and each undo goes one back", () => {
  const session = begun();
  session.go(1);
  answered(session, 1);
  answered(session, 1);
  assert.equal(session.undoStack.past.length, 2);
  const back = session.undo();
  assert.deepEqual([back?.type === "open" && back.choices, session.pending?.target.step], [[0, 1], 2]);
  arrived(session, [0, 1, 0]);
  assert.equal(session.step, 2);
  assert.deepEqual(session.undoStack.past, [{ parameters: { client: "always" }, scenario: null, choices: [], step: 1, revision: 1 }]);
});

test("redo brings back what undo led away from, at the step that was on show", () => {
  const session = begun();
  session.go(1);
  answered(session, 1);
  session.go(3);
  session.undo();
  arrived(session, [0, 0, 0, 0]);
  const again = session.redo();
  assert.deepEqual([again?.type === "open" && again.choices, session.pending?.target.step], [[0, 1], 3]);
  arrived(session, [0, 1, 0]);
  assert.deepEqual([session.step, session.undoStack.past.length, session.undoStack.future.length], [3, 1, 0]);
  assert.equal(session.redo(), null);
});

test("a new choice after undo leaves nothing to redo", () => {
  const session = begun();
  session.go(1);
  answered(session, 1);
  session.undo();
  arrived(session, [0, 0, 0, 0]);
  assert.equal(session.undoStack.future.length, 1);
  session.go(2);
  answered(session, 1);
  assert.equal(session.undoStack.future.length, 0);
});

test("a change of parameters is undone and redone as a choice is", () => {
  const session = begun();
  session.open({ parameters: { client: "never" }, scenario: null, choices: [], step: null });
  arrived(session, [0, 0]);
  session.undo();
  assert.deepEqual(session.pending?.target.parameters, { client: "always" });
  arrived(session, [0, 0, 0, 0]);
  session.redo();
  assert.deepEqual(session.pending?.target.parameters, { client: "never" });
});

test("an undo that is refused leaves both ways as they were", () => {
  const session = begun();
  answered(session, 1);
  const { undoStack } = session;
  const request = session.undo()?.request ?? 0;
  session.receive({ type: "refused", request, message: "no", field: null });
  assert.equal(session.undoStack, undoStack);
});

test("without a choice there is nothing to undo", () => {
  assert.equal(begun().undo(), null);
});
