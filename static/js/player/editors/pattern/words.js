import { checkpointNumber, EVENTS_MAX, messages, PROCESSES_MAX } from "./pattern.js";

/** @import {Gap} from "./edit.js" */
/** @import {Mark, Pattern, Spot} from "./pattern.js" */

/**
 * An event in words: `P2, event 3 of 8: sends m4 to P1`.
 * @param {Pattern} pattern
 * @param {Spot} spot
 */
export function describe(pattern, spot) {
  const marks = pattern.events[spot.process] ?? [];
  const mark = marks[spot.place];
  return `${pattern.names[spot.process]}, event ${spot.place + 1} of ${marks.length}: ${mark === undefined ? "" : deed(pattern, spot, mark)}`;
}

/** @param {Pattern} pattern @param {Spot} spot @param {Mark} mark */
function deed(pattern, spot, { kind, name }) {
  const ends = messages(pattern).get(name);
  if (kind === "checkpoint") return `takes checkpoint C${checkpointNumber(pattern, spot)}`;
  if (kind === "receive") return `receives ${name} from ${pattern.names[ends?.sent?.process ?? -1]}`;
  return ends?.received ? `sends ${name} to ${pattern.names[ends.received.process]}` : `sends ${name}, which nobody receives`;
}

/**
 * A gap in words: `P1, before event 3 of 8`.
 * @param {Pattern} pattern
 * @param {Gap} gap
 */
export function describeGap({ names, events }, { process, gap }) {
  const count = events[process]?.length ?? 0;
  if (count === 0) return `${names[process]}, no events yet`;
  return gap === count ? `${names[process]}, after its last event` : `${names[process]}, before event ${gap + 1} of ${count}`;
}

/**
 * Why an edit cannot be done.
 * @param {Pattern} pattern
 */
export function crowded({ names, events }) {
  if (events.flat().length + 2 > EVENTS_MAX) return `A pattern has at most ${EVENTS_MAX} events`;
  if (names.length >= PROCESSES_MAX) return `A pattern has at most ${PROCESSES_MAX} processes`;
  return "That cannot happen: a message is received by another process, after it was sent";
}
