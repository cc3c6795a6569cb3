import { html, nothing, svg } from "lit";
import { colourOf } from "../drawing/shapes.js";
import { inWords, labelOf, shorten } from "../words.js";
import { coneOf } from "./causality.js";
import { handles } from "./interaction-view.js";
import { NAME_MAX } from "./layout.js";
import { arrowLabel, arrowMark, effectMark, hatch, jumpMark, laneMark, lineMark, partingMark, pointGroup, spanMark } from "./marks.js";

/** @import {Diagram, PlayerFrame} from "../../protocol.js" */
/** @import {DiagramInteraction} from "./diagram-interaction.js" */
/** @import {Cone} from "./causality.js" */
/** @import {Layout} from "./layout.js" */

/**
 * @typedef {{layout: Layout, drawn: Diagram, frames: readonly PlayerFrame[], frame: PlayerFrame, step: number, parting: number | null, id: string, label: string, interaction: DiagramInteraction,
 *   onJump: (step: number) => void}} DiagramModel
 */

/**
 * The space-time diagram: lanes and their names, what has happened, and faintly what lies ahead.
 * @param {DiagramModel} model
 */
export function diagram(model) {
  const { layout, drawn, frames, frame, step, label, interaction, onJump } = model;
  const cursor = layout.cursors[step] ?? 0;
  const cone = interaction.lit === null ? null : coneOf(drawn.points, interaction.lit.index);
  const [lanes, marks] = [interaction.handles.filter(({ kind }) => kind === "process"), interaction.handles.filter(({ kind }) => kind !== "process")];
  /** @param {FocusEvent} event */
  const focus = (event) => interaction.focus(event);
  return html`<div class="sp-space" tabindex="0" role="group" aria-label=${label} @focusin=${focus} @focusout=${focus} @scroll=${shade}
    @click=${(/** @type {PointerEvent} */ event) => interaction.click(event, onJump)} @keydown=${(/** @type {KeyboardEvent} */ event) => interaction.key(event, onJump)}>
    <svg class="sp-names" width=${layout.margin} height=${layout.height} role="group" aria-label="Processes">
      ${names(layout)}${handles(interaction, lanes, layout, { diagram: drawn, frames, frame })}</svg>
    <svg class="sp-run" width=${layout.width} height=${layout.height} role="group" aria-label="Events and messages"
      @pointermove=${(/** @type {PointerEvent} */ event) => interaction.move(event)} @pointerleave=${(/** @type {PointerEvent} */ event) => interaction.move(event)}>
      <g role="img" aria-label=${summary(layout, step)} class="${cone === null ? "" : "sp-lit"} ${layout.crowded ? "sp-crowded" : ""}">${marksOf(model, cursor, cone)}</g>
      ${handles(interaction, marks, layout, { diagram: drawn, frames, frame })}
    </svg>
  </div>`;
}

/** Show a scroll shadow beside the names while the diagram is scrolled. @param {Event} event */
function shade({ currentTarget }) {
  if (currentTarget instanceof Element) currentTarget.classList.toggle("sp-scrolled", currentTarget.scrollLeft > 1);
}

/** @param {DiagramModel} model @param {number} cursor @param {Cone | null} cone */
function marksOf({ layout, step, parting, id }, cursor, cone) {
  const seer = seerOf(layout);
  return svg`${hatch(id)}
    ${layout.lanes.map((shape) => laneMark(shape, layout, seer))}
    ${layout.spans.map((shape) => spanMark(shape, step, id))}
    ${layout.effects.map((shape) => effectMark(shape, step))}
    ${layout.arrows.map((shape) => arrowMark(shape, layout, step, cursor, cone))}
    <path class="sp-cursor" d="M${cursor} 6V${layout.height - 6}"/>
    ${layout.jumps.map((shape) => jumpMark(shape, step))}
    ${layout.lines.map((shape) => lineMark(shape, step))}
    ${layout.points.map((shape, index) => pointGroup(shape, index, layout, step, cone))}
    ${layout.arrows.map((shape, index) => arrowLabel(shape, index, layout, step, cone))}
    ${parting === null ? nothing : partingMark(layout, parting)}`;
}

/** The process through whose eyes the run is shown, if it is. @param {Layout} layout */
function seerOf({ lanes }) {
  return lanes.some(({ lane }) => lane.unknown) ? lanes.find(({ lane }) => !lane.unknown)?.lane : undefined;
}

/** @param {Layout} layout */
function names({ lanes }) {
  return svg`<g aria-hidden="true">${lanes.map(
    ({
      lane,
      index,
      y,
    }) => svg`<text class="sp-name ${lane.unknown ? "sp-unknown" : lane.traitor ? "sp-traitor" : colourOf(index)}" x="14" y=${y + 4}>
        ${shorten(labelOf(lane), NAME_MAX)}<title>${labelOf(lane)}</title></text>
        ${lane.traitor ? svg`<text class="sp-role" x="14" y=${y + 19}>traitor</text>` : nothing}`,
  )}</g>`;
}

/**
 * The accessible name of the drawing; the table of events has the rest.
 * @param {Layout} layout
 * @param {number} step
 */
function summary(layout, step) {
  const lanes = layout.lanes.map(({ lane }) => (lane.traitor ? `${labelOf(lane)} (traitor)` : labelOf(lane))).join(", ");
  const sent = layout.arrows.filter(({ arrow }) => arrow.sent_step <= step);
  const lost = sent.filter(({ arrow }) => arrow.fate === "lost" && (arrow.end_step ?? Infinity) <= step).length;
  const seer = seerOf(layout);
  if (seer !== undefined) return `Space-time diagram of ${lanes} up to step ${step}, as ${inWords(seer)} sees it: the others are unknown to it.`;
  return `Space-time diagram of ${lanes} up to step ${step}: ${sent.length} messages sent, ${lost} lost. The table of events below says the same in words.`;
}
