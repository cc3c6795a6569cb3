import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ENDINGS } from "../../static/js/player/endings/results.js";
import { nameOf } from "../../static/js/player/endings/endings.js";
import { Foresight } from "../../static/js/player/prospects/foresight.js";
import { endingNames, lastStepTo, possibleAt, turnsOf } from "../../static/js/player/prospects/prospects.js";
import { Session } from "../../static/js/player/run/session.js";
import { ended, frames, opened } from "./samples.js";

const fetched = globalThis.fetch;
let models = 0;

afterEach(() => {
  globalThis.fetch = fetched;
});

/** @param {number[]} lasts the last step from which each ending is possible */
function endings(...lasts) {
  return lasts.map((last, index) => ({ outcome: { result: `R${index}` }, last }));
}

/** @param {Partial<import("../../static/js/protocol.js").PropertyProspect>} more */
function property(more) {
  return { name: "at-most-once", kind: /** @type {const} */ ("always"), last: 9, decided: null, certain: null, ...more };
}

/** @param {readonly object[]} found @param {readonly object[]} [properties] */
function prospects(found, properties = []) {
  return /** @type {import("../../static/js/protocol.js").Prospects} */ ({ stopped: null, states: 5, endings: found, properties });
}

/** @param {ReturnType<typeof prospects>} found @param {number} [last] */
function turns(found, last = 9) {
  return turnsOf(found, last, endingNames([], [])).map(({ sign, when, what }) => [sign, `${when} ${what}.`]);
}

test("what becomes of a property is said from the step on at which nothing can change it any more", () => {
  const said = (/** @type {object} */ more) => turns(prospects([], [property(more)]));
  assert.deepEqual(said({ decided: 7, certain: 5 }), [["lost", "From step 5 on, nothing can save “At most once”."]]);
  assert.deepEqual(said({ decided: 7, certain: 0 }), [["lost", "From the start, nothing can save “At most once”."]]);
  assert.deepEqual(said({ decided: 7, certain: 7 }), [
    ["break", "Step 7 is the point of no return: up to step 6 there was still a way to save “At most once”."],
  ]);
  assert.deepEqual(said({ last: 2 }), [["safe", "From step 3 on, nothing can break “At most once” any more."]]);
  assert.deepEqual(said({ last: 9 }), [], "a fault at the end could still break it");
  assert.deepEqual(said({ last: null }), [], "nothing ever could");
});

test("what a run may reach is not broken, but prevented or out of reach", () => {
  const said = (/** @type {object} */ more) => turns(prospects([], [property({ name: "orphan", kind: "reachable", ...more })]));
  assert.deepEqual(said({ decided: 8, certain: 7 }), [["lost", "From step 7 on, nothing can prevent “Orphan”."]]);
  assert.deepEqual(said({ last: 3 }), [["safe", "From step 4 on, “Orphan” can no longer happen."]]);
  assert.deepEqual(said({ decided: 8, certain: 8 }), []);
});

test("properties with the same fate share a sentence", () => {
  const both = [property({ decided: 4, certain: 2 }), property({ name: "exactly-once", kind: "eventually", decided: 4, certain: 2 })];
  assert.deepEqual(turns(prospects([], both)), [["lost", "From step 2 on, nothing can save “At most once” and “Exactly once”."]]);
});

test("endings fall away until one is left", () => {
  const found = prospects(endings(1, 3, 3, 5, 9));
  assert.deepEqual(turns(found), [
    ["fewer", "From step 2 on, the ending “Result: R0” is no longer possible; 4 of 5 are left."],
    ["fewer", "From step 4 on, 2 endings are no longer possible; 2 of 5 are left."],
    ["one", "From step 6 on, only one ending is possible: “Result: R4”."],
  ]);
  assert.deepEqual(
    [0, 2, 4, 9].map((step) => possibleAt(found, step)),
    [5, 4, 2, 1],
  );
  assert.deepEqual([lastStepTo(found, { result: "R1" }), lastStepTo(found, { result: "?" }), lastStepTo(null, {})], [3, null, null]);
});

/** A player whose endings are known. @param {{seconds?: number, exhausted?: boolean, closed?: boolean}} [how] */
function player({ seconds = 0.1, exhausted = true, closed = false } = {}) {
  models += 1;
  const parameters = { crashes: models };
  const session = new Session("server-crash", { parameters, scenario: null, choices: [], step: null });
  session.resume();
  arrive(session, parameters, [0, 0]);
  const exploration = { exhausted, seconds, outcomes: [] };
  const result = /** @type {any} */ ({ exploration });
  ENDINGS.keep(nameOf(/** @type {any} */ (session.view).opened), result);
  const foresight = new Foresight({ session, changed: () => {} }, /** @type {any} */ ({ closed, result }));
  return { session, foresight, parameters };
}

/** @param {Session} session @param {Record<string, number>} parameters @param {number[]} choices */
function arrive(session, parameters, choices) {
  const request = session.requests;
  session.receive(/** @type {any} */ (opened(request, { parameters })));
  session.receive({ type: "frames", request, frames: /** @type {any} */ (frames(choices.length + 1)) });
  session.receive(/** @type {any} */ (ended(request, choices, 0)));
}

/** @param {object} line */
function answers(line) {
  /** @type {any[]} */
  const asked = [];
  globalThis.fetch = async (path, request) => {
    asked.push([path, JSON.parse(/** @type {any} */ (request).body).choices]);
    return new Response(`${JSON.stringify(line)}\n`);
  };
  return asked;
}

/** Wait until a search is over. @param {Foresight} foresight */
async function settled(foresight) {
  while (foresight.search !== null) await new Promise((resolve) => setTimeout(resolve));
}

test("once its endings are known, what is still possible in a run is asked for, and known for good", async () => {
  const { session, foresight, parameters } = player();
  const asked = answers({ type: "prospects", prospects: prospects(endings(0, 2)) });
  foresight.look();
  await settled(foresight);
  assert.equal(foresight.said(1), "From here on, only one ending is possible.");
  session.open({ ...session.spec, choices: [1, 0] });
  arrive(session, parameters, [1, 0]);
  assert.equal(foresight.said(1), "", "what was found is about another run");
  foresight.look();
  await settled(foresight);
  session.undo();
  arrive(session, parameters, [0, 0]);
  foresight.look();
  assert.notEqual(foresight.prospects, null);
  assert.deepEqual(asked, [
    ["/api/prospects", [0, 0]],
    ["/api/prospects", [1, 0]],
  ]);
  session.perspective.process = "server";
  assert.deepEqual([foresight.prospects, foresight.said(1)], [null, ""], "a process cannot know it");
});

test("a long search waits to be asked for; after one that was cut off, and in a closed player, there is none", () => {
  const asked = answers({ type: "prospects", prospects: prospects([]) });
  const offered = [player({ seconds: 60 }), player({ exhausted: false }), player({ closed: true })].map(({ foresight }) => {
    foresight.look();
    return foresight.offered;
  });
  assert.deepEqual([offered, asked], [[true, false, false], []]);
});

test("a search that was cut off, or refused, says so, and is not repeated by itself", async () => {
  for (const line of [
    { type: "prospects", prospects: { ...prospects([]), stopped: "time" } },
    { type: "refused", message: "There was not enough time.", field: null },
  ]) {
    const { foresight } = player();
    const asked = answers(line);
    foresight.look();
    await settled(foresight);
    foresight.look();
    assert.deepEqual([foresight.prospects, foresight.known, foresight.offered, asked.length], [null, [], true, 1]);
    assert.match(foresight.trouble, /not enough time/);
  }
});
