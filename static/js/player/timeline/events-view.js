import { html, nothing } from "lit";
import { breaks } from "../properties/properties.js";
import { callIn } from "../words.js";

/** @import {PlayerFrame} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */

/**
 * Every event of the run as a table: the diagram in words, and a way to any step.
 * @param {{view: View, step: number, parting: number | null, goalStep?: number | null, go: (step: number) => void}} model
 */
export function events({ view, step, parting, goalStep = null, go }) {
  const broken = breaks(view.frames, view.ended.properties);
  const call = callIn(view.ended.diagram.lanes);
  return html`<div class="sp-events"><div class="sp-scroll" aria-label="Events of this run"><table>
      <caption class="sp-hidden">Events of this run</caption>
      <thead><tr><th scope="col">Step</th><th scope="col">Where</th><th scope="col">Event</th><th scope="col">What happened</th></tr></thead>
      <tbody>${view.frames.map((frame) => row(frame, { current: frame.step === step, parting: frame.step === parting, goalStep: frame.step === goalStep, broken: broken.get(frame.step) }, call, go))}</tbody>
    </table></div>
  </div>`;
}

/** @param {PlayerFrame} frame @param {{current: boolean, parting: boolean, goalStep: boolean, broken: string | undefined}} marks @param {(name: string) => string} call @param {(step: number) => void} go */
function row({ step, event, narration }, { current, parting, goalStep, broken }, call, go) {
  return html`<tr class=${event?.fault ? "sp-fault" : ""} aria-current=${current ? "step" : nothing} @click=${() => go(step)}>
    <th scope="row"><button type="button" aria-label="Go to step ${step}">${step}</button></th>
    <td>${event === null ? "" : call(event.process)}</td><td>${event === null ? "Start" : `${event.fault ? "✕ Fault: " : ""}${event.label}`}${
      broken === undefined ? nothing : html` <span class="sp-breaks">✗ ${broken}</span>`
    }${goalStep ? html` <span class="sp-goal">✓ goal reached</span>` : nothing}${parting ? html` <span class="sp-parts">⇹ the runs part here</span>` : nothing}</td><td>${narration}</td>
  </tr>`;
}
