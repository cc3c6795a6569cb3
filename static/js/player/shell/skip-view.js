import { html } from "lit";

/**
 * The skip link past a simulation, visible while it has the focus.
 * @param {string} id of the player
 */
export function skip(id) {
  /** @param {MouseEvent} event */
  const go = (event) => {
    // No fragment in the address: it is that of the page, or of a run.
    event.preventDefault();
    document.getElementById(endOf(id))?.focus();
  };
  return html`<a class="sp-skip" href="#${endOf(id)}" @click=${go}>Skip this simulation</a>`;
}

/** The target of the skip link: the end of the player. @param {string} id */
export function end(id) {
  return html`<p class="sp-hidden" id=${endOf(id)} tabindex="-1">End of the simulation</p>`;
}

/** @param {string} id */
function endOf(id) {
  return `${id}-end`;
}
