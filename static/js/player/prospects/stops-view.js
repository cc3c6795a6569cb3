import { html, nothing } from "lit";
import { placeBy } from "../shell/popover.js";

/** @import {StopWhen} from "./stop-when.js" */
/** @import {Stop} from "./stops.js" */

const GROUPS = /** @type {const} */ (["Properties", "The run as a whole", "Processes"]);

/**
 * The button that opens the menu.
 * @param {string} id of the player
 */
export function stopButton(id) {
  return html`<button type="button" class="sp-stop" id="${id}-stop" popovertarget="${id}-stops" title="Go on to the step at which something happens">
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M5.5 17.5V3M5.5 4h9l-2.5 3.2 2.5 3.3h-9"/></svg><span>Stop when…</span></button>`;
}

/**
 * The menu: what happens further on in the run, each with the step at which the run is to stop. The browser closes it on Escape and on a click outside.
 * @param {{id: string, stops: readonly Stop[], stopWhen: StopWhen}} model
 */
export function stopMenu({ id, stops, stopWhen }) {
  /** @param {ToggleEvent} event */
  const toggled = (event) => {
    const button = document.getElementById(`${id}-stop`);
    if (event.newState === "open" && button !== null) placeBy(/** @type {HTMLElement} */ (event.currentTarget), button);
  };
  /** @param {Event} event @param {Stop} stop */
  const chosen = (event, stop) => {
    /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.currentTarget).closest("[popover]"))?.hidePopover();
    stopWhen.go(stop);
  };
  return html`<div class="sp-stops" id="${id}-stops" popover="auto" role="group" aria-label="Stop when" @toggle=${toggled}>
    <label><input type="checkbox" .checked=${stopWhen.plays} @change=${(/** @type {Event} */ event) => {
      stopWhen.plays = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
    }}> Play up to there</label>
    ${stops.length === 0 ? html`<p class="sp-quiet">Nothing more happens after this step.</p>` : nothing}
    ${GROUPS.map((group) =>
      list(
        group,
        stops.filter((stop) => stop.group === group),
        chosen,
      ),
    )}
  </div>`;
}

/** @param {string} group @param {readonly Stop[]} stops @param {(event: Event, stop: Stop) => void} chosen */
function list(group, stops, chosen) {
  if (stops.length === 0) return nothing;
  return html`<h3>${group}</h3>
    <ul>${stops.map((stop) => html`<li><button type="button" @click=${(/** @type {Event} */ event) => chosen(event, stop)}>${stop.text} <small>step ${stop.step}</small></button></li>`)}</ul>`;
}
