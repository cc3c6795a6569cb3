/** @import {Spec} from "./spec.js" */

/**
 * Build the permalink of a run and step: parameters, the student's own choices, the step.
 * @param {string} concept
 * @param {Spec} spec
 * @returns {string} a path with its query
 */
export function linkTo(concept, { parameters, scenario, choices, step, revision, seenBy }) {
  const query = new URLSearchParams();
  if (scenario !== null) query.set("scenario", scenario);
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  // An empty list has to be written: without choices, the scenario's own would be taken.
  if (choices !== null) query.set("choices", choices.join(","));
  if (step !== null) query.set("step", String(step));
  // What the choices mean may change with the model.
  if (choices !== null && revision) query.set("revision", String(revision));
  if (seenBy) query.set("seen-by", seenBy);
  return `/play/${encodeURIComponent(concept)}?${query}`;
}

/**
 * Build the same permalink as a whole address.
 * @param {string} concept
 * @param {Spec} spec
 */
export function addressOf(concept, spec) {
  return new URL(linkTo(concept, spec), location.href).href;
}

/**
 * Keep in an address of this page the lesson that the reader came from (app/web/pages/way_back.py).
 * @param {string} link a path with its query
 */
export function withWayBack(link) {
  const came = [...new URLSearchParams(location.search)].filter(([name]) => name === "from" || name === "at");
  return came.length === 0 ? link : `${link}&${new URLSearchParams(came)}`;
}

/**
 * Parse the choices of an attribute or a link.
 * @param {string | null} text
 * @returns {readonly number[] | null} null when nothing is said about them
 */
export function readChoices(text) {
  if (text === null) return null;
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(Number);
}
