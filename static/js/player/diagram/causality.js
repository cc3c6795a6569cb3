import { labelAt } from "../words.js";

/** @import {Lane, Point} from "../../protocol.js" */

/** @typedef {"self" | "past" | "future" | "beside"} Relation `beside`: concurrent, or no event of a process at all */
/** @typedef {{relations: readonly Relation[], past: number, future: number, beside: number}} Cone The counts are of events only. */

/**
 * Whether a point is an event of a process: the mere start of one is none, and what is seen outside has no clock.
 * @param {Point} point
 */
export function isEvent({ clock, lane }) {
  return (clock[lane] ?? 0) > 0;
}

/**
 * Whether one event happened before another, after Fidge and Mattern: the other's process has heard of so many events of the one's process.
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
 * What lies before, after and beside a point.
 * @param {readonly Point[]} points
 * @param {number} index
 * @returns {Cone | null} null where the point is no event of a process, so that it has neither past nor future
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
 * The sentence about an event's place among the others.
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
