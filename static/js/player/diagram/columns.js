/** @import {Diagram} from "../../protocol.js" */

/** @typedef {{zoom: "normal" | "fit", clocks: boolean, compact?: boolean}} Shape How the diagram is to be laid out; `compact`: low, for a lesson. */
/** @typedef {{unit: number, total: number, widths: readonly number[], starts: readonly number[]}} Columns `total`: what all of them take together */

export const COLUMN_MAX = 72;
const COLUMN_MIN = 56;
/** In a lesson a run is rather a little narrower than not seen whole. */
const COLUMN_MIN_COMPACT = 44;
/** With rollbacks columns may be narrower, so that all of a rollback is visible at once: its labels are short. */
const COLUMN_MIN_WITH_JUMPS = 20;
/** Below this width a run scrolls anyway. */
const ROOM_TO_FIT = 500;
/** The narrowest column when the whole run is to fit: marks can still be told apart, labels cannot. */
const COLUMN_FIT = 3;
/** The relative width of a column that holds one choice among others: its label is one value. */
const NARROW = 0.34;
/** The width of a character of a clock, and the gap between two clocks. */
const DIGIT = 7;
const AIR = 8;

/** From this many lanes on, all-to-all rounds have more messages than there is room for labels. */
const LANES_CROWDED = 6;

/**
 * Whether there are more messages than labels have room for.
 * @param {Diagram} diagram
 */
export function isCrowded({ lanes, arrows }) {
  return lanes.length >= LANES_CROWDED && arrows.length > lanes.length * LANES_CROWDED;
}

/**
 * Whether it is a pattern of checkpoints, with rollbacks.
 * @param {Diagram} diagram
 */
export function isPattern({ points }) {
  return points.some(({ kind }) => kind === "checkpoint");
}

/**
 * Compute the width of each column. One that holds nothing but a choice among other choices (the lies of one round) is narrower.
 * @param {Diagram} diagram
 * @param {number} room
 * @param {Shape} shape
 * @returns {Columns}
 */
export function columnsOf(diagram, room, { zoom, clocks, compact = false }) {
  const count = Math.max(1, ...diagram.columns.map((column) => column + 1));
  const weights = clocks ? Array.from({ length: count }, () => 1) : weightsOf(diagram, count);
  const sum = weights.reduce((one, other) => one + other, 0);
  const longest = clocks ? Math.max(0, ...diagram.points.map(({ clock }) => clockText(clock).length)) * DIGIT + AIR : 0;
  const least = diagram.jumps.length > 0 && room >= ROOM_TO_FIT ? COLUMN_MIN_WITH_JUMPS : compact ? COLUMN_MIN_COMPACT : COLUMN_MIN;
  const narrowest = zoom === "fit" ? COLUMN_FIT : Math.max(least, longest);
  const unit = Math.max(narrowest, Math.min(Math.max(COLUMN_MAX, longest), room / sum));
  const widths = weights.map((weight) => weight * unit);
  /** @type {number[]} */
  const starts = [0];
  for (const width of widths) starts.push((starts.at(-1) ?? 0) + width);
  return { unit, total: sum * unit, widths, starts };
}

/**
 * A vector clock as the diagram writes it; nothing for what is no event of a process.
 * @param {readonly number[]} clock
 */
export function clockText(clock) {
  return clock.length === 0 ? "" : `(${clock.join(",")})`;
}

/** @param {Diagram} diagram @param {number} count */
function weightsOf(diagram, count) {
  const crowded = isCrowded(diagram);
  const busy = new Set(diagram.arrows.flatMap((arrow) => [...(crowded && arrow.lie ? [] : [arrow.from_column]), arrow.to_column]));
  for (const { kind, column } of diagram.points) if (kind !== "choose") busy.add(column);
  const chosen = new Set(diagram.points.map(({ column }) => column).filter((column) => !busy.has(column)));
  return Array.from({ length: count }, (_, column) => (chosen.has(column) && (chosen.has(column - 1) || chosen.has(column + 1)) ? NARROW : 1));
}
