import assert from "node:assert/strict";
import { test } from "node:test";
import { print } from "../../static/js/player/editors/pattern/pattern.js";
import { Draft } from "../../static/js/player/editors/pattern/draft.js";
import { Drag } from "../../static/js/player/editors/pattern/drag.js";
import { press } from "../../static/js/player/editors/pattern/keys.js";
import { board, dotOf, gapDot, laneY } from "../../static/js/player/editors/pattern/layout.js";

const TWO = "P1: C a!; P2: a? C";
const NONE = { shift: false, command: false, alt: false };
const NOTHING = { loose: null, message: null };

/** @param {Draft} draft @param {string} keys */
function typed(draft, ...keys) {
  for (const key of keys) press(draft, key, NONE);
  return print(draft.pattern);
}

test("by keyboard: the cursor walks, Enter adds, picks up and puts down, Delete removes", () => {
  const draft = new Draft(TWO);
  assert.equal(typed(draft, "Enter"), "P1: C C a!; P2: a? C");
  assert.equal(draft.said, "Added: P1, event 1 of 3: takes checkpoint C1");
  assert.equal(typed(draft, "Delete"), TWO);
  assert.equal(typed(draft, "ArrowRight", "Enter", "ArrowRight", "Enter"), "P1: a! C; P2: a? C");
  assert.match(draft.said, /^Put down: P1, event 2 of 2: takes checkpoint C1$/);
  assert.equal(typed(draft, "ArrowDown", "End", "ArrowLeft", "Delete"), "P1: a! C; P2: a?");
});

test("by keyboard a message goes from one process to another, and not to its sender", () => {
  const draft = new Draft("P1: C; P2: C");
  draft.use("message");
  assert.equal(typed(draft, "End", "Enter", "ArrowDown", "End", "Enter"), "P1: C m1!; P2: C m1?");
  assert.equal(draft.said, "Added: P1, event 2 of 2: sends m1 to P2");
  assert.equal(typed(draft, "Home", "Enter", "End", "Enter"), "P1: C m1!; P2: C m1?");
  assert.match(draft.said, /another process/);
});

test("Escape puts back what was picked up, and undo takes the whole way back at once", () => {
  const draft = new Draft("P1: C a!; P2: C C C a?");
  typed(draft, "ArrowDown", "End", "ArrowLeft", "Enter", "ArrowLeft", "ArrowLeft");
  assert.equal(print(draft.pattern), "P1: C a!; P2: C a? C C");
  assert.equal(typed(draft, "Escape"), "P1: C a!; P2: C C C a?");
  assert.equal(draft.past.length, 0);
  typed(draft, "Enter", "ArrowLeft", "ArrowLeft", "Enter");
  assert.equal(draft.past.length, 1);
  draft.back("undo");
  assert.equal(print(draft.pattern), "P1: C a!; P2: C C C a?");
  draft.back("redo");
  assert.equal(print(draft.pattern), "P1: C a!; P2: C a? C C");
});

test("Shift and an arrow move the event at the cursor, and what cannot happen is said", () => {
  const draft = new Draft("P1: a! C b?; P2: a? b!");
  typed(draft, "ArrowRight");
  press(draft, "ArrowRight", { ...NONE, shift: true });
  assert.equal(print(draft.pattern), "P1: C a! b?; P2: a? b!");
  press(draft, "ArrowRight", { ...NONE, shift: true });
  assert.equal(print(draft.pattern), "P1: C a! b?; P2: a? b!");
  assert.match(draft.said, /cannot happen/);
});

test("keys that mean nothing here, and those with Alt, are left to the page", () => {
  const draft = new Draft(TWO);
  assert.equal(press(draft, "Tab", NONE), false);
  assert.equal(press(draft, "c", NONE), false);
  assert.equal(press(draft, "Escape", NONE), false, "nothing was begun");
  assert.equal(press(draft, "ArrowLeft", { ...NONE, alt: true }), false);
});

test("text that cannot be drawn keeps the last good drawing, and nothing typed is lost", () => {
  const draft = new Draft(TWO);
  assert.equal(draft.write("P1: C a! C; P2: a? "), true);
  assert.equal(draft.write("P1: C a! C x; P2: a? "), false);
  assert.equal(print(draft.pattern), "P1: C a! C; P2: a?");
  assert.equal(draft.text, "P1: C a! C x; P2: a? ");
  draft.back("undo");
  assert.equal(print(draft.pattern), TWO);
});

test("a drag from lane to lane draws a message, along a lane it moves an event, a press adds or selects", () => {
  const draft = new Draft("P1: C; P2: C");
  const drawn = board(draft.pattern);
  const dragged = (/** @type {{x: number, y: number}} */ from, /** @type {{x: number, y: number}} */ to, grip = NOTHING) => {
    const drag = new Drag(draft, from, grip);
    drag.to(to);
    drag.drop();
    return print(draft.pattern);
  };
  const end = (/** @type {number} */ process) => gapDot(board(draft.pattern), { process, gap: draft.pattern.events[process].length });
  assert.equal(dragged(end(0), end(1)), "P1: C m1!; P2: C m1?");
  assert.equal(dragged(dotOf(drawn, { process: 0, place: 0 }), { x: 400, y: laneY(0) }), "P1: m1! C; P2: C m1?");
  assert.equal(dragged(end(1), end(1)), "P1: m1! C; P2: C m1? C");
  assert.equal(dragged({ x: 90, y: laneY(0) + 34 }, { x: 90, y: laneY(0) + 34 }, { loose: null, message: "m1" }), "P1: m1! C; P2: C m1? C");
  assert.deepEqual(draft.spot, { process: 0, place: 0 });
  typed(draft, "ArrowDown");
  draft.look(1, 3);
  assert.equal(typed(draft, "Delete"), "P1: m1! C; P2: C C");
  assert.equal(dragged({ x: 100, y: laneY(0) + 24 }, end(1), { loose: "m1", message: "m1" }), "P1: m1! C; P2: C C m1?");
});
