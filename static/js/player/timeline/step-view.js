import { html, nothing } from "lit";
import { breaks } from "../properties/properties.js";
import { outcomeParts } from "../words.js";

/** @import {View} from "../run/session.js" */

/**
 * The words of a step: its sentence, and a property that is violated from here on.
 * @param {View} view
 * @param {number} step
 * @param {number | null} [goalStep] the step at which the run reaches the goal of a challenge
 */
export function words(view, step, goalStep = null) {
  const frame = view.frames[step];
  const goal = step === goalStep ? html` <span class="sp-goal">✓ Goal reached</span>` : nothing;
  return html`<b>Step ${step} of ${view.frames.length - 1}</b>${frame?.narration}${broken(view, step)}${goal}`;
}

/**
 * That a property is violated from this step on.
 * @param {View} view
 * @param {number} step
 */
function broken({ frames, ended }, step) {
  const text = breaks(frames, ended.properties).get(step);
  return text === undefined ? nothing : html` <span class="sp-breaks">✗ ${text}</span>`;
}

/**
 * How the run ends, where it ends; a run that was cut off says so.
 * @param {View} view
 * @param {number} step
 */
export function ending({ ended, frames }, step) {
  const frame = frames[step];
  if (step === frames.length - 1 && ended.end === "bound") {
    return html`<p class="sp-ending sp-cut-off"><b>Cut off</b> after ${ended.length} events: this run goes on without an end.</p>`;
  }
  const parts = frame?.final ? outcomeParts(frame.outcome, ended.diagram.lanes, frame.outcome_titles) : [];
  if (parts.length === 0) return nothing;
  return html`<p class="sp-ending"><b>Ending</b> ${parts.map(({ name, text }) => html`<span>${name} <strong>${text}</strong></span> `)}</p>`;
}
