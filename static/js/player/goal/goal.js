import { show } from "../words.js";

/** @import {PlayerFrame} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */

/** @typedef {{sentence: string, property: string, outcome: Readonly<Record<string, string>>}} Goal What the run of a challenge has to reach. */
/** @typedef {{goal: Goal, step: number | null, standing: string, event: string}} GoalStanding `step`: where the run on show reaches the goal; `event`: what happens there */

/** @param {string | null} text the attribute of the player @returns {Goal | null} */
export function goalIn(text) {
  return text === null ? null : JSON.parse(text);
}

/**
 * How far the run on show is from the goal, in the words of the concept.
 * @param {Goal} goal
 * @param {View} view
 * @param {number} step on show
 * @returns {GoalStanding}
 */
export function standingOf(goal, view, step) {
  const reached = view.frames.find((frame) => reaches(goal, view, frame));
  const frame = view.frames[step];
  return {
    goal,
    step: reached === undefined ? null : reached.step,
    standing: goal.property === "" ? ending(goal, view) : (frame?.properties.find(({ name }) => name === goal.property)?.because ?? ""),
    event: reached?.event?.label ?? "",
  };
}

/** @param {Goal} goal @param {View} view @param {PlayerFrame} frame */
function reaches({ property, outcome }, view, frame) {
  if (property !== "") {
    const found = frame.properties.find(({ name }) => name === property);
    const kind = view.ended.properties.find(({ name }) => name === property)?.kind;
    return found !== undefined && found.open !== true && found.holds === (kind === "reachable");
  }
  return frame.final && Object.entries(outcome).every(([path, wanted]) => spelled(partOf(frame.outcome, path)) === wanted);
}

/** How the run ends as it goes on now, beside what is needed. @param {Goal} goal @param {View} view */
function ending({ outcome }, view) {
  const now = view.ended.outcome;
  if (now === null) return "";
  const parts = Object.entries(outcome).map(
    ([path, wanted]) => `${path.replaceAll(/[._]/g, " ")} is ${show(partOf(now, path))}, and you need ${wanted}`,
  );
  return `As it goes on now, ${parts.join("; ")}`;
}

/** @param {unknown} outcome @param {string} path */
function partOf(outcome, path) {
  /** @type {unknown} */
  let value = outcome;
  for (const step of path.split("."))
    value = typeof value === "object" && value !== null ? /** @type {Record<string, unknown>} */ (value)[step] : undefined;
  return value;
}

/** A value as the goal writes it. @param {unknown} value @returns {string} */
function spelled(value) {
  if (Array.isArray(value)) return value.map(spelled).join(" ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${name} ${spelled(part)}`)
      .join(", ");
  return String(value);
}
