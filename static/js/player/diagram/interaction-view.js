import { html, nothing, svg } from "lit";
import { coneOf, coneSentence } from "./causality.js";
import { offersFor, placeProspect } from "./elsewhere.js";
import { handleLabel, leftFor, prospectOf } from "./faults.js";
import { handleIn } from "./handles.js";

/** @import {Diagram, PlayerFrame} from "../../protocol.js" */
/** @import {DiagramInteraction} from "./diagram-interaction.js" */
/** @import {Offer} from "./elsewhere.js" */
/** @import {Handle} from "./handles.js" */
/** @import {Layout} from "./layout.js" */
/** @import {Session, View} from "../run/session.js" */

/** @typedef {{interaction: DiagramInteraction, session: Session, view: View, frame: PlayerFrame, choose: (index: number) => void, go: (step: number, spoken?: boolean) => void}} MenuModel */

/**
 * The sentence about the event that is lit: what came before it and what it led to; empty where none is.
 * @param {DiagramInteraction} interaction
 * @param {Diagram} diagram
 */
export function litSentence({ lit }, diagram) {
  const cone = lit === null ? null : coneOf(diagram.points, lit.index);
  const point = lit === null ? undefined : diagram.points[lit.index];
  return cone === null || point === undefined ? "" : coneSentence(point, diagram.lanes, cone);
}

/**
 * The switches of the drawing: clocks, and the whole run at once.
 * @param {DiagramInteraction} interaction
 * @param {Layout} layout
 * @param {Diagram} diagram
 */
export function toggles(interaction, layout, diagram) {
  const { shape } = interaction;
  const clocked = diagram.points.some(({ clock }) => clock.length > 0);
  return html`<div class="sp-toggles">
    ${clocked ? toggle("Clocks", "The vector clock of every event", shape.clocks, () => interaction.look({ clocks: !shape.clocks })) : nothing}
    ${
      layout.whole
        ? nothing
        : toggle("Whole run", "Make the whole run fit", shape.zoom === "fit", () =>
            interaction.look({ zoom: shape.zoom === "fit" ? "normal" : "fit" }),
          )
    }
  </div>`;
}

/** @param {string} name @param {string} title @param {boolean} pressed @param {() => void} act */
function toggle(name, title, pressed, act) {
  return html`<button type="button" title=${title} aria-pressed=${pressed ? "true" : "false"} @click=${act}>${name}</button>`;
}

/**
 * The focusable elements of the diagram: one tab stop, arrow keys between them (roving tabindex). They lie over the marks, invisible until
 * focused.
 * @param {DiagramInteraction} interaction
 * @param {readonly Handle[]} handles
 * @param {Layout} layout
 * @param {{diagram: Diagram, frames: readonly PlayerFrame[], frame: PlayerFrame}} run `frame`: the one on show
 */
export function handles(interaction, handles, layout, { diagram, frames, frame }) {
  const entrance = interaction.active ?? entranceOf(interaction.handles, diagram, frame)?.key;
  return handles.map(
    (handle) => svg`<g class="sp-handle" data-handle=${handle.key} role="button" tabindex=${handle.key === entrance ? "0" : "-1"}
      aria-label=${handleLabel(handle, diagram, frames, frame)} aria-haspopup=${handle.kind === "point" ? nothing : "dialog"}>${shapeOf(handle, layout)}</g>`,
  );
}

/** The tab stop: the first handle to which something can happen now. @param {readonly Handle[]} all @param {Diagram} diagram @param {PlayerFrame} frame */
function entranceOf(all, diagram, frame) {
  return all.find((one) => one.kind !== "point" && prospectOf(one, diagram, frame).options.length > 0) ?? all[0];
}

/** @param {Handle} handle @param {Layout} layout */
function shapeOf({ kind, index }, { lanes, points, arrows, margin }) {
  if (kind === "process") return svg`<rect class="sp-hit" x="3" y=${(lanes[index]?.y ?? 0) - 15} width=${margin - 8} height="30" rx="6"/>`;
  const point = points[index];
  if (kind === "point") return svg`<circle class="sp-hit" cx=${point?.x ?? 0} cy=${point?.y ?? 0} r="13"/>`;
  const { from, to } = arrows[index]?.segment ?? { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } };
  if (arrows[index]?.bent)
    return svg`<path class="sp-hit" d="M${from.x} ${from.y}C${from.x} ${from.y - 30} ${to.x} ${to.y - 30} ${to.x} ${to.y - 7}"/>`;
  return svg`<path class="sp-hit" d="M${from.x} ${from.y}L${to.x} ${to.y}"/>`;
}

/**
 * The menu of what can happen to the selected message or process.
 * @param {MenuModel} model
 */
export function menu({ interaction, session, view, frame, choose, go }) {
  const handle = handleIn(interaction.handles, interaction.open);
  const prospect =
    handle === undefined ? null : handle.kind === "place" ? placeProspect(handle, view) : prospectOf(handle, view.ended.diagram, frame);
  const offers = handle === undefined || prospect === null ? [] : offersFor(handle, view, prospect, session.step);
  /** @param {ToggleEvent} event */
  const toggled = (event) => interaction.toggled(event);
  /** @param {() => void} act */
  const chose = (act) => () => interaction.chose(act);
  /** @param {number} step @param {number} index */
  const take = (step, index) => {
    if (step !== session.step) go(step, false);
    choose(index);
  };
  /** @param {Offer} offer @param {boolean} taken whether it is what happens in this run */
  const option = (
    { record, frame: { step } },
    taken,
  ) => html`<li><button type="button" class="sp-choice ${record.fault ? "sp-fault" : ""} ${taken ? "sp-taken" : ""}"
      data-index=${record.index} @click=${chose(() => take(step, record.index))}>
      ${record.fault ? html`<span class="sp-sign" aria-hidden="true">✕</span>` : nothing}
      <span>${record.label}${record.idle ? html` <small>changes nothing</small>` : nothing}</span>
      <small class="sp-tag">${step !== session.step ? `at step ${step}` : record.fault ? leftFor(record, frame) : nothing}${taken ? " in this run" : nothing}</small>
    </button></li>`;
  return html`<div class="sp-menu" popover="auto" role="dialog" tabindex="-1" aria-label=${prospect === null ? "What can happen" : `What can happen to ${prospect.title}`}
    @beforetoggle=${toggled} @toggle=${toggled}>
    ${
      prospect === null
        ? nothing
        : html`<h3>${prospect.title}</h3>
      ${prospect.standing === "" ? nothing : html`<p class="sp-quiet">${prospect.standing}</p>`}
      <ul>${offers.map((offer) => option(offer, offer.record.index === view.ended.choices[offer.frame.step]))}</ul>
      ${prospect.options.length > 0 && handle?.kind !== "place" && session.step < session.last ? html`<p class="sp-quiet">This is step ${session.step} of ${session.last}: another choice here starts a branch, and this run stays in reach.</p>` : nothing}
      ${offers.some(({ frame: { step } }) => step !== session.step) ? html`<p class="sp-quiet">Choosing goes to that step and begins a branch; this run stays in reach.</p>` : nothing}
      <div class="sp-jumps">${prospect.jumps.map(({ label, step }) => html`<button type="button" @click=${chose(() => go(step))}>${label}: step ${step}</button>`)}</div>`
    }
  </div>`;
}
