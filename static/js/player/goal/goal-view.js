import { html, nothing } from "lit";

/** @import {GoalStanding} from "./goal.js" */

/**
 * The goal of a challenge, how far the run is from it, and the way to hand it in, beside the controls.
 * @param {GoalStanding} standing
 * @param {number} step on show
 * @param {(step: number) => void} go
 */
export function goalBar({ goal, step: reached, standing, event }, step, go) {
  const there = reached !== null && step >= reached;
  return html`<div class="sp-goal-bar ${there ? "sp-there" : ""}">
    <p class="sp-goal-sentence"><b>Goal</b> ${goal.sentence}</p>
    ${
      there
        ? html`<p class="sp-goal-reached" role="status"><b>✓ Reached at step ${reached}${event === "" ? "" : `: ${event}`}.</b>
          <button type="button" class="sp-hand-in" @click=${handIn}>Answer with this run</button></p>`
        : html`<p class="sp-goal-standing" role="status">${standing === "" ? nothing : html`<span>${standing}</span> `}${
            reached === null
              ? nothing
              : html`<button type="button" class="sp-link-button" @click=${() => go(reached)}>Reached at step ${reached}</button>`
          }</p>`
    }
  </div>`;
}

/** The page knows the form. @param {Event} event */
function handIn(event) {
  /** @type {Element} */ (event.currentTarget).dispatchEvent(new CustomEvent("sim-hand-in", { bubbles: true }));
}
