import { guard, html, nothing } from "lit";
import { forks } from "../branches/branch-tree.js";
import { branches } from "../branches/branches-view.js";
import { toggles } from "../diagram/interaction-view.js";
import { legend } from "../diagram/legend-view.js";
import { editor } from "../editors/editors-view.js";
import { endings } from "../endings/endings-view.js";
import { panel } from "../panels/panels-view.js";
import { SPACE_TIME } from "../panels/stage.js";
import { coveredProperties, perspectiveSwitch, unseenChoices } from "../perspective/perspective-view.js";
import { beside, properties } from "../properties/properties-view.js";
import { next } from "../run/choices-view.js";
import { ending } from "../timeline/step-view.js";
import { events } from "../timeline/events-view.js";
import { marked } from "../timeline/timeline.js";
import { tabStrip } from "./tabs-view.js";

/** @import {View} from "../run/session.js" */
/** @import {PlayerModel} from "./player-view.js" */
/** @import {Tab} from "./tabs.js" */

/** What the editors are called. */
const EDITORS = { lies: "Lies", pattern: "Pattern" };

/**
 * What stands beside the stage in a lesson: what can happen next, and the one or two properties that this place is about.
 * @param {PlayerModel} model
 * @param {View} view
 * @param {number} step
 */
export function lessonSide({ focus, findings, act }, view, step) {
  const frame = view.frames[step];
  if (frame === undefined) return nothing;
  return html`${next({ frame, taken: view.ended.choices[step] ?? null, onChoose: act.choose, ending: ending(view, step), unseen: unseenChoices(view) })}
    ${coveredProperties(view) ?? beside({ view, step, findings, go: act.go }, focus.properties)}`;
}

/**
 * What can be looked at below the stage, in order.
 * @param {PlayerModel} model
 * @param {View} view
 * @returns {Tab[]}
 */
export function lessonTabs(model, view) {
  const { id, findings, foresight, parting, goalStep, act, session, declaration, tabs } = model;
  const { opened, ended, frames } = view;
  const paused = ended.end === "paused";
  const many = (session.view ?? view).frames[0]?.properties.length ?? 0;
  /** @type {Tab[]} */
  const found = (frames[0]?.panels ?? [])
    .filter(({ name }) => name !== opened.stage)
    .map(({ name, title }) => ({ name, title, draw: (step) => panel(frames[step], ended.diagram.lanes, name) }));
  for (const one of paused ? [] : opened.editors) {
    found.push({
      name: one.kind,
      title: EDITORS[one.kind],
      steady: true,
      aside: true,
      kept: true,
      draw: () => editor(one, { session, declaration, editors: model.editors, act, closed: findings.closed }),
    });
  }
  if (!paused && many > 0) {
    found.push({
      name: "properties",
      aside: true,
      title: `Does it hold? (${many})`,
      draw: (step) => coveredProperties(view) ?? properties({ view, step, findings, go: act.go }),
    });
  }
  if (!paused && !findings.closed)
    found.push({
      name: "endings",
      aside: true,
      title: "All endings",
      steady: true,
      draw: (step) => endings({ id, view, step, findings, foresight, go: act.go }),
    });
  if (!paused && model.tree.branches.length > 1) {
    found.push({
      name: "branches",
      title: `Runs (${model.tree.branches.length})`,
      steady: true,
      draw: () => branches({ tree: model.tree, go: act.branch }),
    });
  }
  found.push({ name: "events", aside: true, title: "Events", steady: true, draw: (step) => events({ view, step, parting, goalStep, go: act.go }) });
  if (opened.stage === SPACE_TIME) {
    found.push({
      name: "signs",
      aside: true,
      title: "Signs",
      steady: true,
      draw: () =>
        guard([view, model.tree, goalStep, foresight.known], () =>
          legend(ended.diagram, marked(view, forks(model.tree), goalStep, foresight.known), id),
        ),
    });
  }
  return tabs.sorted(found);
}

/**
 * The tabs below the stage.
 * @param {PlayerModel} model
 * @param {View} view
 */
export function lessonBelow(model, view) {
  const { id, tabs, layout, interaction, session, act } = model;
  const tools =
    view.opened.stage === SPACE_TIME ? html`${perspectiveSwitch(view, act.see)}${toggles(interaction, layout, view.ended.diagram)}` : nothing;
  return tabStrip({ id, tabs, all: lessonTabs(model, view), step: session.step, tools });
}
