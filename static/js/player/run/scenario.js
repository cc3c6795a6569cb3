/** @import {Declaration} from "../parameters/form.js" */
/** @import {View} from "./session.js" */
/** @import {Values} from "./spec.js" */

/**
 * Whether a run has left the scenario that it was opened with: another value of a parameter, or another choice than the scenario's own. What
 * follows a scenario's choices is the default.
 * @param {View} view
 * @param {Values} given the parameters that were asked for
 * @param {Declaration | null} declaration
 */
export function leftScenario({ opened, ended }, given, declaration) {
  const scenario = declaration?.scenarios.find(({ name }) => name === opened.scenario);
  if (declaration === null || scenario === undefined) return false;
  /** @param {string} name */
  const own = (name) => scenario.parameters[name] ?? declaration.parameters.find((parameter) => parameter.name === name)?.default;
  const set = Object.entries(given).some(([name, value]) => String(own(name)) !== String(value));
  return set || ended.choices.some((choice, step) => choice !== (scenario.choices[step] ?? 0));
}
