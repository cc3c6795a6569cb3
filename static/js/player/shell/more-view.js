import { html } from "lit";
import { openHelp } from "../keyboard/help-view.js";
import { shareTools } from "../sharing/sharing-view.js";

/** @import {ShareModel} from "../sharing/sharing-view.js" */

/** Room between the menu and the edge of the window. */
const EDGE = 8;

/**
 * What is needed less often: the keys, and the ways out of the player and in again. The browser closes it by Escape and by a press beside it.
 * @param {ShareModel} model
 */
export function more(model) {
  const id = `${model.id}-more`;
  /** @param {Event} event the focus goes back to what opened the list before the sheet takes it, or it would be lost afterwards */
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

/** Whatever was chosen, the list has done its work; the keyboard goes on in the sheet that it opened. @param {Event} event */
function close(event) {
  const list = event.target instanceof Element ? event.target.closest(".sp-more-list") : null;
  if (event.target === list || !(list instanceof HTMLElement)) return;
  list.hidePopover();
  requestAnimationFrame(() => {
    const control = list.closest("sim-player")?.querySelector(".sp-share :is(button, input)");
    if (control instanceof HTMLElement) control.focus();
  });
}

/** Below its button, and as far to the right as it. @param {ToggleEvent} event */
function toggled(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const button = list.previousElementSibling;
  if (event.newState !== "open" || button === null) return;
  const { right, bottom } = button.getBoundingClientRect();
  Object.assign(list.style, { left: `${Math.max(EDGE, right - list.offsetWidth) + scrollX}px`, top: `${bottom + 4 + scrollY}px` });
}
