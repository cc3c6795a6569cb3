import { html, nothing } from "lit";
import { bar } from "../timeline/playback-view.js";
import { missedText, partingText } from "./pair.js";

/** @import {Difference, Pair, Parting} from "./pair.js" */
/** @import {View} from "../run/session.js" */

/**
 * @typedef {{pair: Pair, parting: Parting | null, differences: readonly Difference[], link: string | null, status: string, go: (step: number) => void,
 *   copy: () => void}} WordsModel
 */

/**
 * What two runs have in common and what not, in words.
 * @param {WordsModel} model
 */
export function words({ pair, parting, differences, link, status, go, copy }) {
  const missed = missedText(pair);
  return html`<div class="cmp-words">
    <p class="cmp-parting">${partingText(parting)}
      ${parting === null ? nothing : html`<button type="button" class="cmp-jump" @click=${() => go(parting.step)}>Show step ${parting.step}</button>`}</p>
    ${missed === "" ? nothing : html`<p class="cmp-missed">${missed}</p>`}
    ${differences.length === 0 ? html`<p class="cmp-same">Endings and properties are the same on both sides.</p>` : table(differences)}
    <div class="cmp-tools">
      <span class="cmp-lead">${pair.lead === "a" ? "Left" : "Right"} leads.</span>
      <button type="button" class="cmp-copy" @click=${copy}>Copy link to this pair</button>
    </div>
    ${link === null ? nothing : html`<label class="cmp-link">Copy this address <input type="text" readonly .value=${link}></label>`}
    <p class="cmp-status" role="status">${status}</p>
  </div>`;
}

/** @param {readonly Difference[]} differences */
function table(differences) {
  return html`<div class="cmp-scroll" role="group" aria-label="What differs" tabindex="0"><table class="cmp-differences">
    <caption>What differs in the end</caption>
    <thead><tr><td></td><th scope="col">Left</th><th scope="col">Right</th></tr></thead>
    <tbody>${differences.map(({ name, left, right }) => html`<tr><th scope="row">${name}</th><td>${left}</td><td>${right}</td></tr>`)}</tbody>
  </table></div>`;
}

/**
 * The one set of controls of two players.
 * @param {{view: View, step: number, playing: boolean, speed: number, parting: number | null, spoken: string, go: (step: number, spoken?: boolean) => void,
 *   toggle: () => void, setSpeed: (speed: number) => void}} model
 */
export function controls(model) {
  return html`${bar({ ...model, forks: [] })}<p class="sp-hidden" aria-live="polite">${model.spoken}</p>`;
}
