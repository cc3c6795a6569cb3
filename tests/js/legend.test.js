import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { signsOf, timelineSigns } from "../../static/js/player/diagram/legend.js";
import { arrow, EMPTY_DIAGRAM, lanes, point } from "./samples.js";

test("the legend explains the signs that the diagram uses, and no others", () => {
  const points = [point(0, 0), point(0, 1, { kind: "crash", fault: true })];
  const arrows = [arrow(1, [0, 0, 1, 1], { fate: "lost", lie: true }), arrow(2, [0, 0, 1, 1])];
  const signs = signsOf({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0, 1], points, arrows });
  assert.deepEqual(
    signs.frame.map(({ sign }) => sign),
    ["lane", "cursor", "now", "future"],
  );
  assert.deepEqual(
    signs.asked.map(({ sign }) => sign),
    ["past", "later"],
  );
  assert.deepEqual(
    signs.points.map(({ kind }) => kind),
    ["send", "crash"],
  );
  assert.deepEqual(
    signs.arrows.map(({ fate }) => fate),
    ["delivered", "lost", "lie"],
  );
  assert.deepEqual([signs.undone, signs.line], [false, false]);
});

test("an empty diagram needs no legend", () => {
  assert.deepEqual(signsOf(EMPTY_DIAGRAM), { frame: [], points: [], arrows: [], undone: false, line: false, asked: [] });
});

test("the outside and clocks are explained where there are any", () => {
  const outside = {
    ...EMPTY_DIAGRAM,
    lanes: [...lanes(1), { name: "user", kind: "outside", traitor: false, label: "" }],
    points: [point(0, 0, { clock: [1] })],
  };
  assert.deepEqual(
    [...signsOf(outside).frame, ...signsOf(outside).asked].map(({ sign }) => sign),
    ["lane", "outside", "cursor", "now", "future", "clock", "past", "later"],
  );
});

test("every kind of event and every fate of a message has a sign that is explained", () => {
  const protocol = readFileSync(new URL("../../static/js/protocol.d.ts", import.meta.url), "utf-8");
  /** @param {string} type @param {string} field */
  const values = (type, field) =>
    [...(new RegExp(`interface ${type} \\{[^}]*?${field}: ([^;]*);`).exec(protocol)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, value]) => value);
  const [kinds, fates] = [values("Point", "kind"), values("Arrow", "fate")];
  assert.equal(kinds.length > 10 && fates.length > 3, true);
  const points = kinds.map((kind, column) => point(0, column, { kind: /** @type {any} */ (kind) }));
  const arrows = fates.map((fate, id) => arrow(id, [0, 0, 1, 1], { fate: /** @type {any} */ (fate) }));
  const signs = signsOf({ ...EMPTY_DIAGRAM, lanes: lanes(2), columns: [0], points, arrows });
  // Sent and received look the same; one that is under way ends nowhere.
  assert.deepEqual(
    kinds.filter((kind) => kind !== "receive" && !signs.points.some((sign) => sign.kind === kind)),
    [],
  );
  assert.deepEqual(
    fates.filter((fate) => fate !== "in-flight" && !signs.arrows.some((sign) => sign.fate === fate)),
    [],
  );
});

test("the timeline's marks are explained where they are", () => {
  const none = {
    faults: false,
    breaks: false,
    forks: false,
    goal: false,
    turns: /** @type {ReadonlySet<"lost" | "safe" | "fewer" | "one">} */ (new Set()),
  };
  /** @param {Partial<typeof none>} marked */
  const signs = (marked) => timelineSigns({ ...none, ...marked }).map(({ sign }) => sign);
  assert.deepEqual(signs({}), ["thumb", "tick"]);
  assert.deepEqual(signs({ faults: true, breaks: true }), ["thumb", "tick", "fault", "break"]);
  assert.deepEqual(signs({ forks: true, goal: true }), ["thumb", "tick", "fork", "goal"]);
  assert.deepEqual(signs({ turns: new Set(["one", "lost"]) }), ["thumb", "tick", "lost", "one"]);
});
