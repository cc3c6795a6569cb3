import assert from "node:assert/strict";
import { test } from "node:test";
import { BOX, layers, machineLayout, words } from "../../static/js/player/panels/state-machine.js";
import { overlaps } from "../../static/js/player/drawing/geometry.js";
import { boxOf } from "../../static/js/player/drawing/labels.js";
import { NODE, ringLayout } from "../../static/js/player/panels/ring.js";

/** @param {string} source @param {string} target @param {string} [trigger] @param {string} [action] */
function move(source, target, trigger = "go", action = "") {
  return { source, target, trigger, action, fault: trigger === "crash" };
}

const MACHINE = {
  type: /** @type {const} */ ("machine"),
  name: "server",
  title: "Server",
  states: ["idle", "log", "execute", "reply", "down"].map((name) => ({ name, text: name })),
  moves: [
    move("idle", "log", "call"),
    move("idle", "reply", "call again"),
    move("idle", "down", "crash"),
    move("log", "execute", "", "logs"),
    move("execute", "execute", "time-out", "again"),
    move("execute", "reply", "", "+10"),
    move("execute", "down", "crash"),
    move("reply", "idle", "", "done"),
    move("down", "idle", "up again"),
  ],
  tokens: [{ process: "server", state: "execute" }],
  last: 3,
  note: "",
};

/** @param {{x: number, y: number}} middle @param {number} width @param {number} height */
function around({ x, y }, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/** @param {import("../../static/js/player/drawing/geometry.js").Box[]} boxes */
function collisions(boxes) {
  return boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlaps(box, other))).length;
}

test("a machine reads downwards, by the longest way; what only a fault leads to stands aside", () => {
  const found = layers(MACHINE);
  assert.deepEqual(
    MACHINE.states.map(({ name }) => found.get(name)),
    [
      { layer: 0, aside: false },
      { layer: 1, aside: false },
      { layer: 2, aside: false },
      { layer: 3, aside: false },
      { layer: 1.5, aside: true },
    ],
  );
});

test("no box of a machine covers another, and no label stands on a box or on a label", () => {
  const { boxes, labels, ways, width, height } = machineLayout(MACHINE);
  const areas = boxes.map((box) => around(box, BOX.width, BOX.height));
  const texts = [...labels.values()].map((label) => boxOf(label.text, label));
  assert.equal(collisions([...areas, ...texts]), 0);
  assert.equal(texts.length, ways.length);
  for (const box of areas) assert.ok(box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height);
});

test("the count of collisions does notice one", () => {
  assert.equal(collisions([around({ x: 0, y: 0 }, 10, 10), around({ x: 5, y: 5 }, 10, 10)]), 1);
});

test("transitions between the same states share a line, and the one just taken is known", () => {
  const moves = [...MACHINE.moves, move("idle", "log", "other call")];
  const { ways } = machineLayout({ ...MACHINE, moves });
  assert.equal(ways.find(({ key }) => key === "idle>log")?.text, "call · other call");
  assert.deepEqual(
    ways.filter(({ last }) => last).map(({ key }) => key),
    ["log>execute"],
  );
});

test("a transition is written as what happens and what is done", () => {
  assert.deepEqual([move("a", "b", "print", "M"), move("a", "b", "crash"), move("a", "b", "", "M")].map(words), ["print / M", "crash", "/ M"]);
});

/** @param {number} count @param {number} liars how many of them lie to everybody */
function ringOf(count, liars) {
  const names = Array.from({ length: count }, (_, index) => `P${index + 1}`);
  const nodes = names.map((name, index) => ({ name, traitor: index < liars }));
  const pairs = names.flatMap((source, from) => names.filter((target) => target !== source).map((target) => ({ source, target, lie: from < liars })));
  const edges = pairs.map((pair, index) => ({ ...pair, text: "x y x y", changed: index === 0 }));
  return { type: /** @type {const} */ ("ring"), name: "ring", title: "Round 1", nodes, edges, told: [], note: "" };
}

test("on a ring lies are arrows with their words, what is true is a plain line, and no words cover a process or other words", () => {
  for (const count of [3, 4, 7]) {
    const { nodes, edges, quiet, labels, size } = ringLayout(ringOf(count, 1));
    assert.equal(edges.length, count - 1);
    assert.equal(quiet.length, (count * (count - 1)) / 2);
    const circles = nodes.map((node) => around(node, 2 * NODE, 2 * NODE));
    const texts = [...labels.values()].map((label) => boxOf(label.text, label));
    assert.equal(collisions([...circles, ...texts]), 0);
    assert.equal(texts.length, count - 1);
    for (const box of circles) assert.ok(box.left >= 0 && box.top >= 0 && box.right <= size && box.bottom <= size);
  }
});
