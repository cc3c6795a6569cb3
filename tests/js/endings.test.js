import assert from "node:assert/strict";
import { test } from "node:test";
import { columnTitles, count, nameOf, progressText, searched, specOf, standsIn, tableStays } from "../../static/js/player/endings/endings.js";
import { ended, frames, opened } from "./samples.js";

const CELL = {
  text: "DUP",
  tone: "bad",
  states: 2,
  parameters: { server: "M->P", client: "always" },
  choices: [0, 1],
  outcome: { ordering: "MPC", result: "DUP" },
};
const TABLE = {
  title: "Endings",
  sentence: "",
  verdict: "",
  corner: "",
  axes: ["client"],
  columns: ["MPC"],
  rows: [{ head: "always", cells: [[CELL]] }],
  states: 5,
  exhausted: true,
};
const HERE = { server: "M->P", client: "always", crashes: 1 };

/** @param {Record<string, string | number>} parameters @param {Record<string, unknown>} [outcome] */
function view(parameters, outcome = { ordering: "MPC", result: "DUP" }) {
  return { opened: { ...opened(1, { parameters }), lies: [], missed: null }, frames: frames(3), ended: { ...ended(1, [0, 0], 0), outcome } };
}

/** @param {Record<string, unknown>} parameters @param {object} [more] */
function result(parameters, more = {}) {
  const rest = { exhausted: true, states: 5, transitions: 5, seconds: 0, outcomes: [], properties: [] };
  const exploration = { concept: "server-crash", revision: 1, parameters, ...rest };
  return { type: /** @type {const} */ ("endings"), exploration, table: TABLE, ...more };
}

test("the cell of the run on show has its row's and column's parameters and its outcome", () => {
  assert.equal(standsIn(CELL, TABLE, view(HERE)), true);
  assert.equal(standsIn(CELL, TABLE, view({ ...HERE, client: "never" })), false);
  assert.equal(standsIn(CELL, TABLE, view(HERE, { ordering: "MPC", result: "OK" })), false);
});

test("a run that was cut off stands in no cell", () => {
  const run = view(HERE);
  assert.equal(standsIn(CELL, TABLE, { ...run, ended: { ...run.ended, outcome: null } }), false);
});

test("a table stays while only what it tries out is changed", () => {
  const other = { ...HERE, client: "never" };
  assert.equal(tableStays(result(HERE), view(other).opened), true);
  assert.equal(tableStays(result(HERE), view({ ...HERE, crashes: 2 }).opened), false);
  assert.equal(tableStays(result(HERE, { table: null }), view(HERE).opened), false);
});

test("a model has one name, in whatever order its parameters come", () => {
  assert.equal(nameOf(view({ client: "always", crashes: 1 }).opened), nameOf(view({ crashes: 1, client: "always" }).opened));
  assert.notEqual(nameOf(view({ crashes: 1 }).opened), nameOf(view({ crashes: 2 }).opened));
});

test("a run with the same parameters keeps the scenario and brings its own choices", () => {
  const spec = { parameters: {}, scenario: "textbook", choices: [0], step: 3 };
  const target = specOf({ parameters: { client: "always" }, choices: [0, 2] }, { view: view(HERE), spec, scenarios: [] });
  assert.deepEqual(target, { parameters: {}, scenario: "textbook", choices: [0, 2], step: 0 });
});

test("another setting leaves the scenario, with its parameters, unless it is wrong on purpose", () => {
  const scenario = { name: "textbook", title: "", sentence: "", broken: false, parameters: { crashes: 1, client: "always" } };
  const spec = { parameters: { server: "M->P" }, scenario: "textbook", choices: [0], step: 3 };
  const never = { parameters: { client: "never" }, choices: [1] };
  assert.deepEqual(specOf(never, { view: view(HERE), spec, scenarios: [scenario] }), {
    parameters: { crashes: 1, client: "never", server: "M->P" },
    scenario: null,
    choices: [1],
    step: 0,
  });
  assert.deepEqual(specOf(never, { view: view(HERE), spec, scenarios: [{ ...scenario, broken: true }] }), {
    parameters: { client: "never", server: "M->P" },
    scenario: "textbook",
    choices: [1],
    step: 0,
  });
});

test("all and not all are told apart", () => {
  assert.equal(searched({ states: 1234, exhausted: true }), "Found by trying all 1,234 states.");
  assert.equal(searched({ states: 1, exhausted: false, stopped: "states" }), "Stopped after 1 state: there may be more.");
  assert.equal(searched({ states: 20, exhausted: false, stopped: "time" }), "Stopped after 20 states, when the time was up: there may be more.");
});

test("progress counts states, and searches where there are several", () => {
  assert.equal(progressText(null), "Searching…");
  assert.equal(progressText({ type: "progress", states: 20_000, done: 0, searches: 1 }), "Searching: 20,000 states found");
  assert.equal(progressText({ type: "progress", states: 1, done: 2, searches: 9 }), "Searching: 1 state found, search 3 of 9");
});

test("one is not many", () => {
  assert.deepEqual([count(0, "event"), count(1, "event"), count(2, "event")], ["0 events", "1 event", "2 events"]);
});

test("a column of endings is headed as they call it, and by its name where they differ", () => {
  const ending = (/** @type {Record<string, string> | undefined} */ titles) => ({ outcome: { line: 1, undone: 2 }, states: 1, choices: [], titles });
  assert.deepEqual(columnTitles([]), []);
  assert.deepEqual(columnTitles([ending(undefined)]), ["Line", "Undone"]);
  assert.deepEqual(columnTitles([ending({ line: "Cut" }), ending({ line: "Cut" })]), ["Cut", "Undone"]);
  assert.deepEqual(columnTitles([ending({ line: "Cut" }), ending(undefined)]), ["Line", "Undone"]);
});
