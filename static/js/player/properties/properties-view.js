import { html, nothing } from "lit";
import { progressText } from "../endings/endings.js";
import { title, verdict } from "../words.js";
import { events, firstStep, offers, proofOf, proofText } from "./properties.js";

/** @import {PropertyRecord} from "../../protocol.js" */
/** @import {Findings} from "../endings/findings.js" */
/** @import {View} from "../run/session.js" */

/**
 * @typedef {{view: View, step: number, findings: Findings, go: (step: number) => void}} PropertiesModel
 */

/**
 * Whether each property holds at this step, why, since which event, and what could break or reach it.
 * @param {PropertiesModel} model
 */
export function properties(model) {
  const frame = model.view.frames[model.step];
  if (frame === undefined || frame.properties.length === 0) return nothing;
  return html`<section class="sp-holds">
    <h3>Does it hold?</h3>
    <ul>${frame.properties.map((property) => item(property, model))}</ul>
  </section>`;
}

/**
 * The properties that this place is about, beside the stage; those that are not named, and what can be searched for, stand elsewhere.
 * @param {PropertiesModel} model
 * @param {readonly string[]} named
 */
export function beside(model, named) {
  const found = model.view.frames[model.step]?.properties ?? [];
  const wanted = named.flatMap((name) => found.filter((one) => one.name === name));
  const shown = wanted.length > 0 ? wanted : found.slice(0, 1);
  if (shown.length === 0) return nothing;
  return html`<section class="sp-holds sp-beside">
    <h3>What matters here</h3>
    <ul>${shown.map((property) => item(property, model, false))}</ul>
  </section>`;
}

/** @param {PropertyRecord} property @param {PropertiesModel} model @param {boolean} searches whether what can be searched for is offered */
function item(property, { view, step, findings, go }, searches = true) {
  const { name } = property;
  const whole = view.ended.properties.find((other) => other.name === name);
  const { mark, state, verdict: word, because } = verdict(property, whole, view.frames[step]?.final);
  const sentence = view.opened.sentences[name] ?? "";
  const jumps = events(view.frames, step, name, whole?.kind);
  return html`<li class="sp-property sp-${state}" data-property=${name} data-home=${name} tabindex="-1">
    <span class="sp-mark" aria-hidden="true">${mark}</span>
    <span><b>${title(name)}.</b> ${sentence}</span>
    <small><span class="sp-verdict">${word}</span> ${because}${jumps.map(
      (jump) => html` <button type="button" class="sp-link-button sp-since" @click=${() => go(jump.step)}>${jump.text}</button>`,
    )}</small>
    ${searches ? asked(name, sentence, whole?.kind, view, findings) : nothing}
  </li>`;
}

/**
 * What a search found about a property, and what can be searched for.
 * @param {string} name
 * @param {string} sentence
 * @param {string | undefined} kind
 * @param {View} view
 * @param {Findings} findings
 */
function asked(name, sentence, kind, view, findings) {
  const { search, trouble, result, shrinking, closed } = findings;
  if (closed) return nothing;
  const proof = proofOf(result, name);
  const mine = search !== null && search.want === name;
  const text = mine ? `${progressText(search.progress)}.` : proofText(kind, proof);
  const broken = firstStep(view.frames, name, false) !== null;
  return html`<small class="sp-proof" role="status">${text}</small>
    ${trouble !== null && trouble.want === name ? html`<small class="sp-error" role="alert">${trouble.text}</small>` : nothing}
    <span class="sp-offers">${offers(kind, broken, proof).map((offer) => {
      const stops = mine && offer.deed === "search";
      const busy = offer.deed === "search" ? search !== null && !mine : offer.deed === "shrink" && shrinking;
      const act = () => (stops ? findings.cancel() : findings.act(name, offer.deed));
      return html`<button type="button" class="sp-link-button sp-offer" aria-disabled=${busy ? "true" : "false"}
        aria-label="${stops ? "Stop searching" : offer.text}: ${sentence}" @click=${act}>${stops ? "Stop searching" : offer.text}</button>`;
    })}</span>`;
}
