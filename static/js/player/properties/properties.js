import { count } from "../endings/endings.js";
import { title } from "../words.js";

/** @import {Endings, PlayerFrame, RunPropertyRecord} from "../../protocol.js" */

/** @typedef {{step: number, text: string}} Jump A step to go to, and what to write on the way there. */
/** @typedef {"search" | "break" | "reach" | "shrink"} Deed */
/** @typedef {{deed: Deed, text: string}} Offer */
/**
 * What a search found about one property. `choices` null: no run breaks it, or none reaches it; `holds` null: not known.
 * @typedef {{holds: boolean | null, choices: readonly number[] | null, states: number}} Proof
 */

/**
 * Whether a property holds at a step; null where the step says nothing about it.
 * @param {PlayerFrame | undefined} frame
 * @param {string} name
 */
function holdsAt(frame, name) {
  return frame?.properties.find((property) => property.name === name)?.holds ?? null;
}

/**
 * Find the step since which a property has had its present status; 0 when it has never changed.
 * @param {readonly PlayerFrame[]} frames
 * @param {number} step
 * @param {string} name
 */
export function since(frames, step, name) {
  const now = holdsAt(frames[step], name);
  let first = step;
  while (first > 0 && holdsAt(frames[first - 1], name) === now) first -= 1;
  return first;
}

/**
 * Find the first step, from `from` on, at which a property has a status.
 * @param {readonly PlayerFrame[]} frames
 * @param {string} name
 * @param {boolean} holds
 * @param {number} [from]
 * @returns {number | null}
 */
export function firstStep(frames, name, holds, from = 0) {
  const found = frames.slice(from).find((frame) => holdsAt(frame, name) === holds);
  return found?.step ?? null;
}

/**
 * List the events that decide a property: where its present status began, and where else in this run it is violated or reached.
 * @param {readonly PlayerFrame[]} frames
 * @param {number} step
 * @param {string} name
 * @param {string | undefined} kind
 * @returns {Jump[]}
 */
export function events(frames, step, name, kind) {
  const told = kind === "reachable";
  const began = since(frames, step, name);
  /** @param {string} words @param {number} at */
  const jump = (words, at) => ({ step: at, text: `${words} step ${at}: ${frames[at]?.event?.label ?? "the start"}` });
  if (holdsAt(frames[step], name) === told) return [jump("since", began)];
  const word = told ? "reached" : "violated";
  const jumps = began > 0 ? [jump("since", began)] : [];
  const before = firstStep(frames.slice(0, step), name, told);
  const ahead = firstStep(frames, name, told, step + 1);
  if (before !== null) jumps.push(jump(`${word} at`, before));
  else if (ahead !== null) jumps.push(jump(`${word} at`, ahead));
  return jumps;
}

/**
 * Find the steps at which `always` properties are violated for the first time in a run.
 * @param {readonly PlayerFrame[]} frames
 * @param {readonly RunPropertyRecord[]} properties
 * @returns {Map<number, string>} the step, and in words what is violated there
 */
export function breaks(frames, properties) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const { name, kind } of properties) {
    const step = kind !== "reachable" ? firstStep(frames, name, false) : null;
    if (step === null) continue;
    const before = found.get(step);
    found.set(step, `${before === undefined ? "violates" : `${before},`} “${title(name)}”`);
  }
  return found;
}

/**
 * Read what a search found about a property.
 * @param {Endings | null} result null: nothing was searched
 * @param {string} name
 * @returns {Proof | null}
 */
export function proofOf(result, name) {
  const verdict = result?.exploration.properties.find((property) => property.name === name);
  return result === null || verdict === undefined ? null : { holds: verdict.holds, choices: verdict.choices, states: result.exploration.states };
}

/**
 * Say in a sentence what a search found, where it found no run to show.
 * @param {string | undefined} kind
 * @param {Proof | null} proof
 */
export function proofText(kind, proof) {
  if (proof === null || proof.choices !== null) return "";
  const verb = kind === "reachable" ? "reaches" : "breaks";
  if (proof.holds !== null) return `All ${count(proof.states, "state")} checked: none ${verb} it.`;
  return `None of the ${count(proof.states, "state")} tried ${verb} it; others may.`;
}

/**
 * List the actions for a property: show a run that breaks or reaches it, or shrink this run to its violation.
 * @param {string | undefined} kind
 * @param {boolean} broken whether this run violates it
 * @param {Proof | null} proof
 * @returns {Offer[]}
 */
export function offers(kind, broken, proof) {
  /** @type {Offer[]} */
  const found = [];
  const known = proof !== null && proof.choices !== null;
  if (kind === "reachable") {
    if (known) found.push({ deed: "reach", text: "Show a shortest run" });
    else if (proof === null) found.push({ deed: "search", text: "Show a run" });
    return found;
  }
  if (known) found.push({ deed: "break", text: "Shortest way to break it" });
  else if (proof === null) found.push({ deed: "search", text: broken ? "Shortest way to break it" : "Can it be broken?" });
  if (broken) found.push({ deed: "shrink", text: "Shorten this run to what breaks it" });
  return found;
}

/**
 * Say what shrinking a run came to.
 * @param {number} spared
 * @param {number} needed
 */
export function shrunkText(spared, needed) {
  if (spared === 0) return needed === 1 ? "The violation needs this one event." : `The violation needs all ${needed} events up to it.`;
  return `${count(spared, "event")} left out: the violation needs only ${needed === 1 ? "this one" : `these ${needed}`}.`;
}
