import { and, labelAt } from "../words.js";

/** @import {Diagram, EnabledRecord, PlayerFrame, Point} from "../../protocol.js" */
/** @import {SeenArrow} from "../perspective/seen-diagram.js" */
/** @import {Handle} from "./handles.js" */

/**
 * What can happen now to a process or a message. `standing` describes its present state, `jumps` lead to the steps of its beginning and its end.
 * @typedef {{title: string, standing: string, options: readonly EnabledRecord[], jumps: readonly {label: string, step: number}[]}} Prospect
 */

/**
 * @param {Handle} handle of a process or a message
 * @param {Diagram} diagram
 * @param {PlayerFrame} frame
 * @returns {Prospect}
 */
export function prospectOf(handle, diagram, frame) {
  const arrow = diagram.arrows[handle.index];
  return handle.kind === "message" && arrow !== undefined ? ofMessage(arrow, diagram, frame) : ofProcess(handle.lane, diagram, frame);
}

/** @param {number} lane @param {Diagram} diagram @param {PlayerFrame} frame @returns {Prospect} */
function ofProcess(lane, { lanes }, frame) {
  const name = lanes[lane]?.name ?? "";
  const traitor = lanes[lane]?.traitor ?? false;
  const options = frame.enabled.filter((record) => record.process === name && record.message === null);
  const standing = options.length > 0 ? "" : "Nothing can happen to it now, except through its messages.";
  return { title: `${labelAt(lanes, lane)}${traitor ? ", a traitor" : ""}`, standing, options, jumps: [] };
}

/** @param {SeenArrow} arrow @param {Diagram} diagram @param {PlayerFrame} frame @returns {Prospect} */
function ofMessage(arrow, { lanes }, frame) {
  const title = `“${arrow.label}”${arrow.copy ? " (copy)" : ""} from ${labelAt(lanes, arrow.from_lane)} to ${labelAt(lanes, arrow.to_lane)}`;
  const options = frame.enabled.filter((record) => record.message === arrow.id);
  const jumps = arrow.unknown === "from" ? [] : [{ label: arrow.copy ? "Copied" : "Sent", step: arrow.sent_step }];
  const end = { delivered: "Arrives", ignored: "Arrives", lost: "Lost", "in-flight": "" }[arrow.fate];
  if (arrow.end_step !== null) jumps.push({ label: end, step: arrow.end_step });
  return { title: arrow.lie ? `Lie ${title}` : title, standing: standingOf(arrow, frame.step, options.length > 0), options, jumps };
}

/** @param {SeenArrow} arrow @param {number} step @param {boolean} free */
function standingOf({ sent_step, end_step, fate, unknown }, step, free) {
  if (unknown === "to" && sent_step <= step) return "What becomes of it, its sender cannot know.";
  if (sent_step > step) return `It is sent at step ${sent_step} of this run.`;
  if (end_step === null || end_step > step) return free ? "Under way." : "Under way; nothing can happen to it now.";
  if (fate === "lost") return `Already lost, at step ${end_step}.`;
  return `Already arrived, at step ${end_step}${fate === "ignored" ? ", but nobody was there" : ""}.`;
}

/**
 * Say how much is left of the fault budget that an event draws on.
 * @param {EnabledRecord} record
 * @param {PlayerFrame} frame
 */
export function leftFor(record, frame) {
  const budget = frame.budgets.find(({ name }) => name === record.budget);
  return budget === undefined ? "" : `${budget.left} left`;
}

/**
 * The accessible name of a handle.
 * @param {Handle} handle
 * @param {Diagram} diagram
 * @param {readonly PlayerFrame[]} frames of the whole run
 * @param {PlayerFrame} frame the one on show
 */
export function handleLabel(handle, diagram, frames, frame) {
  const point = handle.kind === "point" ? diagram.points[handle.index] : undefined;
  if (point !== undefined) return eventLabel(point, diagram, frames[point.step]);
  const { title, standing, options } = prospectOf(handle, diagram, frame);
  const count = options.length === 0 ? "" : ` ${options.length} ${options.length === 1 ? "thing" : "things"} can happen to it.`;
  const kind = handle.kind === "process" ? "Process " : diagram.arrows[handle.index]?.lie ? "" : "Message ";
  return `${kind}${title}. ${standing}${count}`.replace("  ", " ");
}

/**
 * The sentence of the step in which an event happened, preceded by what arrived here where another process made the step.
 * @param {Point} point
 * @param {Diagram} diagram
 * @param {PlayerFrame | undefined} frame the one of its step
 */
function eventLabel(point, { lanes, arrows }, frame) {
  const where = `Step ${point.step}, ${labelAt(lanes, point.lane)}${point.fault ? ", a fault" : ""}`;
  const own = frame?.event == null || frame.event.process === lanes[point.lane]?.name;
  const heard = own ? [] : arrows.filter((arrow) => arrow.end_step === point.step && arrow.to_lane === point.lane && arrow.fate === "delivered");
  const words = heard.map(({ label, from_lane }) => `“${label}” from ${labelAt(lanes, from_lane)}`);
  return `${where}${words.length > 0 ? ` receives ${and(words)}` : ""}: ${frame?.narration ?? (point.label || point.kind)}`;
}
