import { outcomeParts } from "../words.js";

/** @import {View} from "../run/session.js" */

/**
 * One run that was on show: a leaf in the trie of choices, with all of its choices, of which the first `chosen` are the student's own. It leaves
 * its `parent` at step `at`, where `event` happens instead of `instead`; both are null where a run simply ends.
 * @typedef {{id: number, choices: readonly number[], chosen: number, parent: number | null, at: number, event: string | null, fault: boolean,
 *   instead: string | null, ending: string}} Branch
 */
/** @typedef {{branches: readonly Branch[], current: number, dropped: number, made: number}} Tree `made` counts all that there ever were. */
/** @typedef {{branch: Branch, depth: number, row: number, above: number | null}} Row A branch in drawing order; `above` is its parent's row. */

/** More than this cannot be drawn legibly. */
export const BRANCHES_MAX = 30;

/** @type {Tree} */
export const NO_BRANCHES = { branches: [], current: -1, dropped: 0, made: 0 };

/**
 * Count the choices that two runs have in common at their start.
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 */
export function common(one, other) {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return at;
  return length;
}

/**
 * Add the run on show to the tree, as a child of the branch with which it has most in common. A run that is in it becomes the current one.
 * @param {Tree} tree
 * @param {View} view
 * @returns {Tree}
 */
export function grow(tree, view) {
  const { choices, chosen } = view.ended;
  const known = tree.branches.find((branch) => branch.choices.length === choices.length && common(branch.choices, choices) === choices.length);
  if (known !== undefined) {
    // The same run can be had by fewer choices of one's own: the shorter way back is kept.
    const shorter = { ...known, chosen: Math.min(known.chosen, chosen) };
    return { ...tree, branches: tree.branches.map((branch) => (branch === known ? shorter : branch)), current: known.id };
  }
  const parent = closest(tree.branches, choices);
  const at = parent === null ? 0 : common(parent.choices, choices);
  const event = parent === null ? null : (view.frames[at + 1]?.event ?? null);
  const branch = {
    id: tree.made,
    choices,
    chosen,
    parent: parent?.id ?? null,
    at,
    event: event?.label ?? null,
    fault: event?.fault ?? false,
    instead: parent === null ? null : (view.frames[at]?.enabled[parent.choices[at] ?? -1]?.label ?? null),
    ending: ending(view),
  };
  return prune({ ...tree, branches: [...tree.branches, branch], current: branch.id, made: tree.made + 1 });
}

/**
 * Name a branch by what differs from its parent.
 * @param {Branch} branch
 */
export function nameOf({ parent, at, event, instead }) {
  if (parent === null) return "The first run";
  if (event === null) return `After step ${at}: the run ends there`;
  return `Step ${at + 1}: ${event}${instead === null ? ", where the other run had ended" : `, instead of ${instead}`}`;
}

/**
 * Order all branches for drawing: each below its parent, and of several the one that leaves latest first, so that no two lines cross.
 * @param {Tree} tree
 * @returns {Row[]}
 */
export function rows({ branches }) {
  /** @type {Row[]} */
  const found = [];
  /** @param {Branch} branch @param {number} depth @param {number | null} above */
  const add = (branch, depth, above) => {
    const row = found.length;
    found.push({ branch, depth, row, above });
    const children = branches.filter((other) => other.parent === branch.id).sort((one, other) => other.at - one.at || one.id - other.id);
    for (const child of children) add(child, depth + 1, row);
  };
  for (const branch of branches) if (branch.parent === null) add(branch, 0, null);
  return found;
}

/**
 * Find the steps of the current run at which another branch leaves it.
 * @param {Tree} tree
 * @returns {number[]}
 */
export function forks({ branches, current }) {
  const here = branches.find(({ id }) => id === current);
  if (here === undefined) return [];
  const steps = branches.filter(({ id }) => id !== current).map(({ choices }) => common(here.choices, choices));
  return [...new Set(steps)].sort((one, other) => one - other);
}

/**
 * @param {readonly Branch[]} branches
 * @param {readonly number[]} choices
 * @returns {Branch | null} the one with most in common, of several the oldest
 */
function closest(branches, choices) {
  return branches.reduce(
    (/** @type {Branch | null} */ best, branch) =>
      best !== null && common(best.choices, choices) >= common(branch.choices, choices) ? best : branch,
    null,
  );
}

/** @param {Tree} tree @returns {Tree} without the oldest leaf, if there are too many branches; without the oldest inner branch if it is one chain */
function prune(tree) {
  if (tree.branches.length <= BRANCHES_MAX) return tree;
  const parents = new Set(tree.branches.map(({ parent }) => parent));
  const others = tree.branches.filter(({ id, parent }) => id !== tree.current && parent !== null);
  const oldest = others.find(({ id }) => !parents.has(id)) ?? others[0];
  if (oldest === undefined) return tree;
  const left = tree.branches.filter((branch) => branch !== oldest);
  return { ...tree, branches: left.map((branch) => (branch.parent === oldest.id ? graft(branch, oldest) : branch)), dropped: tree.dropped + 1 };
}

/**
 * Attach a branch to its grandparent, when its parent has been dropped.
 * @param {Branch} branch
 * @param {Branch} gone
 * @returns {Branch}
 */
function graft(branch, gone) {
  const { parent, at, event, fault, instead } = gone;
  if (branch.at > at) return { ...branch, parent, at, event, fault, instead };
  return { ...branch, parent, instead: branch.at === at ? instead : branch.instead };
}

/** @param {View} view */
function ending({ ended }) {
  if (ended.end === "bound") return `cut off after ${ended.length} events`;
  return outcomeParts(ended.outcome, ended.diagram.lanes, ended.outcome_titles)
    .map(({ name, text }) => `${name} ${text}`)
    .join(", ");
}
