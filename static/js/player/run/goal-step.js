import { readChoices } from "./link.js";

/** @import {View} from "./session.js" */

/**
 * Find the step at which a run reaches the goal of a challenge.
 * @param {string | null} goalChoices the choices that were judged to reach it, as the attribute has them
 * @param {Pick<View, "ended">} view
 * @returns {number | null} null where nothing was judged so, or where this is another run
 */
export function goalStepOf(goalChoices, { ended }) {
  const choices = readChoices(goalChoices);
  return choices?.every((choice, step) => choice === ended.choices[step]) ? choices.length : null;
}
