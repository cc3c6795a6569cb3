import { html, nothing } from "lit";
import { inWords, labelOf } from "../words.js";
import { processesOf } from "./perspective.js";

/** @import {SeenView} from "./perspective.js" */

/**
 * The switch between the whole run and what one process sees of it; nothing where there are no processes.
 * @param {SeenView} view
 * @param {(process: string) => void} see
 */
export function perspectiveSwitch(view, see) {
  const { seenBy } = view;
  const processes = processesOf(view);
  if (processes.length === 0) return nothing;
  /** @param {Event} event */
  const chosen = (event) => see(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<label class="sp-perspective ${seenBy === undefined ? "" : "sp-covering"}"><span>As seen by</span>
    <select @change=${chosen}>
      <option value="" .selected=${seenBy === undefined}>everyone</option>
      ${processes.map((lane) => html`<option value=${lane.name} .selected=${lane.name === seenBy?.name}>${labelOf(lane)}</option>`)}
    </select></label>`;
}

/**
 * Who does not see the choices that the student has; empty where nothing is covered.
 * @param {SeenView} view
 */
export function unseenChoices({ seenBy }) {
  return seenBy === undefined ? "" : `You see this; ${inWords(seenBy)} does not.`;
}

/**
 * What stands in place of the properties: they speak of all processes.
 * @param {SeenView} view
 * @returns {unknown} null where nothing is covered
 */
export function coveredProperties(view) {
  const { seenBy } = view;
  if (seenBy === undefined) return null;
  return html`<section class="sp-holds sp-beside"><h3>What matters here</h3>
    <p class="sp-quiet">Covered: ${inWords(seenBy)} cannot know whether it holds.</p></section>`;
}
