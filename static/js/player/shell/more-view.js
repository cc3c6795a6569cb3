import { html } from "lit";
import { openHelp } from "../keyboard/help-view.js";
import { shareTools } from "../sharing/sharing-view.js";
import { placeBy } from "./popover.js";

/** @import {ShareModel} from "../sharing/sharing-view.js" */

/**
 * The menu of less common commands: keys, compare, open and export. The browser closes the popover on Escape and on a click outside.
 * @param {ShareModel} model
 */
export function more(model) {
  const id = `${model.id}-more`;
  /** @param {Event} event the menu gives the focus back to its button before the dialog takes it, or it would be lost afterwards */
  const help = (event) => {
    const key = /** @type {Element} */ (event.currentTarget);
    close(event);
    openHelp(key);
  };
  return html`<button type="button" class="sp-more" popovertarget=${id}>More</button>
    <div class="sp-more-list" id=${id} popover="auto" role="group" aria-label="More" @toggle=${toggled} @click=${close}>
      <button type="button" class="sp-keys" aria-haspopup="dialog" @click=${help}>Keys</button>
      ${shareTools(model)}
    </div>`;
}

/** Close the menu after a choice, and move the focus into the sheet that it opened. @param {Event} event */
function close(event) {
  const list = event.target instanceof Element ? event.target.closest(".sp-more-list") : null;
  if (event.target === list || !(list instanceof HTMLElement)) return;
  list.hidePopover();
  requestAnimationFrame(() => {
    const control = list.closest("sim-player")?.querySelector(".sp-share :is(button, input)");
    if (control instanceof HTMLElement) control.focus();
  });
}

/** @param {ToggleEvent} event */
function toggled(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const button = list.previousElementSibling;
  if (event.newState === "open" && button !== null) placeBy(list, button);
}
