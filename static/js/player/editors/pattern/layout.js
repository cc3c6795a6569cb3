import { columns } from "./pattern.js";

/** @import {Gap} from "./edit.js" */
/** @import {Pattern, Spot} from "./pattern.js" */

/** @typedef {{x: number, y: number}} Dot */
/** @typedef {{pattern: Pattern, xs: readonly (readonly number[])[], width: number, height: number}} Board */

export const LEFT = 64;
export const STEP = 44;
export const LANE = 68;
export const TOP = 40;
/** The hit distance of an event, in pixels. */
export const REACH = 16;
/** Half the height of a lane's band, in which the pointer adds and drags; between the bands it selects arrows, and a finger scrolls. */
export const BAND = 22;
/** The end of the arrow of a message that nobody receives, relative to its sending. */
export const STUB = { x: 26, y: 24 };

/**
 * Lay out a pattern. There is always room after the last event to add another.
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

/** Hit-test a lane: the gap at an x. @param {Board} board @param {number} process @param {number} x @returns {Gap} */
export function gapAt({ xs }, process, x) {
  return { process, gap: (xs[process] ?? []).filter((other) => other < x).length };
}

/** Hit-test the board: the event at a place. @param {Board} drawn @param {Dot} dot @returns {Spot | null} */
export function spotAt(drawn, { x, y }) {
  const process = laneAt(drawn, y);
  const place = (drawn.xs[process] ?? []).findIndex((other) => Math.abs(other - x) <= REACH);
  return place < 0 || Math.abs(y - laneY(process)) > BAND ? null : { process, place };
}
