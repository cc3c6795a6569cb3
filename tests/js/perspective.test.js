import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../static/js/player/diagram/layout.js";
import { Perspective, processesOf, seenBy } from "../../static/js/player/perspective/perspective.js";
import { arrow, EMPTY_DIAGRAM, ended, frame, lanes, opened, point } from "./samples.js";

/** A client (lane 0) and a server (lane 1): a request, the server's crash, and a time-out that comes too early; then a reply. */
function aRun() {
  const [client, server] = ["client", "server"].map((name, index) => ({ ...lanes(2)[index], name, label: "" }));
  const diagram = {
    ...EMPTY_DIAGRAM,
    lanes: [client, { ...server, traitor: true }],
    columns: [0, 1, 2, 3, 4],
    points: [
      point(0, 0),
      point(1, 1, { kind: "receive" }),
      point(1, 2, { kind: "crash", fault: true }),
      point(0, 3, { kind: "timeout", fault: true }),
      point(0, 4),
    ],
    arrows: [
      arrow(1, [0, 0, 1, 1], { label: "request" }),
      arrow(2, [0, 0, 1, 2], { label: "request", copy: true, fate: "lost" }),
      arrow(3, [1, 1, 0, 4], { label: "reply", lie: true }),
      arrow(4, [1, 2, 0, 3], { label: "lost reply", fate: "lost" }),
    ],
    spans: [{ lane: 1, from_column: 2, to_column: 3, from_step: 2, kind: "down" }],
  };
  const local = [
    { client: "The client sends." },
    { server: "It comes." },
    { server: "It crashes." },
    { client: "Time is up." },
    { client: "A reply." },
  ];
  const table = { type: "table", name: "messages", title: "Messages", corner: "", columns: ["a"], rows: [{ head: "b", cells: [] }], note: "" };
  const cards = ["client", "server"].map((name) => ({ name, up: true, status: "up", volatile: [], stable: [], traitor: false }));
  const panels = [table, { type: "processes", name: "memory", title: "Memory", cards, note: "all of them" }];
  const frames = local.map((one, step) => ({ ...frame(step, { fault: step === 2 || step === 3, final: step === 4 }), local: one, panels }));
  const whole = { ...ended(1, [0, 0, 0, 0], 4), diagram, properties: [{ name: "safe", kind: "always", holds: false, because: "" }] };
  return /** @type {any} */ ({ opened: { ...opened(1), stage: "space-time" }, frames, ended: whole });
}

test("a process sees its own events, and of the others that nothing happens that it can see", () => {
  const { frames, ended: end } = seenBy(aRun(), "client");
  assert.deepEqual(
    frames.map(({ narration }) => narration),
    ["The client sends.", "Nothing that the client can see happens.", "Nothing that the client can see happens.", "Time is up.", "A reply."],
  );
  assert.deepEqual(
    frames.map(({ event }) => event?.fault),
    [undefined, false, false, false, false],
  );
  assert.ok(frames.every(({ properties, outcome }) => properties.length === 0 && outcome === null));
  assert.ok(end.properties.length === 0 && end.outcome === null);
});

test("what it sent goes into the unknown, what it received comes from there, and what did not arrive does not show", () => {
  const { lanes: seen, points, arrows, spans } = seenBy(aRun(), "client").ended.diagram;
  assert.deepEqual(
    points.map(({ lane, fault }) => [lane, fault]),
    [
      [0, false],
      [0, false],
      [0, false],
    ],
  );
  assert.deepEqual(
    arrows
      .map((one) => ({ ...one, label: one.label }))
      .map(({ id, fate, lie, copy, sent_step, end_step }) => ({ id, fate, lie, copy, sent_step, end_step })),
    [
      { id: 1, fate: "in-flight", lie: false, copy: false, sent_step: 0, end_step: null },
      { id: 3, fate: "delivered", lie: false, copy: false, sent_step: 4, end_step: 4 },
    ],
  );
  assert.equal(spans.length, 0);
  assert.ok(seen.every(({ traitor }) => !traitor));
});

test("a crashed process knows its own crash", () => {
  const { ended: end, frames } = seenBy(aRun(), "server");
  assert.equal(end.diagram.points.find(({ kind }) => kind === "crash")?.fault, true);
  assert.equal(end.diagram.spans.length, 1);
  assert.equal(frames[3]?.narration, "Nothing that the server can see happens.");
});

test("of the panels its own card is left, and the rest is covered with a sentence", () => {
  const [table, memory] = /** @type {any[]} */ (seenBy(aRun(), "client").frames[0]?.panels ?? []);
  assert.deepEqual([table.rows, table.note], [[], "Covered: it shows what the client cannot know."]);
  assert.deepEqual(
    memory.cards.map((/** @type {{name: string}} */ { name }) => name),
    ["client"],
  );
  assert.doesNotMatch(memory.note, /all of them/);
});

test("nothing moves when the others are hidden: points and cursors keep their places", () => {
  const view = seenBy(aRun(), "client");
  const [all, some] = [layout(aRun().ended.diagram, 600), layout(view.ended.diagram, 600, undefined, view.whole)];
  assert.deepEqual(some.cursors, all.cursors);
  assert.deepEqual([some.width, some.height], [all.width, all.height]);
  assert.deepEqual(
    some.points.map(({ x, y }) => [x, y]),
    all.points.filter(({ point: { lane } }) => lane === 0).map(({ x, y }) => [x, y]),
  );
});

test("a run without a diagram, or with one process, cannot be seen by anybody, and is shown whole", () => {
  const view = aRun();
  assert.deepEqual(
    processesOf(view).map(({ name }) => name),
    ["client", "server"],
  );
  const flat = { ...view, opened: { ...view.opened, stage: "word" } };
  assert.deepEqual(processesOf(flat), []);
  assert.equal(seenBy(flat, "client"), flat);
  assert.equal(seenBy(view, "nobody"), view);
});

test("what was hidden is remembered for the run on show, so that it is drawn again only when something changes", () => {
  const [view, perspective] = [aRun(), new Perspective("client")];
  const seen = perspective.of(view);
  assert.equal(perspective.of(view), seen);
  perspective.process = "";
  assert.equal(perspective.of(view), view);
  assert.deepEqual(perspective.asked, {});
});
