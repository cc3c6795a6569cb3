import assert from "node:assert/strict";
import { test } from "node:test";
import { directive } from "../../static/js/player/sharing/directive.js";
import { fileName } from "../../static/js/player/sharing/file-name.js";
import { readRun } from "../../static/js/player/sharing/run-document.js";
import { ended, frame, frames, opened } from "./samples.js";

const HERE = { concept: "server-crash", title: "Server crash" };
const RUN = { concept: "server-crash", revision: 2, parameters: { client: "never", crashes: 1 }, choices: [0, 0, 2] };

/** @type {import("../../static/js/player/parameters/form.js").Declaration} */
const DECLARATION = {
  slug: "server-crash",
  title: "Server crash",
  summary: "",
  parameters: [
    { name: "client", type: "choice", default: "always", sentence: "" },
    { name: "crashes", type: "integer", default: 1, sentence: "" },
    { name: "who", type: "text", default: "P2", sentence: "" },
  ],
  scenarios: [{ name: "broken-x", title: "", sentence: "", broken: true, parameters: { variant: "x", client: "never" } }],
  properties: [],
};

/** @param {object} [more] @param {object} [run] */
function written(more = {}, run = {}) {
  const parameters = { client: "always", crashes: 1, who: "P2" };
  const view = { opened: opened(1, { parameters, ...run }), frames: [...frames(4), frame(4, { fault: true })], ended: ended(1, [0, 0, 0, 2], 4) };
  return directive({ concept: "server-crash", declaration: DECLARATION, view, given: {}, choices: [], step: 0, ...more }).split("\n");
}

test("a directive says only what differs from the defaults", () => {
  assert.deepEqual(written({ given: { client: "always", crashes: 1, who: "P2" } }), [
    ":::{sim} server-crash",
    ":alt: Server crash: event 4 at step 4. It ends with result OK.",
    ":::",
    "",
  ]);
  const parameters = { client: "never", crashes: 1, who: "P2" };
  assert.deepEqual(written({ given: { client: "never", crashes: 1 }, choices: [0, 2], step: 3 }, { parameters }).slice(1, 5), [
    ":client: never",
    ":run: 0,2",
    ":revision: 1",
    ":step: 3",
  ]);
});

test("a text whose default may follow from another parameter is said as soon as anything is", () => {
  const parameters = { client: "never", crashes: 1, who: "P2" };
  assert.deepEqual(written({ given: { client: "never", who: "P2" } }, { parameters }).slice(1, 3), [":client: never", ":who: P2"]);
});

test("an empty text is written as none, and lines become one", () => {
  assert.equal(written({ given: { who: "" } }, { parameters: { client: "always", crashes: 1, who: "" } })[1], ":who: none");
  assert.equal(written({ given: { who: "a\n b" } }, { parameters: { client: "always", crashes: 1, who: "a\n b" } })[1], ":who: a b");
});

test("a variant that is broken on purpose is said by its scenario, and default choices under a scenario by their first", () => {
  const lines = written({ given: { variant: "x", client: "never" } }, { parameters: { client: "never", crashes: 1, who: "P2", variant: "x" } });
  assert.deepEqual(lines.slice(1, 3), [":scenario: broken-x", ":run: 0"]);
});

test("a run document becomes a run to be replayed", () => {
  assert.deepEqual(readRun(JSON.stringify(RUN), HERE), {
    spec: { parameters: RUN.parameters, scenario: null, choices: [0, 0, 2], step: null, revision: 2 },
    note: "Run opened.",
  });
});

test("a run of another revision is left to the server, which says so", () => {
  const read = readRun(JSON.stringify({ ...RUN, revision: 1 }), HERE);
  assert.ok("spec" in read);
  assert.equal(read.spec.revision, 1);
});

test("a run of another concept says where it can be opened", () => {
  const read = readRun(JSON.stringify({ ...RUN, concept: "rpc-failures" }), HERE);
  assert.deepEqual(read, {
    problem: "This is a run of “rpc-failures”, and this player shows “server-crash” only.",
    href: "/play/rpc-failures?client=never&crashes=1&choices=0%2C0%2C2&revision=2",
  });
  const strange = readRun(JSON.stringify({ ...RUN, concept: "//elsewhere" }), HERE);
  assert.ok("problem" in strange);
  assert.equal(strange.href, null);
});

for (const [what, text, said] of /** @type {const} */ ([
  ["no JSON", "{", "This is not JSON."],
  ["a list", "[]", "This is not JSON."],
  ["no concept", "{}", "does not name a concept"],
  ["parameters in a list", JSON.stringify({ ...RUN, parameters: [1] }), "Allowed is an object"],
  ["a parameter that is an object", JSON.stringify({ ...RUN, parameters: { a: {} } }), "Allowed is an object"],
  ["a choice below 0", JSON.stringify({ ...RUN, choices: [-1] }), "whole numbers from 0"],
  ["half a choice", JSON.stringify({ ...RUN, choices: [0.5] }), "whole numbers from 0"],
  ["too many choices", JSON.stringify({ ...RUN, choices: Array(2001).fill(0) }), "at most 2000"],
])) {
  test(`${what} is refused with what is allowed`, () => {
    const read = readRun(text, HERE);
    assert.ok("problem" in read && read.problem.includes(said), JSON.stringify(read));
  });
}

test("files are named after the concept and the choices, and stay short", () => {
  assert.equal(fileName("server-crash", [0, 0, 2], "svg"), "server-crash-0-0-2.svg");
  assert.equal(fileName("server-crash", [], "json"), "server-crash.json");
  const long = fileName("server-crash", Array(200).fill(10), "png");
  assert.match(long, /^server-crash(-10)+-etc\.png$/);
  assert.ok(long.length <= 70);
});
