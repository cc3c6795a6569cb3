import { outcomeParts, title } from "../words.js";

/** @import {PlayerFrame} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */
/** @import {Values} from "../run/spec.js" */

/** @typedef {"a" | "b"} Side `a` is the left one. */
/**
 * What a player reports of its run. `choices` are the student's own; `followed`: it took the events of the other run, and `missed` says which it could
 * not take.
 * @typedef {{parameters: Values, scenario: string | null, choices: readonly number[], step: number, last: number, followed: boolean,
 *   missed: string | null}} Shown
 */
/** @typedef {{side: Side, follow: Shown} | {side: Side, show: number}} Order What a player is to do. */
/**
 * The step at which two runs part. `events`: from that step on other things happen; `words`: the same happens, but it means something else.
 * @typedef {{step: number, kind: "events" | "words", left: string, right: string}} Parting
 */
/** @typedef {{name: string, left: string, right: string}} Difference */

/** @param {Side} side @returns {Side} */
export function across(side) {
  return side === "a" ? "b" : "a";
}

/** Two linked players: which one leads, which step both show, and what each has to do when the other reports a change. */
export class Pair {
  /** @param {Side} lead @param {string | null} missed what the other side could not take when the page was opened */
  constructor(lead, missed) {
    this.lead = lead;
    this.missed = missed;
    this.step = 0;
    /** @type {Record<Side, Shown | null>} */
    this.shown = { a: null, b: null };
  }

  /** The step that the longer run ends with. */
  get last() {
    return Math.max(this.shown.a?.last ?? 0, this.shown.b?.last ?? 0);
  }

  /**
   * Take a player's report of what it shows now, and say what the players have to do.
   * @param {Side} side
   * @param {Shown} now
   * @returns {Order[]}
   */
  report(side, now) {
    const before = this.shown[side];
    const other = this.shown[across(side)];
    this.shown[side] = now;
    if (now.followed && side !== this.lead) this.missed = now.missed;
    if (before === null || other === null) return this.#begin(now);
    if (sameRun(before, now)) return now.step === Math.min(this.step, now.last) ? [] : this.go(now.step);
    if (now.followed) return this.go(this.step);
    const resettled = !sameValues(before.parameters, now.parameters) || before.scenario !== now.scenario;
    const tellsNothing = now.choices.length === 0 && (now.scenario === null || now.scenario === before.scenario);
    // Changed parameters are not a move in the run: that side follows the other one again, so that no choices are lost.
    if (resettled && tellsNothing) {
      this.lead = across(side);
      return [{ side, follow: other }];
    }
    this.lead = side;
    this.step = now.step;
    return [{ side: across(side), follow: now }];
  }

  /**
   * Show a step on both sides; the shorter run stays at its end.
   * @param {number} step
   * @returns {Order[]}
   */
  go(step) {
    this.step = Math.max(0, Math.min(this.last, step));
    return /** @type {Side[]} */ (["a", "b"]).map((side) => ({ side, show: this.step }));
  }

  /** @param {Shown} now @returns {Order[]} */
  #begin(now) {
    this.step = Math.max(this.step, now.step);
    return this.shown.a !== null && this.shown.b !== null ? this.go(this.step) : [];
  }
}

/** @param {Shown} one @param {Shown} other */
function sameRun(one, other) {
  return (
    one.scenario === other.scenario &&
    one.last === other.last &&
    one.choices.join() === other.choices.join() &&
    sameValues(one.parameters, other.parameters)
  );
}

/** @param {Values} one @param {Values} other */
function sameValues(one, other) {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => one[name] === other[name]);
}

/**
 * Find the first step at which two runs differ; null if none.
 * @param {readonly PlayerFrame[]} left
 * @param {readonly PlayerFrame[]} right
 * @returns {Parting | null}
 */
export function parting(left, right) {
  const steps = Array.from({ length: Math.max(left.length, right.length) }, (_, step) => step);
  const step = steps.find((at) => happened(left[at]) !== happened(right[at]));
  if (step !== undefined) return { step, kind: "events", left: said(left[step]), right: said(right[step]) };
  const other = steps.find((at) => left[at]?.narration !== right[at]?.narration);
  if (other === undefined) return null;
  return { step: other, kind: "words", left: left[other]?.narration ?? "", right: right[other]?.narration ?? "" };
}

/** @param {PlayerFrame | undefined} frame */
function happened(frame) {
  if (frame === undefined) return "nothing more";
  const { event } = frame;
  const message = event?.message ?? null;
  // Not the message's number: it counts from the start of its own run.
  return JSON.stringify([event?.kind, event?.process, event?.label, event?.fault, message?.from, message?.to, message?.body, event?.value]);
}

/** @param {PlayerFrame | undefined} frame */
function said(frame) {
  return frame === undefined ? "the run has ended" : (frame.event?.label ?? "the start");
}

/**
 * Say where the runs part.
 * @param {Parting | null} found
 */
export function partingText(found) {
  if (found === null) return "Both runs are the same, step for step.";
  const { step, kind, left, right } = found;
  if (kind === "events") return `They part at step ${step}: left, ${left}; right, ${right}.`;
  return `The same events happen on both sides. At step ${step} they mean something else: left, “${left}” Right, “${right}”`;
}

/**
 * Say which event the follower could not take; empty if it took all.
 * @param {Pair} pair
 */
export function missedText({ lead, missed, shown }) {
  const follower = shown[across(lead)];
  if (!missed || follower === null) return "";
  const [one, other] = lead === "a" ? ["right", "left"] : ["left", "right"];
  return `From step ${follower.choices.length + 1} on the ${one} run goes its own way: “${missed}”, which the ${other} run does there, is not possible in it.`;
}

/**
 * List what differs in the endings and properties of two runs.
 * @param {View} left
 * @param {View} right
 * @returns {Difference[]}
 */
export function differences(left, right) {
  const [one, other] = [endings(left), endings(right)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names
    .map((name) => ({ name, left: one.get(name) ?? "–", right: other.get(name) ?? "–" }))
    .filter((difference) => difference.left !== difference.right);
}

/** @param {View} view @returns {Map<string, string>} */
function endings({ ended }) {
  const parts = outcomeParts(ended.outcome, ended.diagram.lanes, ended.outcome_titles).map(({ name, text }) => /** @type {const} */ ([name, text]));
  const verdicts = ended.properties.map(({ name, kind, holds }) => {
    const word = kind === "reachable" ? (holds ? "● reached" : "○ not reached") : holds ? "✓ holds" : "✗ violated";
    return /** @type {const} */ ([title(name), word]);
  });
  const length = ended.end === "bound" ? `cut off after ${ended.length}` : `${ended.length}`;
  return new Map([...parts, ...verdicts, ["Events", length]]);
}

/**
 * Merge both runs into one view for the shared timeline: the longer one, with the faults of either and the sentences of both.
 * @param {View} left
 * @param {View} right
 * @returns {View}
 */
export function together(left, right) {
  const longer = left.frames.length >= right.frames.length ? left : right;
  const frames = longer.frames.map((frame, step) => {
    const [one, other] = [left.frames[step], right.frames[step]];
    const event = [one, other].find((side) => side?.event?.fault)?.event ?? frame.event;
    const narration =
      one?.narration === other?.narration ? frame.narration : `Left: ${one?.narration ?? "ended."} Right: ${other?.narration ?? "ended."}`;
    return { ...frame, event, narration };
  });
  return { ...longer, frames };
}
