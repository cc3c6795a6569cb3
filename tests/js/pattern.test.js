import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, EVENTS_MAX, messages, PROCESSES_MAX, parse, print, token, valid } from "../../static/js/player/editors/pattern/pattern.js";
import { addCheckpoint, addMessage, addProcess, addReceipt, move, remove, removeProcess } from "../../static/js/player/editors/pattern/edit.js";
import { board, dotOf, laneY, spotAt } from "../../static/js/player/editors/pattern/layout.js";

const CASCADE = "P1: m1! C m3? m4! m5? C m6! m7? C; P2: m1? m2? C m3! m4? C m5! m8! m6? C m7! m9!; P3: m2! C m8? C m9?";
const TWO = "P1: C a!; P2: a? C";

/** Numbers below a bound, from a seed. @param {number} seed */
function draws(seed) {
  let state = seed;
  return (/** @type {number} */ bound) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** @param {string} text */
function read(text) {
  const pattern = parse(text);
  assert.ok(pattern !== null, text);
  return pattern;
}

test("what is printed is read again as the same, over lines as over semicolons", () => {
  for (const text of [CASCADE, TWO, "A:", "x_1: C C; y:"]) {
    assert.equal(print(read(text)), text);
    assert.deepEqual(read(print(read(text), "\n")), read(text));
  }
});

test("what cannot happen is not drawn", () => {
  const wrong = ["", "P1 C", "P1: D", "P 1: C", "P1: C; P1: C", "P1: a!; P2: a? a?", "P1: a! a!", "P1: a?; P2:", "P1: a! a?", "P1: a? b!; P2: b? a!"];
  for (const text of [...wrong, "P1: abcdefghijklm!", `P1: ${"C ".repeat(EVENTS_MAX + 1)}`, "abcdefghijklm: C"])
    assert.equal(parse(text), null, text);
  const many = Array.from({ length: PROCESSES_MAX + 1 }, (_, index) => `P${index}:`);
  assert.equal(parse(many.join(";")), null);
  assert.notEqual(parse(many.slice(1).join(";")), null);
});

test("a receipt stands right of its sending, and an event right of the one before it", () => {
  const pattern = read(CASCADE);
  const places = columns(pattern);
  for (const mine of places)
    assert.deepEqual(
      mine,
      [...new Set(mine)].sort((one, other) => one - other),
    );
  for (const [name, { sent, received }] of messages(pattern)) {
    if (received !== null) assert.ok(places[sent.process][sent.place] < places[received.process][received.place], name);
  }
});

test("whatever is inserted, moved and removed, the pattern can happen, and its text says the same", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const below = draws(seed);
    let pattern = read("P1:; P2:; P3:");
    for (let turn = 0; turn < 60; turn += 1) {
      const process = below(pattern.names.length);
      const count = pattern.events[process].length;
      const gap = { process, gap: below(count + 1) };
      const other = below(pattern.names.length);
      const to = { process: other, gap: below(pattern.events[other].length + 1) };
      const spot = { process, place: below(Math.max(1, count)) };
      const edits = [
        () => addCheckpoint(pattern, gap)?.pattern,
        () => addMessage(pattern, gap, below(4) === 0 ? null : to)?.pattern,
        () => (count > 0 ? move(pattern, spot, to)?.pattern : null),
        () => (count > 0 && below(2) === 0 ? remove(pattern, spot) : null),
      ];
      pattern = edits[below(edits.length)]() ?? pattern;
      assert.ok(valid(pattern), print(pattern));
      assert.deepEqual(parse(print(pattern)), pattern);
    }
  }
});

test("a receipt that is wanted before its sending goes to the nearest place after it", () => {
  const pattern = read("P1: a? C; P2: C a!");
  const made = addMessage(pattern, { process: 0, gap: 2 }, { process: 1, gap: 0 });
  assert.equal(print(made.pattern), "P1: a? C m1!; P2: C a! m1?");
  assert.deepEqual(made.at, { process: 0, place: 2 });
});

test("a message to its own sender, a second receipt and one that nobody sent cannot be drawn", () => {
  const pattern = read("P1: a!; P2: a?; P3:");
  assert.equal(addMessage(pattern, { process: 0, gap: 0 }, { process: 0, gap: 1 }), null);
  assert.equal(addReceipt(pattern, "a", { process: 2, gap: 0 }), null);
  assert.equal(addReceipt(pattern, "b", { process: 2, gap: 0 }), null);
});

test("a receipt removed leaves its message under way; a sending takes its receipt with it", () => {
  assert.equal(print(remove(read(TWO), { process: 1, place: 0 })), "P1: C a!; P2: C");
  assert.equal(print(remove(read(TWO), { process: 0, place: 1 })), "P1: C; P2: C");
});

test("only an empty process can be removed, and never the last", () => {
  const more = addProcess(read("P1: C; P3:"));
  assert.deepEqual(more.names, ["P1", "P3", "P2"]);
  assert.equal(removeProcess(more, 0), null);
  assert.deepEqual(removeProcess(more, 1).names, ["P1", "P2"]);
  assert.equal(removeProcess(read("P1:"), 0), null);
});

test("an event is found where it is drawn, and so is every gap", () => {
  const drawn = board(read(CASCADE));
  drawn.pattern.events.forEach((marks, process) => {
    marks.forEach((mark, place) => {
      assert.deepEqual(spotAt(drawn, dotOf(drawn, { process, place })), { process, place }, token(mark));
    });
  });
  assert.equal(spotAt(drawn, { x: 5, y: laneY(1) }), null);
});
