import { outcomeParts } from "../words.js";

/** @import {Declaration} from "../parameters/form.js" */
/** @import {View} from "../run/session.js" */
/** @import {Values} from "../run/spec.js" */

/**
 * @typedef {{concept: string, declaration: Declaration, view: View, given: Values, choices: readonly number[], step: number, seenBy?: string}} DirectiveModel
 * `given`: the parameters that were asked for; `choices`: the student's own
 */

/**
 * Write the directive that shows exactly this run and step in a lesson.
 * @param {DirectiveModel} model
 */
export function directive(model) {
  const { concept, view, choices, step, seenBy = "" } = model;
  const { scenario, parameters } = settings(model);
  const lines = [`:::{sim} ${concept}`];
  if (scenario !== null) lines.push(`:scenario: ${scenario}`);
  for (const [name, value] of Object.entries(parameters)) lines.push(`:${name}: ${written(value)}`);
  const run = choices.length > 0 ? choices : view.ended.choices.slice(0, 1);
  // A scenario would bring its own choices. A run of defaults only is written as its first choice, which is the default.
  if (run.length > 0 && (choices.length > 0 || scenario !== null)) lines.push(`:run: ${run.join(",")}`, `:revision: ${view.opened.revision}`);
  if (step > 0) lines.push(`:step: ${step}`);
  if (seenBy !== "") lines.push(`:seen-by: ${seenBy}`);
  return `${[...lines, `:alt: ${alternative(view)}`, ":::"].join("\n")}\n`;
}

/**
 * Select the options to write: what differs from the defaults, or from the scenario. A variant that is broken on purpose is not an option of a
 * lesson; it is named by its scenario.
 * @param {DirectiveModel} model
 * @returns {{scenario: string | null, parameters: Values}}
 */
function settings({ declaration, view, given }) {
  const declared = new Map(declaration.parameters.map((parameter) => [parameter.name, parameter]));
  const hidden = Object.entries(given).filter(([name]) => !declared.has(name));
  const carrier = hidden.length === 0 ? null : declaration.scenarios.find((one) => hidden.every(([name, value]) => one.parameters[name] === value));
  const scenario = declaration.scenarios.find(({ name }) => name === view.opened.scenario) ?? carrier ?? null;
  // With another scenario than the one that was asked for, all that it sets has to be written.
  const asked = (scenario?.name ?? null) === view.opened.scenario ? given : { ...view.opened.parameters };
  const mine = Object.keys(asked).filter((name) => declared.has(name));
  /** @param {string} name */
  const usual = (name) => scenario?.parameters[name] ?? declared.get(name)?.default;
  /** @param {string} name */
  const value = (name) => view.opened.parameters[name] ?? asked[name] ?? "";
  const differing = mine.filter((name) => value(name) !== usual(name));
  // The default of a text may depend on other parameters, so it is left out only where nothing else is written.
  const kept = mine.filter((name) => differing.includes(name) || (differing.length > 0 && declared.get(name)?.type === "text"));
  return { scenario: scenario?.name ?? null, parameters: Object.fromEntries(kept.map((name) => [name, value(name)])) };
}

/** @param {string | number | boolean} value as an option of one line, which cannot be empty */
function written(value) {
  const text = String(value).trim().replaceAll(/\s+/g, " ");
  return text === "" ? "none" : text;
}

/**
 * A first draft of the alternative text; the author knows what the run is for.
 * @param {View} view
 */
function alternative({ opened, frames, ended }) {
  const faults = frames.filter(({ event }) => event?.fault).map(({ event, step }) => `${event?.label} at step ${step}`);
  const happens = faults.length > 0 ? faults.join(", ") : "no fault happens";
  const parts = outcomeParts(ended.outcome, ended.diagram.lanes, ended.outcome_titles).map(({ name, text }) => `${name.toLowerCase()} ${text}`);
  const ends = parts.length > 0 ? `It ends with ${parts.join(", ")}.` : `It is cut off after ${ended.length} events.`;
  return `${opened.title}: ${happens}. ${ends}`.replaceAll(/\s+/g, " ");
}
