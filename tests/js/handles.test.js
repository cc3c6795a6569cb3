import assert from "node:assert/strict";
import { test } from "node:test";
import { clockText, columnsOf } from "../../static/js/player/diagram/columns.js";
import { offersFor, placeProspect } from "../../static/js/player/diagram/elsewhere.js";
import { handleLabel, leftFor, prospectOf } from "../../static/js/player/diagram/faults.js";
import { overlaps } from "../../static/js/player/drawing/geometry.js";
import { at, handleIn, handlesOf, neighbour, placeAt } from "../../static/js/player/diagram/handles.js";
import { boxOf } from "../../static/js/player/drawing/labels.js";
import { layout } from "../../static/js/player/diagram/layout.js";
import { arrow, EMPTY_DIAGRAM, frame, lanes, point } from "./samples.js";

const TWO = {
  ...EMPTY_DIAGRAM,
  lanes: lanes(2),
  columns: [0, 1, 2],
  points: [point(0, 0, { clock: [1, 0] }), point(1, 1, { kind: "receive", clock: [1, 1] }), point(0, 2, { clock: [2, 0] })],
  arrows: [arrow(1, [0, 0, 1, 1])],
};
const DRAWN = layout(TWO, 600);
const HANDLES = handlesOf(DRAWN);

/** @param {object} more */
function record(more) {
  return { index: 0, kind: "deliver", process: "P2", label: "P2 gets m1", fault: false, budget: "", idle: false, message: null, ...more };
}

test("what can be selected goes lane by lane and from left to right, a message after the event that sends it", () => {
  assert.deepEqual(
    HANDLES.map(({ key }) => key),
    ["l0", "p0", "a0", "p2", "l1", "p1"],
  );
});

test("arrow keys walk along a lane and to the nearest place of the next one, and stay at the edges", () => {
  const walk = (/** @type {string} */ from, /** @type {import("../../static/js/player/diagram/handles.js").Direction[]} */ ...keys) =>
    keys.reduce((key, direction) => neighbour(HANDLES, key, direction), from);
  assert.equal(walk("l0", "ArrowRight", "ArrowRight"), "a0");
  assert.equal(walk("p2", "ArrowRight"), "p2");
  assert.equal(walk("l0", "ArrowLeft"), "l0");
  assert.equal(walk("p2", "ArrowDown", "ArrowDown"), "p1");
  assert.equal(walk("p1", "ArrowUp"), "a0");
  assert.equal(walk("a0", "Home"), "l0");
  assert.equal(walk("l0", "End"), "p2");
  assert.equal(walk("gone", "ArrowLeft"), "l0");
});

test("a pointer means the nearest point, else the message or the label under it, and far from all of them nothing", () => {
  const [first] = DRAWN.points;
  const { from, to } = DRAWN.arrows[0]?.segment ?? { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } };
  assert.equal(at(DRAWN, { x: (first?.x ?? 0) + 9, y: (first?.y ?? 0) - 8 }), "p0");
  assert.equal(at(DRAWN, { x: (from.x + to.x) / 2 + 8, y: (from.y + to.y) / 2 }), "a0");
  const label = DRAWN.labels.get("a0");
  assert.ok(label !== undefined);
  const box = boxOf(label.text, label);
  assert.equal(at(DRAWN, { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }), "a0");
  assert.equal(at(DRAWN, { x: 550, y: 130 }), null);
});

test("a message says how it stands: not sent, under way, arrived, lost", () => {
  const standing = (/** @type {number} */ step, more = {}) =>
    prospectOf(HANDLES[2], { ...TWO, arrows: [arrow(1, [0, 1, 1, 3], more)] }, { ...frame(step), enabled: [] }).standing;
  assert.equal(standing(0), "It is sent at step 1 of this run.");
  assert.equal(standing(2), "Under way; nothing can happen to it now.");
  assert.equal(standing(3), "Already arrived, at step 3.");
  assert.equal(standing(3, { fate: "lost" }), "Already lost, at step 3.");
  assert.equal(standing(4, { fate: "ignored" }), "Already arrived, at step 3, but nobody was there.");
});

test("a message has the events that name it, a process those of its own, and each fault says what is left of it", () => {
  const lose = record({ index: 1, kind: "lose", fault: true, budget: "losses", message: 1 });
  const crash = record({ index: 2, kind: "crash", fault: true, budget: "crashes" });
  const shown = { ...frame(0), enabled: [record({ message: 1 }), lose, crash, record({ index: 3, message: 2 })] };
  assert.deepEqual(prospectOf(HANDLES[2], TWO, shown).options, [shown.enabled[0], lose]);
  assert.deepEqual(prospectOf(HANDLES[4], TWO, shown).options, [crash]);
  assert.equal(prospectOf(HANDLES[0], TWO, shown).standing, "Nothing can happen to it now, except through its messages.");
  assert.deepEqual([leftFor(crash, shown), leftFor(lose, shown)], ["1 left", ""]);
  assert.equal(handleLabel(HANDLES[2], TWO, [], shown), "Message “m1” from P1 to P2. Under way. 2 things can happen to it.");
  const lie = { ...TWO, arrows: [arrow(1, [0, 0, 1, 1], { lie: true })] };
  assert.equal(handleLabel(HANDLES[2], lie, [], shown), "Lie “m1” from P1 to P2. Under way. 2 things can happen to it.");
});

test("an event is named by the sentence of its step, whatever its mark in the drawing says", () => {
  const told = [frame(0), { ...frame(1), event: { kind: "deliver", process: "P2", label: "P2 gets m1", fault: false } }, frame(2, { fault: true })];
  const marked = {
    ...TWO,
    points: [point(0, 0, { label: "C" }), point(1, 1, { kind: "receive", label: "2" }), point(0, 2, { fault: true, label: "x" })],
  };
  const name = (/** @type {number} */ index) => handleLabel(HANDLES[index], marked, told, told[0]);
  assert.deepEqual([name(1), name(5), name(3)], ["Step 0, P1: Sentence 0.", "Step 1, P2: Sentence 1.", "Step 2, P1, a fault: Sentence 2."]);
});

test("where another process makes the step, an event says first what it receives", () => {
  const told = [frame(0), { ...frame(1), event: { kind: "choose", process: "P1", label: "P1 lies", fault: false } }, frame(2)];
  const twice = { ...TWO, arrows: [arrow(1, [0, 0, 1, 1]), arrow(2, [0, 0, 1, 1])] };
  assert.equal(handleLabel(HANDLES[5], twice, told, told[0]), "Step 1, P2 receives “m1” from P1 and “m2” from P1: Sentence 1.");
});

test("choices among choices have narrow columns, a choice alone and everything else has not", () => {
  const choice = (/** @type {number} */ column) => point(0, column, { kind: "choose", label: "x" });
  const points = [point(0, 0), choice(1), choice(2), choice(3), point(0, 4), choice(5), point(0, 6)];
  const drawn = { ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1, 2, 3, 4, 5, 6], points, arrows: [arrow(1, [0, 3, 1, 4])] };
  const { widths, unit } = columnsOf(drawn, 3000, { zoom: "normal", clocks: false });
  assert.deepEqual(
    widths.map((width) => width < unit),
    [false, true, true, false, false, false, false],
  );
});

test("a whole run fits where it is asked for, however long it is", () => {
  const long = { ...EMPTY_DIAGRAM, lanes: lanes(2), columns: Array.from({ length: 80 }, (_, index) => index) };
  assert.ok(layout(long, 600).width > 4000);
  const fit = layout(long, 600, { zoom: "fit", clocks: false });
  assert.equal(fit.margin + fit.width, 600);
  assert.deepEqual([fit.whole, layout(TWO, 600).whole], [false, true]);
});

test("every event has its clock, on no other label", () => {
  const { labels } = layout(TWO, 600, { zoom: "normal", clocks: true });
  assert.deepEqual(
    ["c0", "c1", "c2"].map((key) => labels.get(key)?.text),
    ["(1,0)", "(1,1)", "(2,0)"],
  );
  const boxes = [...labels.values()].map((label) => boxOf(label.text, label));
  assert.equal(boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other))).length, 0);
  assert.equal(clockText([]), "");
});

test("long clocks make the columns as wide as they are", () => {
  const clock = [10, 11, 12, 13, 14, 15, 16];
  const points = Array.from({ length: 20 }, (_, column) => point(0, column, { clock }));
  const drawn = { ...EMPTY_DIAGRAM, lanes: lanes(7), columns: points.map((_, index) => index), points };
  const { labels } = layout(drawn, 600, { zoom: "normal", clocks: true });
  assert.equal([...labels.keys()].filter((key) => key.startsWith("c")).length, 20);
});

test("what is not there yet is offered what can happen to it at later steps, once, and not what happens anyway", () => {
  const lose = record({ index: 1, label: "lose m1", message: 1, fault: true });
  const crash = record({ index: 2, kind: "crash", label: "P2 crashes", fault: true });
  const enabled = [[], [record({ message: 1 }), lose, crash], [record({ message: 1 }), lose, crash], []];
  const frames = enabled.map((events, step) => ({ ...frame(step), enabled: events }));
  const diagram = { ...TWO, arrows: [arrow(1, [0, 1, 1, 3], { sent_step: 1, end_step: 3 })] };
  const view = /** @type {any} */ ({ frames, ended: { diagram, choices: [0, 0, 0] } });
  /** @param {string} key @param {number} step */
  const offered = (key, step) => {
    const one = /** @type {import("../../static/js/player/diagram/handles.js").Handle} */ (handleIn(HANDLES, key));
    const prospect = one.kind === "place" ? placeProspect(one, view) : prospectOf(one, diagram, /** @type {any} */ (frames[step]));
    return offersFor(one, view, prospect, step).map(({ record: { label }, frame: of }) => `${label} at ${of.step}`);
  };
  assert.deepEqual(offered("a0", 0), ["lose m1 at 1"]);
  assert.deepEqual(offered("a0", 3), ["lose m1 at 1"]);
  assert.deepEqual(offered("a0", 2), ["P2 gets m1 at 2", "lose m1 at 2"]);
  assert.deepEqual(offered("l1", 0), ["P2 crashes at 1"]);
  assert.deepEqual(offered("l0", 0), []);
  assert.deepEqual(offered("s1.2", 0), ["P2 gets m1 at 2", "lose m1 at 2", "P2 crashes at 2"]);
  assert.deepEqual(offered("s0.2", 0), []);
});

test("a pointer on an empty place of a line means the process at the step that is shown there", () => {
  const [lane] = DRAWN.lanes;
  const [first, second] = DRAWN.cursors;
  assert.equal(placeAt(DRAWN, { x: (first ?? 0) + 1, y: (lane?.y ?? 0) + 9 }), "s0.0");
  assert.equal(placeAt(DRAWN, { x: (second ?? 0) + 1, y: lane?.y ?? 0 }), "s0.1");
  assert.equal(placeAt(DRAWN, { x: 0, y: lane?.y ?? 0 }), "s0.0");
  assert.equal(placeAt(DRAWN, { x: first ?? 0, y: (lane?.y ?? 0) + 30 }), null);
  assert.deepEqual(handleIn(HANDLES, "s1.2"), { key: "s1.2", kind: "place", index: 1, lane: 1, column: 2, step: 2 });
  assert.equal(handleIn(HANDLES, "none"), undefined);
});
