import { columns } from "./pattern.js";

/** @import {Gap} from "./edit.js" */
/** @import {Pattern, Spot} from "./pattern.js" */

/** @typedef {{x: number, y: number}} Dot */
/** @typedef {{pattern: Pattern, xs: readonly (readonly number[])[], width: number, height: number}} Board */

export const LEFT = 64;
export const STEP = 44;
export const LANE = 68;
export const TOP = 40;
/** A pointer this near to an event means the event. */
export const REACH = 16;
/** Half the height of a lane's band, in which the pointer adds and drags; between the bands it selects arrows, and a finger scrolls. */
export const BAND = 22;
/** Where the way of a message that nobody receives is broken off, as seen from its sending. */
export const STUB = { x: 26, y: 24 };

/**
 * Where everything is drawn. There is always room behind the last event to add another.
 * @param {Pattern} pattern one that can happen
 * @returns {Board}
 */
export function board(pattern) {
  const xs = (columns(pattern) ?? []).map((mine) => mine.map((column) => LEFT + STEP * (column + 0.75)));
  return { pattern, xs, width: Math.max(LEFT, ...xs.flat()) + 2 * STEP, height: TOP + LANE * (pattern.names.length - 1) + TOP };
}

/** @param {number} process */
export function laneY(process) {
  return TOP + LANE * process;
}

/** @param {Board} board @param {Spot} spot @returns {Dot} */
export function dotOf({ xs }, { process, place }) {
  return { x: xs[process]?.[place] ?? LEFT, y: laneY(process) };
}

/** The middle of a gap, or a step away from the only event beside it. @param {Board} board @param {Gap} gap @returns {Dot} */
export function gapDot({ xs }, { process, gap }) {
  const before = xs[process]?.[gap - 1];
  const after = xs[process]?.[gap];
  const near = before ?? LEFT - STEP / 4;
  const x = before === undefined && after === undefined ? LEFT + STEP / 2 : after === undefined ? near + STEP / 2 : (near + after) / 2;
  return { x, y: laneY(process) };
}

/** The lane nearest to a height. @param {Board} board @param {number} y */
export function laneAt({ pattern }, y) {
  return Math.max(0, Math.min(pattern.names.length - 1, Math.round((y - TOP) / LANE)));
}

/** The gap of a lane that is meant at a place. @param {Board} board @param {number} process @param {number} x @returns {Gap} */
export function gapAt({ xs }, process, x) {
  return { process, gap: (xs[process] ?? []).filter((other) => other < x).length };
}

/** The event that is meant at a place. @param {Board} drawn @param {Dot} dot @returns {Spot | null} */
export function spotAt(drawn, { x, y }) {
  const process = laneAt(drawn, y);
  const place = (drawn.xs[process] ?? []).findIndex((other) => Math.abs(other - x) <= REACH);
  return place < 0 || Math.abs(y - laneY(process)) > BAND ? null : { process, place };
}
