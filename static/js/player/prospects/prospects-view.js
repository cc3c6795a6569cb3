import { html, nothing, svg } from "lit";
import { progressText } from "../endings/endings.js";
import { possibleAt } from "./prospects.js";
import { turnSign } from "./signs.js";

/** @import {Foresight} from "./foresight.js" */
/** @import {Turn} from "./prospects.js" */

/**
 * The steps of the run on show at which something becomes certain or impossible: the legend of their signs on the timeline, and a way to each.
 * @param {{foresight: Foresight, go: (step: number) => void, covered: boolean}} model `covered`: only what one process sees is shown
 */
export function turningPoints({ foresight, go, covered }) {
  const { prospects, known, search, trouble, offered } = foresight;
  if (covered) return nothing;
  const heading = html`<h4>Points of no return in this run</h4>`;
  if (search !== null) return html`<div class="sp-turns">${heading}<p class="sp-quiet">${progressText(search.progress)}.</p></div>`;
  if (prospects === null) {
    if (!offered) return nothing;
    return html`<div class="sp-turns">${heading}${trouble === "" ? nothing : html`<p class="sp-quiet" role="status">${trouble}</p>`}
      <button type="button" class="sp-find" @click=${() => foresight.start()}>Find what is still possible</button></div>`;
  }
  if (known.length === 0)
    return html`<div class="sp-turns">${heading}<p class="sp-quiet">None: all that is possible at the start is still possible at the end.</p></div>`;
  return html`<div class="sp-turns">${heading}
    <ul>${known.map((turn) => html`<li>${sign(turn)}<span><button type="button" class="sp-link-button" @click=${() => go(turn.step)}>${turn.when}</button> ${turn.what}.</span></li>`)}</ul>
  </div>`;
}

/** @param {Turn} turn */
function sign(turn) {
  return html`<svg class="sp-turn-sign" width="20" height="20" aria-hidden="true"><g transform="translate(10 10)">${turnSign(turn.sign, 0)}</g></svg>`;
}

/**
 * How many endings are still possible at a step; nothing where that is not known.
 * @param {Foresight} foresight
 * @param {number} step
 */
export function stillPossible({ prospects }, step) {
  if (prospects === null) return nothing;
  const { length } = prospects.endings;
  const possible = possibleAt(prospects, step);
  return html`<span class="sp-possible">At step ${step}, <b>${possible} of ${length}</b> ${possible === 1 ? "is" : "are"} still possible.</span>`;
}

/**
 * What becomes certain or impossible at a step.
 * @param {string} text empty for nothing
 */
export function turnWords(text) {
  return text === "" ? nothing : html` <span class="sp-turn-words">${text}</span>`;
}

/**
 * The signs on the timeline.
 * @param {readonly Turn[]} turns
 * @param {number} last the last step of the run
 * @param {readonly number[]} forks steps below which a fork has its place
 */
export function turnMarks(turns, last, forks) {
  return turns
    .filter((turn) => turn.sign !== "break")
    .map((turn) => {
      const aside = forks.includes(turn.step) && (turn.sign === "fewer" || turn.sign === "one") ? -8 : 0;
      return svg`<svg x="${(100 * turn.step) / Math.max(1, last)}%" y="17.5" overflow="visible"><g transform="translate(${aside} 0)">${turnSign(turn.sign)}</g></svg>`;
    });
}
