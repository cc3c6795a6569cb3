import assert from "node:assert/strict";
import { test } from "node:test";
import { overlaps } from "../../static/js/player/drawing/geometry.js";
import { boxOf } from "../../static/js/player/drawing/labels.js";
import { layout } from "../../static/js/player/diagram/layout.js";
import { arrow, EMPTY_DIAGRAM, lanes, point } from "./samples.js";

/** @param {number} count everyone sends to everyone, one message a column */
function everyoneToEveryone(count) {
  const pairs = Array.from({ length: count * count }, (_, index) => [Math.floor(index / count), index % count]).filter(([a, b]) => a !== b);
  const arrows = pairs.map(([from = 0, to = 0], index) => arrow(index, [from, 0, to, index + 1], { label: `v${from}=${index}` }));
  const points = pairs.map(([, to = 0], index) => point(to, index + 1, { kind: "receive", label: "" }));
  return { ...EMPTY_DIAGRAM, lanes: lanes(count), columns: pairs.map((_, index) => index), points, arrows };
}

test("a long run is as wide as its columns need, a short one fills the room", () => {
  const long = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: Array.from({ length: 40 }, (_, index) => index) }, 600);
  assert.ok(long.width > 40 * 56);
  const short = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1, 2] }, 600);
  assert.equal(short.margin + short.width, 600);
  assert.equal(short.column, 72);
});

test("cursors advance with the steps and stand right of what happened", () => {
  const shapes = layout({ ...EMPTY_DIAGRAM, lanes: lanes(1), columns: [0, 2, 3], points: [point(0, 2, { step: 1 })] }, 300);
  const [first = 0, second = 0, third = 0] = shapes.cursors;
  assert.ok(first < second && second < third);
  assert.ok((shapes.points[0]?.x ?? Infinity) < second);
});

test("no two labels overlap when five processes send to each other", () => {
  const shapes = layout(everyoneToEveryone(5), 800);
  const boxes = [...shapes.labels.values()].map((label) => boxOf(label.text, label));
  assert.ok(boxes.length > 10);
  assert.equal(boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other))).length, 0);
});

test("a second copy of a message is named as one, and a long label is cut short", () => {
  const arrows = [arrow(1, [0, 0, 1, 1], { copy: true }), arrow(2, [0, 4, 1, 5], { label: "a message with a very long body" })];
  const { labels } = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1, 2, 3, 4, 5], arrows }, 600);
  assert.deepEqual(
    [...labels.values()].map(({ text }) => text),
    ["m1 (copy)", "a message with a very…"],
  );
});

test("a lost message ends on its way, a delivered one at its receiver", () => {
  const way = [0, 0, 1, 1];
  const shapes = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1], arrows: [arrow(1, way), arrow(2, way, { fate: "lost" })] }, 600);
  const [delivered, lost] = shapes.arrows.map(({ segment }) => segment.to.y);
  const [upper, lower] = shapes.lanes.map(({ y }) => y);
  assert.ok(Math.abs((delivered ?? 0) - (lower ?? 0)) < 10);
  assert.ok((lost ?? 0) > (upper ?? 0) + 10 && (lost ?? 0) < (lower ?? 0) - 10);
});

test("a message that is lost as it is sent still leans forward", () => {
  const shapes = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0], arrows: [arrow(1, [0, 0, 1, 0], { fate: "lost" })] }, 600);
  const segment = shapes.arrows[0]?.segment;
  assert.ok(segment !== undefined && segment.to.x > segment.from.x);
});

test("what an arrow says is not said again at its start", () => {
  const points = [point(0, 0, { label: "m1" }), point(1, 1, { label: "request", kind: "receive" })];
  const { labels } = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1], points, arrows: [arrow(1, [0, 0, 1, 1])] }, 600);
  assert.deepEqual([...labels.values()].map(({ text }) => text).sort(), ["m1", "request"]);
});

test("an effect outside is drawn from the process that caused it in the same column", () => {
  const outside = { name: "paper", kind: /** @type {const} */ ("outside"), traitor: false };
  const points = [point(0, 1, { kind: "step" }), point(1, 1, { kind: "observe", label: "printed" }), point(0, 2)];
  const { effects } = layout({ ...EMPTY_DIAGRAM, lanes: [...lanes(1), outside], columns: [0, 1, 2], points }, 600);
  assert.equal(effects.length, 1);
  assert.equal(effects[0]?.segment.from.x, effects[0]?.segment.to.x);
});

test("the recovery line goes through its places from the first lane to the last, whatever their order", () => {
  const places = [
    { lane: 2, column: 1 },
    { lane: 0, column: 3 },
    { lane: 1, column: 2 },
  ];
  const { lines } = layout({ ...EMPTY_DIAGRAM, lanes: lanes(3), columns: [0, 1, 2, 3], lines: [{ step: 3, label: "recovery line", places }] }, 600);
  const heights = [...(lines[0]?.path ?? "").matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  assert.equal(heights.length, 6);
  assert.deepEqual(
    heights,
    [...heights].sort((one, other) => one - other),
  );
});

test("the cursor is kept in sight, but at a rollback the place that is gone back to", () => {
  const jumps = [{ lane: 0, from_column: 30, to_column: 2, step: 31, label: "1" }];
  const columns = Array.from({ length: 32 }, (_, index) => index);
  const { focus, cursors } = layout({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns, jumps }, 300);
  assert.equal(focus[30], cursors[30]);
  assert.ok((focus[31] ?? Infinity) < (cursors[3] ?? 0));
});
