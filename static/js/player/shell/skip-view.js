import { html } from "lit";

/**
 * The way past a simulation for the keyboard, which would meet every control of it: seen while it has the focus.
 * @param {string} id of the player
 */
export function skip(id) {
  /** @param {MouseEvent} event */
  const go = (event) => {
    // The address is that of the page, or of a run; where the keyboard is does not belong in it.
    event.preventDefault();
    document.getElementById(endOf(id))?.focus();
  };
  return html`<a class="sp-skip" href="#${endOf(id)}" @click=${go}>Skip this simulation</a>`;
}

/** Where it leads to: the last of the player. @param {string} id */
export function end(id) {
  return html`<p class="sp-hidden" id=${endOf(id)} tabindex="-1">End of the simulation</p>`;
}

/** @param {string} id */
function endOf(id) {
  return `${id}-end`;
}
