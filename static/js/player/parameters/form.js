/** @import {Spec, Values} from "../run/spec.js" */

/**
 * A parameter as the concept declares it.
 * @typedef {{name: string, title?: string, type: "choice" | "integer" | "boolean" | "text", default: string | number | boolean,
 *   choices?: readonly string[] | null, minimum?: number | null, maximum?: number | null, sentence: string}} Parameter
 */
/** @typedef {{name: string, title: string, sentence: string, watch: string, broken: boolean, parameters: Values, choices: readonly number[]}} Scenario */
/** @typedef {{name: string, kind: string, sentence: string}} PropertyDeclaration */
/**
 * @typedef {{slug: string, title: string, summary: string, parameters: readonly Parameter[], scenarios: readonly Scenario[],
 *   properties: readonly PropertyDeclaration[]}} Declaration
 */

/** @typedef {"segments" | "select" | "switch" | "number" | "text" | "lines"} Control */

/** The most choices that are shown as segments; more are a select. */
const SEGMENTS_MAX = 4;

/**
 * Choose the control of a parameter.
 * @param {Parameter} parameter
 * @param {string | number | boolean} value
 * @returns {Control}
 */
export function controlOf(parameter, value) {
  if (parameter.type === "boolean") return "switch";
  if (parameter.type === "integer") return "number";
  if (parameter.type === "choice") return (parameter.choices ?? []).length <= SEGMENTS_MAX ? "segments" : "select";
  return /[;\n]/.test(`${value}${parameter.default}`) ? "lines" : "text";
}

/**
 * Read the values of a filled form. What is not a number is sent as typed: the server explains what is wrong with it.
 * @param {readonly Parameter[]} parameters
 * @param {{get(name: string): unknown}} data
 * @returns {Values}
 */
export function readForm(parameters, data) {
  return Object.fromEntries(
    parameters.map(({ name, type }) => {
      const raw = data.get(name);
      if (type === "boolean") return [name, raw !== null && raw !== undefined];
      const text = String(raw ?? "").trim();
      return [name, type === "integer" && /^-?\d+$/.test(text) ? Number(text) : text];
    }),
  );
}

/**
 * Whether anything in the form was changed.
 * @param {Values} typed
 * @param {Values} opened the values that the form was opened with
 */
export function differs(typed, opened) {
  return Object.entries(typed).some(([name, value]) => String(value) !== String(opened[name] ?? "").trim());
}

/**
 * Select the values to ask for: those that were changed, and those that had been asked for. Untouched defaults are left to the server,
 * since a default may depend on another parameter.
 * @param {Values} typed
 * @param {Values} opened the values that the form was opened with
 * @param {Values} given what had been asked for
 * @returns {Values}
 */
export function asked(typed, opened, given) {
  return Object.fromEntries(Object.entries(typed).filter(([name, value]) => name in given || value !== opened[name]));
}

/**
 * Describe the run that a filled form asks for.
 * @param {Values} typed
 * @param {Values} opened the values that the form was opened with
 * @param {Declaration | null} declaration
 * @param {Spec} spec what is on show
 * @returns {Spec}
 */
export function specAfter(typed, opened, declaration, spec) {
  const scenario = declaration?.scenarios.find(({ name }) => name === spec.scenario);
  const parameters = asked(typed, opened, { ...scenario?.parameters, ...spec.parameters });
  // A protocol that is broken on purpose stays so: its variant belongs to the scenario, not to the form.
  return { parameters, scenario: scenario?.broken ? scenario.name : null, choices: [], step: null };
}

/**
 * The declared default of every parameter.
 * @param {readonly Parameter[]} parameters
 * @returns {Values}
 */
export function defaultsOf(parameters) {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
}
