import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Findings } from "../../static/js/player/endings/findings.js";
import { Session } from "../../static/js/player/run/session.js";
import { ended, frames, opened } from "./samples.js";

const fetched = globalThis.fetch;
let models = 0;

afterEach(() => {
  globalThis.fetch = fetched;
});

/** A player with a run on show, of a model that no other test has searched. */
function player() {
  models += 1;
  const session = new Session("server-crash", { parameters: { crashes: models }, scenario: null, choices: [], step: null });
  const host = {
    session,
    declaration: null,
    drawn: 0,
    /** @type {import("../../static/js/player/run/spec.js").Spec[]} */
    ran: [],
    /** @type {number[]} */
    went: [],
    changed: () => {
      host.drawn += 1;
    },
    /** @param {import("../../static/js/player/run/spec.js").Spec} target */
    run: (target) => {
      host.ran.push(target);
    },
    /** @param {number} step */
    go: (step) => {
      host.went.push(step);
    },
  };
  const findings = new Findings(host, false);
  session.resume();
  arrive(session, { crashes: models });
  findings.look();
  return { session, host, findings, crashes: models };
}

/** @param {Session} session @param {Record<string, number>} parameters */
function arrive(session, parameters) {
  const request = session.requests;
  session.receive(/** @type {any} */ (opened(request, { parameters })));
  session.receive({ type: "frames", request, frames: /** @type {any} */ (frames(5)) });
  session.receive(/** @type {any} */ ({ ...ended(request, [0, 0, 0, 0], 0), properties: [{ name: "at-most-once", kind: "always" }] }));
}

/** @param {number} crashes @param {number[] | null} choices */
function answer(crashes, choices) {
  const properties = [{ name: "at-most-once", kind: "always", holds: choices === null, choices }];
  const exploration = { concept: "server-crash", revision: 1, parameters: { crashes }, exhausted: true, states: 9, outcomes: [], properties };
  return JSON.stringify({ type: "endings", exploration, table: null });
}

/** @param {string} text */
function answers(text) {
  let asked = 0;
  globalThis.fetch = async () => {
    asked += 1;
    return new Response(`${text}\n`);
  };
  return () => asked;
}

test("what was found is kept for the page: going back asks nobody", async () => {
  const { findings, crashes, session } = player();
  const asked = answers(answer(crashes, null));
  await findings.start();
  assert.equal(findings.result?.exploration.states, 9);
  const other = new Findings({ session, declaration: null, changed: () => {}, run: () => {}, go: () => {} }, true);
  other.look();
  assert.equal(other.result?.exploration.states, 9);
  assert.equal(asked(), 1);
});

test("a property that can be broken opens its counterexample, at the start, and says which it is", async () => {
  const { findings, host, crashes } = player();
  answers(answer(crashes, [0, 1]));
  await findings.start("at-most-once");
  assert.deepEqual(host.ran, [{ parameters: { crashes }, scenario: null, choices: [0, 1], step: 0, revision: 1 }]);
  assert.equal(findings.awaited, true);
  assert.equal(findings.said, "", "the run on show is still another one");
});

test("a run that is on show already is gone back to, and explained", async () => {
  const { findings, host, crashes } = player();
  answers(answer(crashes, []));
  await findings.start("at-most-once");
  assert.deepEqual([host.ran, host.went], [[], [0]]);
  assert.match(findings.said, /^A shortest way to break it: “At most once”/);
});

test("a refusal is told where it was asked", async () => {
  const { findings } = player();
  answers(JSON.stringify({ type: "refused", message: "needs more memory", field: null }));
  await findings.start("at-most-once");
  assert.deepEqual(findings.trouble, { text: "needs more memory", want: "at-most-once" });
  assert.equal(findings.search, null);
});

test("a cancelled search leaves nothing behind", async () => {
  const { findings } = player();
  globalThis.fetch = (_, options) =>
    new Promise((_resolve, reject) => options?.signal?.addEventListener("abort", () => reject(options.signal?.reason)));
  const search = findings.start();
  assert.notEqual(findings.search, null);
  findings.cancel();
  await search;
  assert.deepEqual([findings.search, findings.trouble, findings.result], [null, null, null]);
});

test("another model stops the search of the one before", async () => {
  const { findings, session } = player();
  globalThis.fetch = (_, options) =>
    new Promise((_resolve, reject) => options?.signal?.addEventListener("abort", () => reject(options.signal?.reason)));
  const search = findings.start();
  const stop = findings.search?.stop.signal;
  session.open({ parameters: { crashes: 900 }, scenario: null, choices: [], step: null });
  arrive(session, { crashes: 900 });
  findings.look();
  await search;
  assert.equal(stop?.aborted, true);
});

test("an element that is told to finds the endings of its first run by itself, and only of that", async () => {
  const { session, crashes } = player();
  const asked = answers(answer(crashes, null));
  const eager = new Findings({ session, declaration: null, changed: () => {}, run: () => {}, go: () => {} }, true);
  eager.look();
  session.open({ parameters: { crashes: 901 }, scenario: null, choices: [], step: null });
  arrive(session, { crashes: 901 });
  eager.look();
  assert.equal(asked(), 1);
});
