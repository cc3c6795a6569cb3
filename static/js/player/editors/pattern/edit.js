import { CHECKPOINT, messages, PROCESSES_MAX, valid } from "./pattern.js";

/** @import {Mark, Pattern, Spot} from "./pattern.js" */

/** @typedef {{readonly process: number, readonly gap: number}} Gap A place between two events: before the event with this number. */
/** @typedef {{pattern: Pattern, at: Spot}} Edited A pattern that can happen, and where in it the event is that was edited. */

/**
 * Add a checkpoint.
 * @param {Pattern} pattern
 * @param {Gap} gap
 * @returns {Edited | null} null if it cannot be
 */
export function addCheckpoint(pattern, gap) {
  return placed(pattern, gap, CHECKPOINT);
}

/**
 * Add a message from one process to another. Its receipt is placed where it is wanted, or at the nearest place where it can happen.
 * @param {Pattern} pattern
 * @param {Gap} from
 * @param {Gap | null} to null: it is not received
 * @returns {Edited | null}
 */
export function addMessage(pattern, from, to) {
  const name = freshName(pattern);
  const sent = placed(pattern, from, { kind: "send", name });
  if (sent === null || to === null) return sent;
  const both = to.process === from.process ? null : placed(sent.pattern, to, { kind: "receive", name });
  return both === null ? null : { pattern: both.pattern, at: sent.at };
}

/**
 * Add the receipt of a message that nobody receives.
 * @param {Pattern} pattern
 * @param {string} name
 * @param {Gap} to
 * @returns {Edited | null}
 */
export function addReceipt(pattern, name, to) {
  return placed(pattern, to, { kind: "receive", name });
}

/**
 * Move an event, also to another process, to the wanted place or the nearest one where it can happen.
 * @param {Pattern} pattern
 * @param {Spot} spot
 * @param {Gap} to counted while the event is still where it was
 * @returns {Edited | null}
 */
export function move(pattern, spot, to) {
  const mark = markAt(pattern, spot);
  if (mark === undefined) return null;
  const left = without(pattern, [spot]);
  const gap = to.process === spot.process && to.gap > spot.place ? to.gap - 1 : to.gap;
  return placed(left, { process: to.process, gap }, mark);
}

/**
 * Remove an event: a checkpoint, a receipt (its message stays in flight), or a sending together with its receipt.
 * @param {Pattern} pattern
 * @param {Spot} spot
 * @returns {Pattern}
 */
export function remove(pattern, spot) {
  const mark = markAt(pattern, spot);
  const receipt = mark?.kind === "send" ? messages(pattern).get(mark.name)?.received : null;
  return without(pattern, receipt ? [spot, receipt] : [spot]);
}

/**
 * Add a process without events, under the first name that is free.
 * @param {Pattern} pattern
 * @returns {Pattern | null} null if there are too many
 */
export function addProcess({ names, events }) {
  if (names.length >= PROCESSES_MAX) return null;
  const free = Array.from({ length: names.length + 1 }, (_, index) => `P${index + 1}`).find((name) => !names.includes(name));
  return { names: [...names, free ?? "P"], events: [...events, []] };
}

/**
 * Remove a process that has no events.
 * @param {Pattern} pattern
 * @param {number} process
 * @returns {Pattern | null} null if it has some, or is the last
 */
export function removeProcess({ names, events }, process) {
  if (names.length === 1 || events[process]?.length !== 0) return null;
  return { names: names.toSpliced(process, 1), events: events.toSpliced(process, 1) };
}

/** @param {Pattern} pattern @param {Spot} spot @returns {Mark | undefined} */
export function markAt({ events }, { process, place }) {
  return events[process]?.[place];
}

/**
 * Insert an event at the nearest place where the whole pattern can still happen.
 * @param {Pattern} pattern
 * @param {Gap} wanted
 * @param {Mark} mark
 * @returns {Edited | null}
 */
function placed(pattern, { process, gap }, mark) {
  const marks = pattern.events[process];
  if (marks === undefined) return null;
  const gaps = Array.from({ length: marks.length + 1 }, (_, index) => index).sort((one, other) => Math.abs(one - gap) - Math.abs(other - gap));
  for (const place of gaps) {
    const tried = withEvents(pattern, process, marks.toSpliced(place, 0, mark));
    if (valid(tried)) return { pattern: tried, at: { process, place } };
  }
  return null;
}

/** @param {Pattern} pattern @param {readonly Spot[]} spots */
function without({ names, events }, spots) {
  return {
    names,
    events: events.map((marks, process) => marks.filter((_, place) => !spots.some((spot) => spot.process === process && spot.place === place))),
  };
}

/** @param {Pattern} pattern @param {number} process @param {readonly Mark[]} marks */
function withEvents({ names, events }, process, marks) {
  return { names, events: events.map((before, index) => (index === process ? marks : before)) };
}

/** @param {Pattern} pattern */
function freshName(pattern) {
  const taken = messages(pattern);
  let number = 1;
  while (taken.has(`m${number}`)) number += 1;
  return `m${number}`;
}
