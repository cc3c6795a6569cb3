import { breaks } from "../properties/properties.js";
import { outcomeParts } from "../words.js";

/** @import {Diagram, PlayerFrame, RunPropertyRecord} from "../../protocol.js" */
/** @import {Turn} from "../prospects/prospects.js" */

/** @typedef {{step: number, fault: boolean, at: number}} Tick A step on the timeline; `at` is its place between 0 and 1. */

/** The most ticks on a timeline of ordinary width. A longer run has one every second, fifth, tenth … step; faults always have one. */
const TICKS_MAX = 30;
const STRIDES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * @param {readonly PlayerFrame[]} frames
 * @returns {Tick[]}
 */
export function ticks(frames) {
  const last = Math.max(1, frames.length - 1);
  const stride = STRIDES.find((one) => last / one <= TICKS_MAX) ?? last;
  return frames
    .map((frame) => ({ step: frame.step, fault: frame.event?.fault ?? false, at: frame.step / last }))
    .filter((tick) => tick.fault || tick.step % stride === 0);
}

/**
 * The `aria-valuetext` of a step on the timeline.
 * @param {PlayerFrame} frame
 * @param {number} last
 */
export function valueText(frame, last) {
  return `Step ${frame.step} of ${last}: ${frame.event?.fault ? "fault, " : ""}${frame.narration}`;
}

/**
 * What a screen reader is told of a step of a run: also what is violated from there on, and how the run ended.
 * @param {{frames: readonly PlayerFrame[], ended: {properties: readonly RunPropertyRecord[], diagram: Pick<Diagram, "lanes">}}} view
 * @param {number} step
 */
export function stepText({ frames, ended }, step) {
  const frame = frames[step];
  if (frame === undefined) return "";
  const broken = breaks(frames, ended.properties).get(step);
  const parts = frame.final ? outcomeParts(frame.outcome, ended.diagram.lanes, frame.outcome_titles) : [];
  const ending = parts.map(({ name, text }) => `${name} ${text}`).join(", ");
  return `${valueText(frame, frames.length - 1)}${broken === undefined ? "" : ` This ${broken}.`}${ending === "" ? "" : ` Ending: ${ending}.`}`;
}

/**
 * The next step that a jump from fault to fault would show.
 * @param {readonly PlayerFrame[]} frames
 * @returns {number[]} the steps at which a fault happened
 */
export function faultSteps(frames) {
  return frames.filter((frame) => frame.event?.fault).map((frame) => frame.step);
}

/**
 * What is marked on the timeline of a run.
 * @param {{frames: readonly PlayerFrame[], ended: {properties: readonly RunPropertyRecord[]}}} view
 * @param {readonly number[]} forks
 * @param {number | null} goalStep
 * @param {readonly Turn[]} turns
 */
export function marked({ frames, ended }, forks, goalStep, turns) {
  return {
    faults: faultSteps(frames).length > 0,
    breaks: breaks(frames, ended.properties).size > 0,
    forks: forks.length > 0,
    goal: goalStep !== null,
    turns: new Set(turns.map(({ sign }) => sign)),
  };
}
