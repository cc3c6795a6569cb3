import { html, nothing } from "lit";
import { budgetLine } from "../words.js";

/** @import {EnabledRecord, PlayerFrame} from "../../protocol.js" */

/** @typedef {{frame: PlayerFrame, taken: number | null, onChoose: (index: number) => void, ending: unknown, unseen?: string}} NextModel `ending`: how the run ends, where it does; `unseen`: that all this is hidden from somebody */

/**
 * The enabled events: normal ones first, then faults, with what is left of their budgets.
 * @param {NextModel} model
 */
export function next({ frame, taken, onChoose, ending, unseen = "" }) {
  const normal = frame.enabled.filter((event) => !event.fault);
  const faults = frame.enabled.filter((event) => event.fault);
  /** @param {EnabledRecord} event */
  const row = (event) => choice(event, event.index === taken, onChoose);
  return html`<section class="sp-next" data-home="next">
    ${ending}
    <h3 tabindex="-1">What can happen next</h3>
    ${unseen === "" ? nothing : html`<p class="sp-quiet">${unseen}</p>`}
    ${normal.length > 0 ? html`<ul>${normal.map(row)}</ul>` : html`<p class="sp-quiet">Nothing more happens by itself.</p>`}
    ${faults.length > 0 ? html`<h4>${normal.length > 0 ? "Or a fault" : "Only a fault could"}</h4><ul>${faults.map(row)}</ul>` : nothing}
    ${frame.budgets.length > 0 ? html`<p class="sp-quiet">${budgetLine(frame.budgets)}</p>` : nothing}
  </section>`;
}

/**
 * @param {EnabledRecord} event
 * @param {boolean} taken
 * @param {(index: number) => void} onChoose
 */
function choice(event, taken, onChoose) {
  return html`<li><button type="button" class="sp-choice ${event.fault ? "sp-fault" : ""} ${taken ? "sp-taken" : ""}" data-index=${event.index}
    @click=${() => onChoose(event.index)}>
    ${event.fault ? html`<span class="sp-sign" aria-hidden="true">✕</span>` : nothing}
    <span>${event.label}${event.idle ? html` <small>changes nothing</small>` : nothing}</span>
    ${taken ? html`<small class="sp-tag">in this run</small>` : nothing}
  </button></li>`;
}
