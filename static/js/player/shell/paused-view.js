import { guard, html, nothing } from "lit";
import { diagram } from "../diagram/diagram-view.js";
import { diagramTools } from "../diagram/interaction-view.js";
import { legend } from "../diagram/legend-view.js";
import { panels, SPACE_TIME, stagePanel } from "../panels/panels-view.js";
import { chips } from "../parameters/chips-view.js";
import { events } from "../timeline/events-view.js";
import { bar } from "../timeline/playback-view.js";
import { end, skip } from "./skip-view.js";

/** @import {PlayerModel} from "./player-view.js" */
/** @import {View} from "../run/session.js" */

/**
 * The view of a paused run, which waits for an answer: its past can be stepped through, no choice can be made, and the server has not sent what comes after.
 * @param {PlayerModel} model
 * @param {View} view
 */
export function waiting(model, view) {
  const { id, session, layout, parting, interaction, act } = model;
  const { step } = session;
  const frame = view.frames[step];
  if (frame === undefined) return nothing;
  const label = "Space-time diagram up to the question; left and right arrow keys step through it";
  const space = () => html`${diagramTools(interaction, layout, view.ended.diagram, true)}
      ${guard([layout, step, parting, frame, interaction.lit, interaction.active], () => diagram({ layout, drawn: view.ended.diagram, frames: view.frames, frame, step, parting, id, label, interaction, onJump: act.go }))}`;
  return html`<section class="sp-player sp-waiting" aria-label=${model.name} aria-busy=${session.pending === null ? "false" : "true"}>
    ${skip(id)}
    <header class="sp-head-row">
      <h2 class="sp-title">${view.opened.title}</h2>
      ${chips({ opened: view.opened })}
    </header>
    <div class="sp-stage">
      ${view.opened.stage === SPACE_TIME ? space() : stagePanel(frame, view.ended.diagram.lanes, view.opened.stage, null)}
      <div class="sp-say"><b>Step ${step} of ${session.last}</b>${frame.narration}</div>
      ${bar({ view, step, playing: model.playing, speed: model.speed, forks: [], parting, ...act })}
      <div class="sp-side"><section class="sp-next" data-home="next">
        <h3 tabindex="-1">What happens next?</h3>
        <p>The run waits here. Answer first, then watch how it goes on.</p>
      </section></div>
    </div>
    ${frame.panels.every(({ name }) => name === view.opened.stage) ? nothing : html`<details class="sp-fold"><summary>What each process holds</summary><div class="sp-panels">${panels(frame, view.ended.diagram.lanes, view.opened.stage)}</div></details>`}
    ${events({ view, step, parting, go: act.go })}
    ${view.opened.stage === SPACE_TIME ? guard([view], () => legend(view.ended.diagram, id)) : nothing}
    <p class="sp-status" role="status">${model.status}</p>
    <p class="sp-hidden" aria-live="polite">${model.spoken}</p>
    ${end(id)}
  </section>`;
}
