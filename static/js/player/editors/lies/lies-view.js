import { html, live, nothing } from "lit";
import { title } from "../../words.js";
import { about, matrices, narrowed, processName, sentence, spoken } from "./lies.js";

/** @import {LieSlot, RunPropertyRecord} from "../../../protocol.js" */
/** @import {Ask, Matrix, Picks, Strategy} from "./lies.js" */
/** @import {Found} from "./verdict.js" */

/**
 * @typedef {{
 *   slots: readonly LieSlot[], choices: readonly number[], step: number, picks: Picks, scope: string | null, seed: number, strategy: Strategy | null,
 *   closed: boolean, searching: boolean, progress: string, found: Found | null, said: string, verdicts: readonly RunPropertyRecord[], act: LieActions}} LiesModel `strategy`: the one that the lies follow now
 */
/**
 * @typedef {{
 *   turn: (slot: LieSlot, by: 1 | -1) => void, fill: (strategy: Strategy, seed?: number) => void, pick: (name: Ask["name"], value: string) => void,
 *   limit: (traitor: string | null) => void, search: () => void, play: (choices: readonly number[]) => void}} LieActions
 */

/** @type {readonly (readonly [Strategy, string])[]} */
const STRATEGIES = [
  ["same", "The same to everyone"],
  ["differ", "Different by receiver"],
  ["halves", "One half against the other"],
  ["random", "Random"],
];
const ASKS = { round: "Round", traitor: "Told by", receiver: "Told to" };

/**
 * All lies of a run, message by message, each a button that turns to the next value; ways to fill them in; and the search for one that breaks it.
 * @param {LiesModel} model
 */
export function lies(model) {
  const traitors = [...new Set(model.slots.map((slot) => slot.traitor))];
  const { slots, asks } = narrowed(model.slots, model.picks);
  return html`<section class="sp-lies" aria-label="Lies"><details open>
    <summary>Lies of ${traitors.map(processName).join(", ")} <small>${model.slots.length} values</small></summary>
    ${strategies(model, traitors)}
    ${asks.length > 0 ? html`<div class="sp-lie-row">${asks.map((ask) => asking(ask, model.act))}</div>` : nothing}
    <div class="sp-lie-rounds">${matrices(slots).map((one) => matrix(one, model))}</div>
    <p class="sp-quiet">Click a value to change it; later lies stay as they are. A filled value has been told by this step; the one with a thick border comes next.</p>
    ${ending(model)}
    ${model.closed ? nothing : search(model)}
    <p class="sp-hidden" aria-live="polite">${model.said}</p>
  </details></section>`;
}

/** @param {LiesModel} model @param {readonly string[]} traitors */
function strategies({ scope, seed, strategy, act }, traitors) {
  /** @param {Event} event */
  const typed = (event) => act.fill("random", Number(/** @type {HTMLInputElement} */ (event.currentTarget).value));
  return html`<div class="sp-lie-row" role="group" aria-label="Fill in the lies">
    ${traitors.length > 1 ? chooser("Fill in", ["", ...traitors], scope ?? "", (value) => act.limit(value || null)) : nothing}
    ${STRATEGIES.map(
      ([name, label]) => html`<button type="button" data-strategy=${name} aria-pressed=${name === strategy ? "true" : "false"}
        @click=${() => act.fill(name)}>${label}</button>`,
    )}
    <label>Seed <input type="number" min="0" max="999999" .value=${live(String(seed))} @change=${typed}></label>
  </div>`;
}

/** @param {Ask} ask @param {LieActions} act */
function asking({ name, values, value }, act) {
  return chooser(ASKS[name], values, value, (picked) => act.pick(name, picked));
}

/** @param {string} label @param {readonly (string | number)[]} values @param {string | number} value @param {(value: string) => void} act */
function chooser(label, values, value, act) {
  /** @param {string | number} one */
  const written = (one) => (one === "" ? "all traitors" : typeof one === "number" ? one + 1 : processName(one));
  return html`<label>${label} <select aria-label=${label} @change=${(/** @type {Event} */ event) => act(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
    ${values.map((one) => html`<option value=${one} .selected=${one === value}>${written(one)}</option>`)}</select></label>`;
}

/** @param {Matrix} one @param {LiesModel} model */
function matrix({ round, receivers, rows }, model) {
  return html`<div class="sp-scroll" aria-label="Lies of round ${round + 1}"><table>
    <caption class="sp-hidden">Round ${round + 1}</caption>
    <thead><tr><th scope="col">Round ${round + 1}</th>${receivers.map((name) => html`<th scope="col">to ${processName(name)}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({ traitor, cells }) => html`<tr><th scope="row" class="sp-traitor">${processName(traitor)}</th>
        ${cells.map((cell) => html`<td>${message(cell, model)}</td>`)}</tr>`,
    )}</tbody>
  </table></div>`;
}

/** @param {readonly LieSlot[]} slots the values of one message @param {LiesModel} model */
function message(slots, model) {
  if (slots.length === 0) return "–";
  return html`<span class="sp-lie-message">${slots.map((slot) => lie(slot, slots.length > 1 || slot.part.includes("."), model))}</span>`;
}

/** @param {LieSlot} slot @param {boolean} named @param {LiesModel} model */
function lie(slot, named, { choices, step, act }) {
  const state = slot.step < step ? "sp-told" : slot.step === step ? "sp-next-lie" : "";
  const name = sentence(slot, choices);
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (by === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act.turn(slot, by);
  };
  return html`<span>${named ? html`<small aria-hidden="true">${short(slot)}</small>` : nothing}<button type="button" class="sp-lie-value ${state}"
    data-step=${slot.step} aria-label=${name} title=${name} @click=${() => act.turn(slot, 1)} @keydown=${key}>${spoken(slot, choices)}</button></span>`;
}

/** @param {LieSlot} slot */
function short(slot) {
  return slot.part === slot.traitor ? "itself" : about(slot).replace(" about ", "").replace(", by ", "·").replaceAll(", ", "·");
}

/** How the run with these lies ends, beside them: nobody has to play it to see that. @param {LiesModel} model */
function ending({ verdicts }) {
  return html`<ul class="sp-lies-end" aria-label="With these lies, in the end">${verdicts.map(
    ({
      name,
      holds,
      because,
    }) => html`<li><b class=${holds ? "sp-good" : "sp-bad"}><span aria-hidden="true">${holds ? "✓" : "✗"}</span> ${title(name)}
      ${holds ? "holds" : "is violated"}</b>: ${because}</li>`,
  )}</ul>`;
}

/** @param {LiesModel} model */
function search({ searching, progress, found, act }) {
  const others = found?.broken.slice(1) ?? [];
  return html`<div class="sp-lie-row sp-lie-search">
    <button type="button" class="sp-search-lies" @click=${act.search}>${searching ? "Cancel the search" : "Search all lies"}</button>
    ${searching ? html`<span class="sp-quiet">${progress}</span>` : nothing}
    <p class="sp-found ${found === null ? "" : `sp-${found.state}`}" role="status">${searching ? "Searching…" : found === null ? "" : html`<b class="sp-verdict" aria-hidden="true">${{ good: "✓", bad: "✗", wait: "○" }[found.state]}</b> ${found.text}`}</p>
    ${others.map(({ name, choices }) => html`<button type="button" @click=${() => act.play(choices)}>${title(name)} breaks too: show</button>`)}
  </div>`;
}
