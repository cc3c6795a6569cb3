import { guard, html, nothing } from "lit";
import { forks } from "../branches/branch-tree.js";
import { branches } from "../branches/branches-view.js";
import { legend } from "../diagram/legend-view.js";
import { editors } from "../editors/editors-view.js";
import { endings } from "../endings/endings-view.js";
import { panel, panels } from "../panels/panels-view.js";
import { SPACE_TIME } from "../panels/stage.js";
import { coveredProperties, unseenChoices } from "../perspective/perspective-view.js";
import { properties } from "../properties/properties-view.js";
import { next } from "../run/choices-view.js";
import { ending } from "../timeline/step-view.js";
import { events } from "../timeline/events-view.js";
import { marked } from "../timeline/timeline.js";

/** @import {View} from "../run/session.js" */
/** @import {PlayerModel} from "./player-view.js" */

/** The panel that stands in the side column: lines of text are narrow. */
const IN_SIDE = "program";

/**
 * What stands beside the stage in the playground: what can happen next, all properties, and the program.
 * @param {PlayerModel} model
 * @param {View} view
 * @param {number} step
 */
export function playgroundSide({ findings, act }, view, step) {
  const frame = view.frames[step];
  if (frame === undefined) return nothing;
  return html`${next({ frame, taken: view.ended.choices[step] ?? null, onChoose: act.choose, ending: ending(view, step), unseen: unseenChoices(view) })}
    ${coveredProperties(view) ?? properties({ view, step, findings, go: act.go })}
    ${panel(frame, view.ended.diagram.lanes, IN_SIDE)}`;
}

/**
 * All panels but those of the stage and the side column.
 * @param {View} view
 * @param {number} step
 */
export function playgroundPanels(view, step) {
  return panels(view.frames[step], view.ended.diagram.lanes, [view.opened.stage, IN_SIDE]);
}

/**
 * Everything else, open below the stage.
 * @param {PlayerModel} model
 * @param {View} view
 */
export function playgroundBelow(model, view) {
  const { id, session, declaration, findings, foresight, parting, goalStep, act } = model;
  const { step } = session;
  return html`<div class="sp-rest">
    ${editors({ session, declaration, editors: model.editors, act, closed: findings.closed })}
    <div class="sp-panels">${playgroundPanels(view, step)}</div>
    <section class="sp-part">${branches({ tree: model.tree, go: act.branch })}</section>
    <section class="sp-part">${endings({ id, view, step, findings, foresight, go: act.go })}</section>
    <details class="sp-fold"><summary>All events of this run (${view.frames.length - 1})</summary>${events({ view, step, parting, goalStep, go: act.go })}</details>
    ${
      view.opened.stage === SPACE_TIME
        ? guard(
            [view, model.tree, goalStep, foresight.known],
            () =>
              html`<details class="sp-fold"><summary>What the signs mean</summary>${legend(view.ended.diagram, marked(view, forks(model.tree), goalStep, foresight.known), id)}</details>`,
          )
        : nothing
    }
  </div>`;
}
