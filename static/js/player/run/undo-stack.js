/** @import {Spec} from "./session.js" */

/** @typedef {{past: readonly Spec[], future: readonly Spec[]}} Trail The runs that undo and redo lead to: the nearest of the past last, of the future first. */
/** @typedef {{target: Spec, trail: Trail}} Way A run that can be had back, and the trail once it is on show. */

/** So many runs can be had back by undo. */
const TRAIL_MAX = 200;

/** @type {Trail} */
export const NO_TRAIL = { past: [], future: [] };

/**
 * After something new: what was undone before it is gone from the trail.
 * @param {Trail} trail
 * @param {Spec} from the run that was on show
 * @returns {Trail}
 */
export function onwards({ past }, from) {
  return { past: [...past, from].slice(-TRAIL_MAX), future: [] };
}

/**
 * @param {Trail} trail
 * @param {Spec} from the run on show
 * @returns {Way | null} to the run before it, if there was one
 */
export function back({ past, future }, from) {
  const target = past.at(-1);
  return target === undefined ? null : { target, trail: { past: past.slice(0, -1), future: [from, ...future] } };
}

/**
 * @param {Trail} trail
 * @param {Spec} from the run on show
 * @returns {Way | null} to the run that undo led away from, if there is one
 */
export function forth({ past, future }, from) {
  const [target, ...rest] = future;
  return target === undefined ? null : { target, trail: { past: [...past, from], future: rest } };
}
