import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, matrices, narrowed, SHOWN_MAX, sentence, turned, spoken, withLie } from "../../static/js/player/editors/lies/lies.js";
import { judged } from "../../static/js/player/editors/lies/verdict.js";

const NOBODY = { round: null, traitor: null, receiver: null };
const ALL = { traitor: null, seed: 1 };

/**
 * All lies of the vectors algorithm, options rotated from one receiver to the next as the server does.
 * @param {number} processes @param {string[]} traitors @param {string[]} lies
 */
function vectors(processes, traitors, lies = ["x", "y"]) {
  const names = Array.from({ length: processes }, (_, index) => String(index + 1));
  const loyal = names.filter((name) => !traitors.includes(name));
  const slots = [0, 1].flatMap((round) =>
    loyal.flatMap((receiver, place) =>
      traitors.flatMap((traitor) =>
        (round === 0 ? [traitor] : names).map((part) => {
          const turn = place % lies.length;
          return { round, traitor, receiver, part, options: [...lies.slice(turn), ...lies.slice(0, turn)] };
        }),
      ),
    ),
  );
  return slots.map((slot, step) => ({ step, ...slot }));
}

const FOUR = vectors(4, ["3"]);
const SEVEN = vectors(7, ["6", "7"]);

/** @param {ReturnType<typeof vectors>} slots @param {readonly number[]} choices */
function told(slots, choices) {
  return slots.map((slot) => spoken(slot, choices));
}

test("a lie changed at one step leaves all other lies as they are", () => {
  const before = filled([], FOUR, "random", { traitor: null, seed: 7 });
  for (const slot of FOUR) {
    const after = withLie(before, slot, turned(slot, before, 1));
    const changed = FOUR.filter((other) => spoken(other, before) !== spoken(other, after));
    assert.deepEqual(changed, [slot]);
    assert.deepEqual(told(FOUR, withLie(after, slot, turned(slot, after, -1))), told(FOUR, before));
  }
});

test("defaults at the end are no part of the choices", () => {
  const changed = withLie([], FOUR[2], 1);
  assert.deepEqual(changed, [0, 0, 1]);
  assert.deepEqual(withLie(changed, FOUR[2], 0), []);
});

test("the same lie to everyone is one value, whoever hears it and in whatever round", () => {
  assert.deepEqual(new Set(told(SEVEN, filled([], SEVEN, "same", ALL))), new Set(["x"]));
});

test("different by receiver is the default: no choices at all", () => {
  const some = filled([], SEVEN, "random", ALL);
  assert.deepEqual(filled(some, SEVEN, "differ", ALL), []);
});

test("two halves of the loyal hear two values, and nobody of one half the other's", () => {
  const choices = filled([], SEVEN, "halves", ALL);
  const heard = (/** @type {string} */ receiver) => new Set(SEVEN.filter((slot) => slot.receiver === receiver).map((slot) => spoken(slot, choices)));
  assert.deepEqual(
    ["1", "2", "3", "4", "5"].map(heard),
    [["x"], ["x"], ["x"], ["y"], ["y"]].map((one) => new Set(one)),
  );
});

test("chance tells the same lies again from the same seed, and others from another", () => {
  const lies = (/** @type {number} */ seed) => told(SEVEN, filled([], SEVEN, "random", { traitor: null, seed }));
  assert.deepEqual(lies(3), lies(3));
  assert.notDeepEqual(lies(3), lies(4));
  assert.deepEqual(new Set(lies(3)), new Set(["x", "y"]));
});

test("a strategy for one traitor leaves the lies of the others alone", () => {
  const before = filled([], SEVEN, "random", ALL);
  const after = filled(before, SEVEN, "same", { traitor: "7", seed: 1 });
  for (const slot of SEVEN) assert.equal(spoken(slot, after), slot.traitor === "7" ? "x" : spoken(slot, before));
});

test("a small run is shown whole, a matrix a round", () => {
  const { slots, asks } = narrowed(FOUR, NOBODY);
  assert.deepEqual(asks, []);
  const [one, two] = matrices(slots);
  assert.deepEqual([one.round, one.receivers, one.rows[0].cells.map((cell) => cell.length)], [0, ["1", "2", "4"], [1, 1, 1]]);
  assert.deepEqual([two.round, two.rows.map((row) => row.traitor), two.rows[0].cells.map((cell) => cell.length)], [1, ["3"], [4, 4, 4]]);
});

test("however large a run is, no more is shown than fits, and everything can be got at", () => {
  const large = vectors(10, ["1", "2", "3", "4"]);
  const seen = new Set();
  const round = narrowed(large, NOBODY).asks[0];
  assert.equal(round.name, "round");
  for (const of of round.values) {
    const { asks } = narrowed(large, { ...NOBODY, round: Number(of) });
    const traitors = asks.find((ask) => ask.name === "traitor")?.values ?? [null];
    for (const traitor of traitors) {
      const { slots } = narrowed(large, { round: Number(of), traitor, receiver: null });
      assert.ok(slots.length <= SHOWN_MAX);
      for (const slot of slots) seen.add(slot.step);
    }
  }
  assert.equal(seen.size, large.length);
});

test("what was picked and is no more falls back to the first", () => {
  const large = vectors(10, ["1", "2", "3", "4"]);
  assert.equal(narrowed(large, { round: 1, traitor: "9", receiver: null }).asks[1].value, "1");
});

test("a lie is named by round, traitor, receiver, what it is about, and its value", () => {
  const slot = { step: 0, round: 1, traitor: "3", receiver: "1", part: "2", options: ["x", "y"] };
  assert.equal(sentence(slot, [1]), "Round 2, P3 tells P1 about P2: y");
  assert.equal(sentence({ ...slot, part: "" }, []), "Round 2, P3 tells P1: x");
  assert.equal(sentence({ ...slot, part: "3" }, []), "Round 2, P3 tells P1 about itself: x");
  assert.equal(sentence({ ...slot, part: "2.4" }, []), "Round 2, P3 tells P1 about P2, by P4: x");
});

/** @param {object} more */
function endings(more) {
  const holding = [{ name: "agreement", kind: "always", holds: true, choices: null }];
  return { type: "endings", table: null, exploration: { exhausted: true, states: 12345, properties: holding, ...more } };
}

test("a search that finds nothing says whether it saw everything", () => {
  assert.deepEqual(judged(endings({})), { state: "good", text: "No lies of this kind break it: all 12,345 states searched.", broken: [] });
  const stopped = judged(
    endings({ exhausted: false, stopped: "time", properties: [{ name: "agreement", kind: "always", holds: null, choices: null }] }),
  );
  assert.deepEqual([stopped.state, stopped.text], ["wait", "Stopped after 12,345 states (time was up): unknown."]);
});

test("of several broken properties the one with the shortest run comes first, and a witness is no violation", () => {
  const properties = [
    { name: "agreement", kind: "always", holds: false, choices: [0, 1, 0, 1] },
    { name: "validity", kind: "always", holds: false, choices: [1] },
    { name: "confusion", kind: "reachable", holds: true, choices: [] },
  ];
  const found = judged(endings({ properties }));
  assert.deepEqual(
    found.broken.map(({ name }) => name),
    ["validity", "agreement"],
  );
  assert.match(found.text, /^Validity breaks after 1 step,/);
});

test("a refusal is said and is no result", () => {
  assert.deepEqual(judged({ type: "refused", message: "too large", field: null }), { state: "wait", text: "Not searched: too large", broken: [] });
});
