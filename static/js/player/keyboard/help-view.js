import { html } from "lit";
import { KEYS } from "./keys.js";

/** @import {Group} from "./keys.js" */

/**
 * The dialog that lists all keys, closed at first.
 * @param {string} id
 * @param {readonly Group[]} more those of the run's editors
 */
export function help(id, more) {
  /** @param {MouseEvent} event a click beside the sheet, which meets the dialog itself */
  const outside = (event) => {
    if (event.target === event.currentTarget) close(event);
  };
  return html`<dialog class="sp-help" aria-labelledby="${id}-help" @click=${outside}>
    <div class="sp-sheet">
      <h3 id="${id}-help">Keys</h3>
      <button type="button" class="sp-close" @click=${close}>Close</button>
      ${[...KEYS, ...more].map(group)}
    </div>
  </dialog>`;
}

/**
 * Open the dialog of the player that contains an element.
 * @param {Element} within
 */
export function openHelp(within) {
  const sheet = within.closest("sim-player")?.querySelector("dialog.sp-help");
  if (sheet instanceof HTMLDialogElement && !sheet.open) sheet.showModal();
}

/** @param {Event} event */
function close(event) {
  if (event.currentTarget instanceof Element) /** @type {HTMLDialogElement | null} */ (event.currentTarget.closest("dialog"))?.close();
}

/** @param {Group} group */
function group({ where, keys }) {
  return html`<table>
    <caption>${where}</caption>
    <thead class="sp-hidden"><tr><th scope="col">Keys</th><th scope="col">What they do</th></tr></thead>
    <tbody>${keys.map(({ keys: names, does }) => html`<tr><th scope="row">${names.map((name, at) => html`${at === 0 ? "" : " or "}<kbd>${name}</kbd>`)}</th><td>${does}</td></tr>`)}</tbody>
  </table>`;
}
