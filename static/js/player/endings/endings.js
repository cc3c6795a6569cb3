import { title } from "../words.js";

/** @import {CellRecord, EndingRecord, Endings, Opened, Progress, TableRecord} from "../../protocol.js" */
/** @import {Scenario} from "../parameters/form.js" */
/** @import {View} from "../run/session.js" */
/** @import {Spec, Values} from "../run/spec.js" */

/** @typedef {{parameters: Values, choices: readonly number[]}} Found A run that a search found: parameters that differ from the searched ones, choices. */

/**
 * The cache key of a model: the same parameters have the same endings, however they were asked for.
 * @param {Opened} opened
 */
export function nameOf({ concept, revision, parameters }) {
  const sorted = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([concept, revision, sorted]);
}

/**
 * Whether a run stands in this cell of the table: its parameters are the row's and the column's, and it ends as the cell says.
 * @param {CellRecord} cell
 * @param {TableRecord} table
 * @param {View} view
 */
export function standsIn(cell, table, { opened, ended }) {
  const here = table.axes.every((name) => opened.parameters[name] === cell.parameters[name]);
  return here && Object.entries(cell.outcome).every(([name, value]) => ended.outcome !== null && same(ended.outcome[name], value));
}

/**
 * Head the columns of a list of outcomes. Where the endings call a part by different titles, its name heads it.
 * @param {readonly EndingRecord[]} outcomes
 */
export function columnTitles(outcomes) {
  return Object.keys(outcomes[0]?.outcome ?? {}).map((name) => {
    const titles = new Set(outcomes.map((ending) => ending.titles?.[name] ?? title(name)));
    return titles.size === 1 ? ([...titles][0] ?? "") : title(name);
  });
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Whether a table that was found with some parameters is also the table of others: only swept parameters differ.
 * @param {Endings} result
 * @param {Opened} opened
 */
export function tableStays({ exploration, table }, opened) {
  const cell = table?.rows.flatMap((row) => row.cells.flat())[0];
  if (cell === undefined || exploration.concept !== opened.concept || exploration.revision !== opened.revision) return false;
  /** @param {Readonly<Record<string, unknown>>} values */
  const rest = (values) =>
    Object.entries(values)
      .filter(([name]) => !(name in cell.parameters))
      .sort(([one], [other]) => (one < other ? -1 : 1));
  return same(rest(exploration.parameters), rest(opened.parameters));
}

/**
 * Describe how to open a run that was found. The scenario is kept where only choices differ, or where it is broken on purpose; with other
 * parameters the run is not the scenario's any more.
 * @param {Found} found
 * @param {{view: View, spec: Spec, scenarios: readonly Scenario[]}} context what is on show
 * @returns {Spec}
 */
export function specOf({ parameters, choices }, { view, spec, scenarios }) {
  const changed = Object.entries(parameters).filter(([name, value]) => view.opened.parameters[name] !== value);
  if (changed.length === 0) return { ...spec, choices, step: 0 };
  const scenario = scenarios.find(({ name }) => name === spec.scenario);
  const scenarioValues = scenario?.broken ? {} : (scenario?.parameters ?? {});
  return {
    parameters: { ...scenarioValues, ...spec.parameters, ...Object.fromEntries(changed) },
    scenario: scenario?.broken ? spec.scenario : null,
    choices,
    step: 0,
  };
}

/**
 * Say how much was searched, and whether that was all.
 * @param {{states: number, exhausted: boolean, stopped?: string | null}} search
 */
export function searched({ states, exhausted, stopped }) {
  if (exhausted) return `Found by trying all ${count(states, "state")}.`;
  return `Stopped after ${count(states, "state")}${stopped === "time" ? ", when the time was up" : ""}: there may be more.`;
}

/**
 * Say how far a search is.
 * @param {Progress | null} progress null: nothing was heard yet
 */
export function progressText(progress) {
  if (progress === null) return "Searching…";
  const part = progress.searches > 1 ? `, search ${Math.min(progress.done + 1, progress.searches)} of ${progress.searches}` : "";
  return `Searching: ${count(progress.states, "state")} found${part}`;
}

/**
 * Format a number with its noun and thousands separators.
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
