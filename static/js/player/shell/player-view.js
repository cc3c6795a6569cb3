import { guard, html, nothing } from "lit";
import { forks } from "../branches/branch-tree.js";
import { branches } from "../branches/branches-view.js";
import { diagram } from "../diagram/diagram-view.js";
import { diagramTools, menu } from "../diagram/interaction-view.js";
import { legend } from "../diagram/legend-view.js";
import { editors } from "../editors/editors-view.js";
import { endings } from "../endings/endings-view.js";
import { help } from "../keyboard/help-view.js";
import { panels, SPACE_TIME, stagePanel } from "../panels/panels-view.js";
import { form } from "../parameters/form-view.js";
import { properties } from "../properties/properties-view.js";
import { next } from "../run/choices-view.js";
import { leftScenario } from "../run/scenario.js";
import { events } from "../timeline/events-view.js";
import { bar } from "../timeline/playback-view.js";
import { words } from "../timeline/step-view.js";
import { header } from "./header-view.js";
import { end, skip } from "./skip-view.js";

/** @import {Sharing} from "../sharing/sharing.js" */
/** @import {Editors} from "../editors/index.js" */
/** @import {Findings} from "../endings/findings.js" */
/** @import {DiagramInteraction} from "../diagram/diagram-interaction.js" */
/** @import {Tree} from "../branches/branch-tree.js" */
/** @import {Declaration} from "../parameters/form.js" */
/** @import {Layout} from "../diagram/layout.js" */
/** @import {Session, Spec, Values, View} from "../run/session.js" */

/**
 * @typedef {{
 *   id: string, name: string, session: Session, tree: Tree, declaration: Declaration | null, editors: Editors, layout: Layout, editing: Values | null, playing: boolean, speed: number,
 *   status: string, spoken: string, link: string | null, findings: Findings, sharing: Sharing, parting: number | null, goalStep: number | null, picks: boolean, interaction: DiagramInteraction, act: Actions}} PlayerModel
 * `picks`: whether the concept's scenarios are offered
 */
/**
 * The commands that views can give.
 * @typedef {{
 *   go: (step: number, spoken?: boolean) => void, choose: (index: number) => void, undo: () => void, redo: () => void, branch: (id: number) => void, toggle: () => void,
 *   setSpeed: (speed: number) => void, edit: (name: string | null) => void, apply: (values: Values) => void, cancel: () => void,
 *   pick: (scenario: string | null) => void, run: (target: Spec) => void, copy: () => void}} Actions
 */

/** The most properties shown beside the diagram; more go below it, or the column would be longer than the diagram. */
const BESIDE_MAX = 4;

/**
 * The whole player, around a run that has arrived.
 * @param {PlayerModel} model
 * @param {View} view
 */
export function player(model, view) {
  const { id, session, declaration, editors: loaded, layout, editing, findings, sharing, parting, goalStep, interaction, act } = model;
  const { step } = session;
  const frame = view.frames[step];
  if (frame === undefined) return nothing;
  const parts = changing(model, view);
  const label = `Space-time diagram; left and right arrow keys step through the run`;
  const changed = leftScenario(view, session.given, declaration);
  const space = () => html`${diagramTools(interaction, layout, view.ended.diagram)}
      ${guard([layout, step, parting, frame, interaction.lit, interaction.active], () => diagram({ layout, drawn: view.ended.diagram, frames: view.frames, frame, step, parting, id, label, interaction, onJump: act.go }))}`;
  return html`<section class="sp-player" aria-label=${model.name} aria-busy=${session.pending === null ? "false" : "true"}>
    ${skip(id)}
    ${header({ ...act, id, opened: view.opened, declaration: findings.closed ? null : declaration, editing: editing !== null, changed, undoStack: session.undoStack, picks: model.picks, link: model.link, session, sharing })}
    ${editing === null || declaration === null ? nothing : form({ ...act, id, declaration, values: editing, refusal: session.refusal })}
    <div class="sp-stage">
      ${view.opened.stage === SPACE_TIME ? space() : stagePanel(frame, view.ended.diagram.lanes, view.opened.stage, act.choose)}
      ${bar({ view, step, playing: model.playing, speed: model.speed, forks: forks(model.tree), parting, goalStep, ...act })}
      <div class="sp-notices">
        ${view.opened.notice ? html`<p class="sp-notice" role="note">${view.opened.notice}</p>` : nothing}
        ${session.refusal !== null && editing === null ? html`<p class="sp-error" role="alert">${session.refusal.message}</p>` : nothing}
        <p class="sp-status" role="status">${model.status}</p>
        <p class="sp-reason" role="status">${findings.said}</p>
        ${goalStep === null || goalStep === step ? nothing : html`<p class="sp-goal">✓ Your run reaches the goal. <button type="button" class="sp-link-button" @click=${() => act.go(goalStep)}>Go to step ${goalStep}</button></p>`}
      </div>
      <div class="sp-say">${parts.say(step)}</div>
      <div class="sp-side">${parts.side(step)}</div>
    </div>
    <div class="sp-below">${parts.below(step)}</div>
    ${editors({ session, declaration, editors: loaded, act })}
    ${branches({ tree: model.tree, go: act.branch })}
    ${endings({ id, view, findings })}
    <div class="sp-panels">${parts.panels(step)}</div>
    ${events({ view, step, parting, goalStep, go: act.go })}
    ${view.opened.stage === SPACE_TIME ? guard([view], () => legend(view.ended.diagram, id)) : nothing}
    ${help(id, loaded.keys(view.opened.editors))}
    ${menu({ interaction, session, view, frame, choose: act.choose, go: act.go })}
    <p class="sp-hidden" aria-live="polite">${model.spoken}</p>
    ${end(id)}
  </section>`;
}

/**
 * The parts whose size depends on the step, as functions of the step, so that space can be reserved for the largest.
 * @param {Pick<PlayerModel, "findings" | "goalStep" | "act">} model
 * @param {View} view
 * @returns {import("./reserved-space.js").Parts}
 */
export function changing({ findings, goalStep, act }, view) {
  const many = (view.frames[0]?.properties.length ?? 0) > BESIDE_MAX;
  /** @param {number} step */
  const holds = (step) => properties({ view, step, findings, go: act.go });
  return {
    say: (step) => words(view, step, goalStep),
    side: (step) => {
      const frame = view.frames[step];
      const taken = view.ended.choices[step] ?? null;
      return html`${frame === undefined ? nothing : next({ frame, taken, onChoose: act.choose })}${many ? nothing : holds(step)}`;
    },
    below: (step) => (many ? holds(step) : nothing),
    panels: (step) => panels(view.frames[step], view.ended.diagram.lanes, view.opened.stage),
  };
}
