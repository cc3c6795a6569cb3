import assert from "node:assert/strict";
import { test } from "node:test";
import { BranchStore } from "../../static/js/player/branches/branch-store.js";
import { BRANCHES_MAX, forks, grow, NO_BRANCHES, nameOf, rows } from "../../static/js/player/branches/branch-tree.js";
import { ended, frame, opened } from "./samples.js";

/** @import {Tree} from "../../static/js/player/branches/branch-tree.js" */

/** A run as it arrives: choice 1 is a crash, everything else an ordinary event. @param {number[]} choices @param {number} chosen @param {object} [more] */
function view(choices, chosen, more = {}) {
  const frames = [frame(0), ...choices.map((index, at) => frame(at + 1, { fault: index === 1, final: at === choices.length - 1 }))];
  for (const [at, index] of choices.entries()) frames[at + 1] = { ...frames[at + 1], event: { ...frames[at].enabled[index], process: "server" } };
  return { opened: opened(1, more), frames, ended: ended(1, choices, chosen) };
}

/** @param {number[][]} runs @returns {Tree} */
function grown(...runs) {
  return runs.reduce((tree, run) => grow(tree, view(run, run.lastIndexOf(1) + 1)), NO_BRANCHES);
}

/** @param {Tree} tree */
const names = (tree) => tree.branches.map(nameOf);

test("a branch is named by the step and the event that differ, and by what happened there instead", () => {
  const tree = grown([0, 0, 0, 0], [0, 0, 1, 0]);
  assert.deepEqual(names(tree), ["The first run", "Step 3: crash, instead of deliver"]);
  assert.deepEqual([tree.current, tree.branches[1].fault, tree.branches[1].ending], [1, true, "Result OK"]);
});

test("a run that goes on after the end of another is a branch, and so is one that ends before", () => {
  assert.deepEqual(names(grown([0, 0], [0, 0, 1])), ["The first run", "Step 3: crash, where the other run had ended"]);
  assert.deepEqual(names(grown([0, 0, 1], [0, 0])), ["The first run", "After step 2: the run ends there"]);
});

test("the same run is one branch however it was reached, and the shorter way to it is kept", () => {
  const again = grow(grow(grown([0, 0, 0], [0, 1, 0]), view([0, 0, 0], 0)), view([0, 1, 0], 3));
  assert.deepEqual([again.branches.length, again.current, again.branches[1].chosen], [2, 1, 2]);
});

test("a branch hangs on the one with which it shares most, and is drawn below it, later forks first", () => {
  const tree = grown([0, 0, 0, 0, 0], [1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 1]);
  assert.deepEqual(
    rows(tree).map(({ branch, depth, above }) => [branch.id, depth, above]),
    [
      [0, 0, null],
      [2, 1, 0],
      [3, 2, 1],
      [1, 1, 0],
    ],
  );
});

test("the steps at which others leave the run on show are known, each once", () => {
  const tree = grown([0, 0, 0, 0], [0, 1, 0], [0, 1, 1], [0, 0, 0, 1]);
  assert.deepEqual(forks(tree), [1, 3]);
  assert.deepEqual(forks(NO_BRANCHES), []);
});

test("at most thirty are kept: the oldest leaf goes, never the first run or the one on show, and it is counted", () => {
  const runs = Array.from({ length: BRANCHES_MAX + 1 }, (_, at) => [...Array(at).fill(0), 1, 0]);
  const tree = grown([...Array(50).fill(0)], ...runs);
  assert.equal(tree.branches.length, BRANCHES_MAX);
  assert.equal(tree.dropped, 2);
  assert.deepEqual(
    tree.branches.slice(0, 2).map(({ id }) => id),
    [0, 3],
  );
  assert.equal(tree.current, BRANCHES_MAX + 1);
});

test("in one long chain the oldest link goes, and what hung on it hangs on the one before, named from there", () => {
  const chain = Array.from({ length: BRANCHES_MAX }, (_, at) =>
    Array(40)
      .fill(0)
      .fill(1, 0, at + 1),
  );
  const tree = grown(Array(40).fill(0), ...chain);
  assert.equal(tree.branches.length, BRANCHES_MAX);
  assert.deepEqual(
    tree.branches.slice(0, 3).map(({ id, parent, at }) => [id, parent, at]),
    [
      [0, null, 0],
      [2, 0, 0],
      [3, 2, 2],
    ],
  );
  assert.equal(nameOf(tree.branches[1]), "Step 1: crash, instead of deliver");
  const ids = new Set(tree.branches.map(({ id }) => id));
  assert.ok(tree.branches.every(({ parent }) => parent === null || ids.has(parent)));
});

/** @param {Map<string, string>} [held] */
const storage = (held = new Map()) => ({ getItem: (/** @type {string} */ key) => held.get(key) ?? null, setItem: held.set.bind(held) });

test("branches outlive a reload, each player's under its own name", () => {
  const held = new Map();
  const before = new BranchStore(
    () => "page one",
    () => storage(held),
  );
  before.show(view([0, 0], 0));
  before.show(view([0, 1], 2));
  const after = new BranchStore(
    () => "page one",
    () => storage(held),
  );
  after.show(view([0, 0], 0));
  assert.deepEqual([after.tree.branches.length, after.tree.current], [2, 0]);
  const other = new BranchStore(
    () => "page two",
    () => storage(held),
  );
  other.show(view([0, 0], 0));
  assert.equal(other.tree.branches.length, 1);
});

test("other parameters have a tree of their own, and the old one comes back with the old ones", () => {
  const branchStore = new BranchStore(
    () => "page",
    () => storage(),
  );
  branchStore.show(view([0, 0], 0));
  branchStore.show(view([0, 1], 2));
  branchStore.show(view([0, 0], 0, { parameters: { client: "never", crashes: 1 } }));
  assert.equal(branchStore.tree.branches.length, 1);
  branchStore.show(view([0, 1], 2));
  assert.equal(branchStore.tree.branches.length, 2);
});

test("without storage, or with rubbish in it, branches live as long as the page", () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  for (const place of [forbidden, () => storage(new Map([["faultline-branches page", "{]"]]))]) {
    const branchStore = new BranchStore(() => "page", place);
    branchStore.show(view([0, 0], 0));
    branchStore.show(view([0, 1], 2));
    assert.equal(branchStore.tree.branches.length, 2);
  }
});
