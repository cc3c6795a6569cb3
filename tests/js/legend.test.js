import assert from "node:assert/strict";
import { test } from "node:test";
import { signsOf } from "../../static/js/player/diagram/legend.js";
import { arrow, EMPTY_DIAGRAM, lanes, point } from "./samples.js";

test("the legend explains the signs that the diagram uses, and no others", () => {
  const points = [point(0, 0), point(0, 1, { kind: "crash", fault: true })];
  const arrows = [arrow(1, [0, 0, 1, 1], { fate: "lost", lie: true }), arrow(2, [0, 0, 1, 1])];
  const signs = signsOf({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1], points, arrows });
  assert.deepEqual(
    signs.points.map(({ kind }) => kind),
    ["send", "crash"],
  );
  assert.deepEqual(
    signs.arrows.map(({ fate }) => fate),
    ["lost", "lie"],
  );
  assert.deepEqual([signs.undone, signs.line], [false, false]);
});

test("an empty diagram needs no legend", () => {
  assert.deepEqual(signsOf(EMPTY_DIAGRAM), { points: [], arrows: [], undone: false, line: false });
});
