import assert from "node:assert/strict";
import { test } from "node:test";
import { crosses, overlaps, Strips } from "../../static/js/player/drawing/geometry.js";
import { aroundPoint, besideArrow, boxOf, place } from "../../static/js/player/drawing/labels.js";

const FIELD = { left: 0, right: 2000, top: 0, bottom: 600 };

/** @param {ReturnType<typeof place>} placed how many pairs of labels stand on each other */
function collisions(placed) {
  const boxes = placed.map((label) => boxOf(label.text, label));
  return boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other))).length;
}

test("the count of collisions that the next tests rest on does notice one", () => {
  const label = { key: "a", text: "print", x: 50, y: 50, anchor: /** @type {const} */ ("start") };
  assert.equal(collisions([label, { ...label, key: "b", x: 60 }]), 1);
  assert.equal(collisions([label, { ...label, key: "b", y: 90 }]), 0);
});

test("labels of arrows that cross each other in one place never overlap", () => {
  const wishes = Array.from({ length: 12 }, (_, index) => ({
    key: `a${index}`,
    text: `message ${index}`,
    candidates: besideArrow({ from: { x: 100 + index * 9, y: 60 }, to: { x: 220 - index * 4, y: 180 } }),
  }));
  const placed = place(wishes, new Strips(72), FIELD);
  assert.equal(collisions(placed), 0);
  assert.ok(placed.length >= 4, `${placed.length} of 12 found a place`);
});

test("a label that finds no free place is left out rather than put on another", () => {
  const candidates = [{ x: 50, y: 50, anchor: /** @type {const} */ ("start"), cost: 0 }];
  const placed = place(
    [
      { key: "first", text: "print", candidates },
      { key: "second", text: "print", candidates },
    ],
    new Strips(72),
    FIELD,
  );
  assert.deepEqual(
    placed.map(({ key }) => key),
    ["first"],
  );
});

test("a label alone stands at its best place, and moves away from a point that is there", () => {
  const wish = { key: "p0", text: "C", candidates: aroundPoint({ x: 100, y: 100 }) };
  assert.deepEqual([place([wish], new Strips(72), FIELD)[0]?.x, place([wish], new Strips(72), FIELD)[0]?.y], [100, 87]);
  const taken = new Strips(72);
  taken.add({ left: 90, right: 110, top: 76, bottom: 90 }, 20);
  assert.equal(place([wish], taken, FIELD)[0]?.y, 123);
});

test("no label leaves the drawing", () => {
  const wish = { key: "p0", text: "a long label", candidates: aroundPoint({ x: 3, y: 10 }) };
  for (const label of place([wish], new Strips(72), FIELD)) {
    const box = boxOf(label.text, label);
    assert.ok(box.left >= 0 && box.top >= 0);
  }
});

test("a segment crosses a box only when it runs through it", () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 };
  assert.equal(crosses({ from: { x: 0, y: 0 }, to: { x: 30, y: 30 } }, box), true);
  assert.equal(crosses({ from: { x: 15, y: 0 }, to: { x: 15, y: 12 } }, box), true);
  assert.equal(crosses({ from: { x: 0, y: 25 }, to: { x: 30, y: 25 } }, box), false);
  assert.equal(crosses({ from: { x: 0, y: 0 }, to: { x: 5, y: 5 } }, box), false);
  assert.equal(crosses({ from: { x: 0, y: 18 }, to: { x: 8, y: 40 } }, box), false);
});

test("the cost of a box counts each thing that it covers once, however many strips that spans", () => {
  const strips = new Strips(10);
  strips.add({ left: 0, right: 200, top: 0, bottom: 10 }, 7);
  strips.addSegment({ from: { x: 0, y: 5 }, to: { x: 200, y: 5 } }, 2);
  assert.equal(strips.cost({ left: 20, right: 120, top: 0, bottom: 10 }), 9);
  assert.equal(strips.cost({ left: 20, right: 120, top: 50, bottom: 60 }), 0);
});
