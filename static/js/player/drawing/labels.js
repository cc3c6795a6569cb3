import { along, Strips } from "./geometry.js";

/** @import {Box, Segment, Spot} from "./geometry.js" */

/** @typedef {"start" | "middle" | "end"} Anchor */
/** @typedef {Spot & {anchor: Anchor, cost: number}} Candidate A place where a label may stand; `cost` says how much worse it is than the best. */
/** @typedef {{key: string, text: string, candidates: readonly Candidate[]}} Wish */
/** @typedef {Spot & {key: string, text: string, anchor: Anchor}} Placed */

/** Width of a character of the diagram's labels, a little more than the mean of a system face at 12.5 px. */
const CHARACTER = 7;
const ASCENT = 10;
const DESCENT = 4;
/** The cost of covering another label: never taken. */
const NEVER = 1e6;

/**
 * The bounding box of a text.
 * @param {string} text
 * @param {Spot & {anchor: Anchor}} place
 * @returns {Box}
 */
export function boxOf(text, { x, y, anchor }) {
  const width = [...text].length * CHARACTER;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT };
}

/**
 * Place each label greedily at its cheapest free candidate. One that finds none is left out: overlapping labels are illegible, and the
 * table of events has all of them.
 * @param {readonly Wish[]} wishes in order of importance
 * @param {Strips} obstacles what a label should rather not cover, with weights; placed labels are added to it
 * @param {{left: number, right: number, top: number, bottom: number}} field labels stay inside
 * @returns {Placed[]}
 */
export function place(wishes, obstacles, field) {
  /** @type {Placed[]} */
  const placed = [];
  for (const { key, text, candidates } of wishes) {
    let best = null;
    let least = NEVER;
    for (const candidate of candidates) {
      const box = boxOf(text, candidate);
      if (box.left < field.left || box.right > field.right || box.top < field.top || box.bottom > field.bottom) continue;
      const cost = candidate.cost + obstacles.cost(box);
      if (cost < least) [best, least] = [candidate, cost];
    }
    if (best === null) continue;
    placed.push({ key, text, x: best.x, y: best.y, anchor: best.anchor });
    obstacles.add(boxOf(text, best), NEVER);
  }
  return placed;
}

/** Positions of a label along its arrow, as shares of its length: the middle first. */
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/**
 * Places beside an arrow, on both sides of it.
 * @param {Segment} segment
 * @returns {Candidate[]}
 */
export function besideArrow(segment) {
  const down = segment.to.y > segment.from.y;
  return SHARES.flatMap((share) => {
    const { x, y } = along(segment, share);
    const cost = Math.abs(share - 0.5) * 6;
    return [
      { x: x + 7, y: down ? y - 1 : y + 10, anchor: /** @type {Anchor} */ ("start"), cost },
      { x: x - 7, y: down ? y + 10 : y - 1, anchor: /** @type {Anchor} */ ("end"), cost: cost + 0.5 },
    ];
  });
}

/**
 * Places around a point: above, below, then to the sides and further away.
 * @param {Spot} point
 * @param {boolean} [below] below first
 * @returns {Candidate[]}
 */
export function aroundPoint({ x, y }, below = false) {
  const middle = /** @type {Anchor} */ ("middle");
  const start = /** @type {Anchor} */ ("start");
  const end = /** @type {Anchor} */ ("end");
  return [
    { x, y: y - 13, anchor: middle, cost: below ? 1 : 0 },
    { x, y: y + 23, anchor: middle, cost: below ? 0 : 1 },
    { x: x - 6, y: y - 13, anchor: start, cost: 2 },
    { x: x + 6, y: y - 13, anchor: end, cost: 2 },
    { x: x - 6, y: y + 23, anchor: start, cost: 2.5 },
    { x: x + 6, y: y + 23, anchor: end, cost: 2.5 },
    { x: x + 11, y: y - 5, anchor: start, cost: 4 },
    { x, y: y - 27, anchor: middle, cost: 3.5 },
    { x, y: y + 37, anchor: middle, cost: 5 },
  ];
}
