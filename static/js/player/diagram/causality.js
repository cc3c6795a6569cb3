import { labelAt } from "../words.js";

/** @import {Lane, Point} from "../../protocol.js" */

/** @typedef {"self" | "past" | "future" | "beside"} Relation `beside`: concurrent, or no event of a process at all */
/** @typedef {{relations: readonly Relation[], past: number, future: number, beside: number}} Cone The counts are of events only. */

/**
 * Whether a point is an event of a process. The start of a process is not one, and what is observed outside has no clock.
 * @param {Point} point
 */
export function isEvent({ clock, lane }) {
  return (clock[lane] ?? 0) > 0;
}

/**
 * Whether one event happened before another, by comparing vector clocks (Fidge, Mattern).
 * @param {Point} one
 * @param {Point} other
 */
export function happenedBefore(one, other) {
  if (!isEvent(one) || !isEvent(other)) return false;
  const heard = other.clock[one.lane] ?? 0;
  const own = one.clock[one.lane] ?? 0;
  return one.lane === other.lane ? own < heard : own <= heard;
}

/**
 * Compute the causal past, the causal future and the concurrent events of a point.
 * @param {readonly Point[]} points
 * @param {number} index
 * @returns {Cone | null} null where the point is not an event of a process
 */
export function coneOf(points, index) {
  const point = points[index];
  if (point === undefined || !isEvent(point)) return null;
  /** @param {Point} other @param {number} at @returns {Relation} */
  const relate = (other, at) => {
    if (at === index) return "self";
    if (happenedBefore(other, point)) return "past";
    return happenedBefore(point, other) ? "future" : "beside";
  };
  const relations = points.map(relate);
  const count = (/** @type {Relation} */ wanted) => points.filter((other, at) => relations[at] === wanted && isEvent(other)).length;
  return { relations, past: count("past"), future: count("future"), beside: count("beside") };
}

/**
 * Count in a sentence what is before, after and concurrent with an event.
 * @param {Point} point
 * @param {readonly Lane[]} lanes
 * @param {Cone} cone
 */
export function coneSentence(point, lanes, { past, future, beside }) {
  const name = `Step ${point.step}, ${labelAt(lanes, point.lane)}${point.label === "" ? "" : `: ${point.label}`}`;
  return `${name}. It is before ${events(future)}, after ${events(past)}, concurrent with ${events(beside)}.`;
}

/** @param {number} count */
function events(count) {
  return `${count} ${count === 1 ? "event" : "events"}`;
}
