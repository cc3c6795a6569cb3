import { guard, html, nothing } from "lit";
import { forks } from "../branches/branch-tree.js";
import { diagram } from "../diagram/diagram-view.js";
import { litSentence, menu, toggles } from "../diagram/interaction-view.js";
import { standingOf } from "../goal/goal.js";
import { goalBar } from "../goal/goal-view.js";
import { hintStrip, pointedAt } from "../hints/hints-view.js";
import { help } from "../keyboard/help-view.js";
import { stagePanel } from "../panels/panels-view.js";
import { SPACE_TIME } from "../panels/stage.js";
import { perspectiveSwitch } from "../perspective/perspective-view.js";
import { turnWords } from "../prospects/prospects-view.js";
import { stopsAfter } from "../prospects/stops.js";
import { stopMenu } from "../prospects/stops-view.js";
import { chips } from "../parameters/chips-view.js";
import { form } from "../parameters/form-view.js";
import { leftScenario } from "../run/scenario.js";
import { bar } from "../timeline/playback-view.js";
import { ending, words } from "../timeline/step-view.js";
import { header } from "./header-view.js";
import { lessonBelow, lessonSide, lessonTabs } from "./lesson-view.js";
import { playgroundBelow, playgroundPanels, playgroundSide } from "./playground-view.js";
import { end, skip } from "./skip-view.js";

/** @import {Sharing} from "../sharing/sharing.js" */
/** @import {Editors} from "../editors/index.js" */
/** @import {Findings} from "../endings/findings.js" */
/** @import {Hints} from "../hints/hints.js" */
/** @import {Foresight} from "../prospects/foresight.js" */
/** @import {StopWhen} from "../prospects/stop-when.js" */
/** @import {DiagramInteraction} from "../diagram/diagram-interaction.js" */
/** @import {Tree} from "../branches/branch-tree.js" */
/** @import {Declaration} from "../parameters/form.js" */
/** @import {Layout} from "../diagram/layout.js" */
/** @import {Session, View} from "../run/session.js" */
/** @import {Spec, Values} from "../run/spec.js" */
/** @import {Goal} from "../goal/goal.js" */
/** @import {Tabs} from "./tabs.js" */

/** @typedef {{properties: readonly string[]}} Focus What this place of a lesson is about: the names of properties. */
/**
 * @typedef {{
 *   id: string, name: string, whole: boolean, fixed: boolean, compared: boolean, focus: Focus, goal: Goal | null, tabs: Tabs, session: Session, tree: Tree, declaration: Declaration | null, editors: Editors, layout: Layout, editing: Values | null, playing: boolean, speed: number,
 *   status: string, spoken: string, link: string | null, findings: Findings, hints: Hints, foresight: Foresight, stopWhen: StopWhen, sharing: Sharing, parting: number | null, goalStep: number | null, picks: boolean, interaction: DiagramInteraction, act: Actions}} PlayerModel
 * `whole`: the playground, where everything is open; `fixed`: a challenge, whose model stays; `compared`: beside another run, with which it shares its controls; `picks`: whether the concept's scenarios are offered
 */
/**
 * The commands that views can give.
 * @typedef {{
 *   go: (step: number, spoken?: boolean) => void, choose: (index: number) => void, undo: () => void, redo: () => void, branch: (id: number) => void, toggle: () => void, see: (process: string) => void,
 *   setSpeed: (speed: number) => void, edit: (name: string | null) => void, apply: (values: Values) => void, cancel: () => void,
 *   pick: (scenario: string | null) => void, run: (target: Spec) => void, copy: () => void}} Actions
 */

/**
 * The whole player, around a run that has arrived. A run that waits for an answer can be stepped through, and nothing in it can be chosen: the server
 * has not sent what comes after.
 * @param {PlayerModel} model
 * @param {View} view
 */
export function player(model, view) {
  const { id, session, interaction, act, whole } = model;
  const { step } = session;
  const frame = view.frames[step];
  if (frame === undefined) return nothing;
  const paused = view.ended.end === "paused";
  // As with searches: what happens next may be what the page asks.
  const stops = !paused && !model.findings.closed;
  const parts = changing(model, view);
  if (model.compared) return compared(model, view, parts);
  const kind = [whole ? "sp-whole" : "sp-lesson", paused ? "sp-waiting" : ""].join(" ");
  return html`<section class="sp-player ${kind}" data-hint=${pointedAt(model.hints) || nothing} aria-label=${model.name} aria-busy=${session.pending === null ? "false" : "true"}>
    ${skip(id)}
    ${paused ? html`<header class="sp-head-row"><h2 class="sp-title">${view.opened.title}</h2>${chips({ opened: view.opened, given: session.given })}</header>` : head(model, view)}
    ${model.goal === null ? nothing : goalBar(standingOf(model.goal, session.view ?? view, step), step, act.go)}
    ${hintStrip(model.hints)}
    <div class="sp-stage">
      ${stage(model, view, paused)}
      ${bar({ view, step, playing: model.playing, speed: model.speed, forks: paused ? [] : forks(model.tree), parting: model.parting, goalStep: model.goalStep, turns: model.foresight.known, stops: stops ? id : null, ...act })}
      ${stops ? stopMenu({ id, stops: stopsAfter(view, step, model.foresight.known), stopWhen: model.stopWhen }) : nothing}
      ${notices(model, view)}
      <div class="sp-say">${parts.say(step)}${paused && step === session.last ? html` <span class="sp-waits">The run waits here. Answer first, then watch how it goes on.</span>` : nothing}</div>
      ${paused ? nothing : html`<div class="sp-side">${parts.side(step)}</div>`}
      ${whole ? playgroundBelow(model, view) : nothing}
    </div>
    ${whole ? nothing : lessonBelow(model, view)}
    ${help(id, model.editors.keys(view.opened.editors))}
    ${paused ? nothing : menu({ interaction, session, view, frame, choose: act.choose, go: act.go })}
    <p class="sp-hidden" aria-live="polite">${model.spoken}</p>
    ${end(id)}
  </section>`;
}

/**
 * A run that stands beside another one: its picture and its words.
 * @param {PlayerModel} model @param {View} view @param {import("./reserved-space.js").Parts} parts
 */
function compared(model, view, parts) {
  const { id, session } = model;
  return html`<section class="sp-player sp-lesson sp-waiting sp-compared" aria-label=${model.name} aria-busy=${session.pending === null ? "false" : "true"}>
    ${skip(id)}
    <div class="sp-stage">
      ${stage(model, view, true)}
      ${notices(model, view)}
      <div class="sp-say">${parts.say(session.step)}</div>
    </div>
    ${help(id, [])}
    ${end(id)}
  </section>`;
}

/** @param {PlayerModel} model @param {View} view */
function head(model, view) {
  const { id, declaration, editing, session, act, sharing } = model;
  const changed = leftScenario(view, session.given, declaration);
  return html`${header({ ...act, id, opened: view.opened, declaration: model.fixed ? null : declaration, editing: editing !== null, changed, undoStack: session.undoStack, picks: model.picks, given: model.whole ? {} : session.given, link: model.link, session, sharing })}
    ${editing === null || declaration === null ? nothing : form({ ...act, id, declaration, values: editing, refusal: session.refusal })}`;
}

/** @param {PlayerModel} model @param {View} view @param {boolean} still nothing can be chosen */
function stage({ id, session, layout, interaction, parting, whole, act }, view, still) {
  const { step } = session;
  const frame = view.frames[step];
  const drawn = view.ended.diagram;
  if (frame === undefined) return nothing;
  if (view.opened.stage !== SPACE_TIME) return stagePanel(frame, drawn.lanes, view.opened.stage, still ? null : act.choose);
  const paused = view.ended.end === "paused";
  const label = `Space-time diagram${paused ? " up to the question" : ""}; left and right arrow keys step through ${paused ? "it" : "the run"}`;
  return html`${whole ? html`<div class="sp-diagram-tools">${perspectiveSwitch(view, act.see)}${toggles(interaction, layout, drawn)}</div>` : nothing}
    ${guard([layout, step, parting, frame, interaction.lit, interaction.active], () => diagram({ layout, drawn, frames: view.frames, frame, step, parting, id, label, interaction, onJump: act.go }))}`;
}

/** What is said in passing: about the connection, a refusal, the event that is lit. @param {PlayerModel} model @param {View} view */
function notices({ session, editing, status, findings, stopWhen, goalStep, interaction, act }, view) {
  const lit = litSentence(interaction, view.ended.diagram);
  return html`<div class="sp-notices">
    ${view.opened.notice ? html`<p class="sp-notice" role="note">${view.opened.notice}</p>` : nothing}
    ${session.refusal !== null && editing === null ? html`<p class="sp-error" role="alert">${session.refusal.message}</p>` : nothing}
    <p class="sp-status" role="status">${status}</p>
    <p class="sp-reason" role="status">${findings.said}</p>
    ${stopWhen.said === "" ? nothing : html`<p class="sp-stopped">${stopWhen.said}</p>`}
    ${goalStep === null || goalStep === session.step ? nothing : html`<p class="sp-goal">✓ Your run reaches the goal. <button type="button" class="sp-link-button" @click=${() => act.go(goalStep)}>Go to step ${goalStep}</button></p>`}
    <p class="sp-lit-sentence" title=${lit || nothing} aria-live=${interaction.focused === null ? "off" : "polite"}>${lit}</p>
  </div>`;
}

/**
 * The parts whose size depends on the step, as functions of the step, so that space can be reserved for the largest.
 * @param {PlayerModel} model
 * @param {View} view
 * @returns {import("./reserved-space.js").Parts}
 */
export function changing(model, view) {
  const side = model.whole ? playgroundSide : lessonSide;
  const tab = model.whole ? undefined : model.tabs.open(lessonTabs(model, view));
  return {
    say: (step) => html`${words(view, step, model.goalStep)}${turnWords(model.foresight.said(step))}${model.compared ? ending(view, step) : nothing}`,
    side: (step) => side(model, view, step),
    panels: model.whole ? (step) => playgroundPanels(view, step) : tab === undefined || tab.steady ? null : tab.draw,
  };
}
