import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf, KEYS } from "../../static/js/player/keyboard/keys.js";

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const DIAGRAM = { diagram: true, inside: true, typing: false };
const INSIDE = { diagram: false, inside: true, typing: false };
const ELSEWHERE = { diagram: false, inside: false, typing: false };

test("undo and redo have the keys that people know, on every system", () => {
  assert.equal(commandOf({ ...PLAIN, key: "z", ctrlKey: true }, ELSEWHERE), "undo");
  assert.equal(commandOf({ ...PLAIN, key: "z", metaKey: true }, ELSEWHERE), "undo");
  assert.equal(commandOf({ ...PLAIN, key: "Z", ctrlKey: true, shiftKey: true }, ELSEWHERE), "redo");
  assert.equal(commandOf({ ...PLAIN, key: "Z", metaKey: true, shiftKey: true }, ELSEWHERE), "redo");
  assert.equal(commandOf({ ...PLAIN, key: "y", ctrlKey: true }, ELSEWHERE), "redo");
});

test("in a field, undo is the field's own", () => {
  assert.equal(commandOf({ ...PLAIN, key: "z", ctrlKey: true }, { ...ELSEWHERE, typing: true }), null);
});

test("no letter alone does anything, anywhere", () => {
  for (const key of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
    for (const place of [DIAGRAM, INSIDE, ELSEWHERE]) assert.equal(commandOf({ ...PLAIN, key, shiftKey: /[A-Z]/.test(key) }, place), null);
  }
});

test("arrows, Home, End, the space bar and the question mark work in the diagram only", () => {
  const keys = ["ArrowLeft", "ArrowRight", "Home", "End", " ", "?"];
  assert.deepEqual(
    keys.map((key) => commandOf({ ...PLAIN, key, shiftKey: key === "?" }, DIAGRAM)),
    ["back", "next", "start", "end", "toggle", "help"],
  );
  assert.deepEqual(new Set(keys.map((key) => commandOf({ ...PLAIN, key }, ELSEWHERE))), new Set([null]));
});

test("the sheet says what each of these keys does", () => {
  const shown = KEYS.flatMap(({ keys }) => keys.flatMap((row) => row.keys));
  for (const name of ["←", "→", "Home", "End", "Space", "?", "Ctrl Z", "Ctrl Shift Z", "Ctrl Y"]) assert.ok(shown.includes(name), name);
});

test("on something inside the diagram only the sheet can be asked for: the other keys move among what is there", () => {
  const keys = ["ArrowLeft", "Home", " ", "?"];
  assert.deepEqual(
    keys.map((key) => commandOf({ ...PLAIN, key, shiftKey: key === "?" }, INSIDE)),
    [null, null, null, "help"],
  );
});
