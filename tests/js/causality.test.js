import assert from "node:assert/strict";
import { test } from "node:test";
import { coneOf, coneSentence, happenedBefore, isEvent } from "../../static/js/player/diagram/causality.js";
import { lanes, point } from "./samples.js";

/** @param {number} seed */
function draws(seed) {
  let state = seed * 2654435761 + 1;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

/**
 * A run by chance: every event is a step of its own, or receives what an earlier event of another process sent. The clocks are kept as Fidge and
 * Mattern say, and `edges` are what Lamport's definition starts from.
 * @param {number} seed
 */
function chance(seed) {
  const draw = draws(seed);
  const clocks = [0, 1, 2].map(() => [0, 0, 0]);
  const points = [point(0, 0, { kind: "start", clock: [0, 0, 0] }), point(1, 0, { kind: "start", clock: [0, 0, 0] })];
  /** @type {[number, number][]} */
  const edges = [];
  for (let column = 1; column <= 14; column += 1) {
    const lane = draw(3);
    const clock = clocks[lane] ?? [];
    const index = points.length;
    const before = points.findLastIndex((other) => other.lane === lane && other.kind !== "start");
    if (before >= 0) edges.push([before, index]);
    clock[lane] = (clock[lane] ?? 0) + 1;
    const from = draw(points.length);
    const sender = points[from];
    if (draw(2) === 0 && sender !== undefined && sender.lane !== lane && sender.kind !== "start") {
      edges.push([from, index]);
      for (const [place, entry] of sender.clock.entries()) clock[place] = Math.max(clock[place] ?? 0, entry);
    }
    points.push(point(lane, column, { clock: [...clock] }));
  }
  return { points, edges };
}

/** @param {number} size @param {[number, number][]} edges the transitive closure, without reading a clock */
function closure(size, edges) {
  const reach = Array.from({ length: size }, () => new Set());
  for (let from = size - 1; from >= 0; from -= 1) {
    for (const [one, other] of edges) {
      if (one === from) for (const further of [other, ...(reach[other] ?? [])]) reach[from]?.add(further);
    }
  }
  return reach;
}

test("past, future and beside are what chains of messages make them, in a hundred random runs", () => {
  let related = 0;
  for (let seed = 1; seed <= 100; seed += 1) {
    const { points, edges } = chance(seed);
    const reach = closure(points.length, edges);
    for (const [index, one] of points.entries()) {
      for (const [at, other] of points.entries())
        assert.equal(happenedBefore(one, other), reach[index]?.has(at) ?? false, `seed ${seed}: ${index}, ${at}`);
      if (!isEvent(one)) continue;
      const cone = coneOf(points, index);
      assert.equal(cone?.future, reach[index]?.size);
      assert.equal((cone?.past ?? 0) + (cone?.future ?? 0) + (cone?.beside ?? 0), points.filter(isEvent).length - 1);
      related += cone?.future ?? 0;
    }
  }
  assert.ok(related > 1000, "the runs do have chains");
});

test("two first events with the same numbers are beside each other, not one before the other", () => {
  const [one, other] = [point(0, 0, { clock: [1, 0] }), point(1, 0, { clock: [0, 1] })];
  assert.deepEqual([happenedBefore(one, other), happenedBefore(other, one)], [false, false]);
});

test("neither the start of a process nor what is seen outside has a past or a future", () => {
  const points = [point(0, 0, { kind: "start", clock: [0, 0] }), point(2, 3, { kind: "observe", clock: [] }), point(0, 1, { clock: [1, 0] })];
  assert.deepEqual([coneOf(points, 0), coneOf(points, 1), coneOf(points, 9)], [null, null, null]);
  assert.deepEqual(coneOf(points, 2)?.relations, ["beside", "beside", "self"]);
});

test("the sentence counts what is before, after and beside", () => {
  const points = [
    point(0, 1, { clock: [1, 0] }),
    point(0, 2, { clock: [2, 0], label: "print" }),
    point(1, 3, { clock: [2, 1] }),
    point(1, 0, { clock: [0, 1] }),
  ];
  const cone = coneOf(points, 1);
  assert.ok(cone !== null);
  const sentence = "Step 2, P1: print. It is before 1 event, after 1 event, concurrent with 1 event.";
  assert.equal(coneSentence(/** @type {import("../../static/js/protocol.js").Point} */ (points[1]), lanes(2), cone), sentence);
});
