import { html, nothing, svg } from "lit";
import { head, pointMark } from "../drawing/shapes.js";
import { signsOf } from "./legend.js";

/** @import {Diagram, Point} from "../../protocol.js" */
/** @import {ArrowSign} from "./legend.js" */

/**
 * What the signs of this diagram mean.
 * @param {Diagram} diagram
 * @param {string} id of the player, whose pattern for undone work is used again
 */
export function legend(diagram, id) {
  const { points, arrows, undone, line } = signsOf(diagram);
  return html`<div class="sp-legend"><ul aria-label="What the signs mean">
      ${points.map(({ kind, words }) => sign(svg`<g class="sp-point ${kind === "crash" ? "sp-fault" : "sp-c1"}">${mark(kind)}</g>`, words))}
      ${arrows.map((arrow) => sign(way(arrow), arrow.words))}
      ${undone ? sign(svg`<rect x="2" y="3" width="36" height="20" fill="url(#${id}-hatch)"/>`, "work that is undone") : nothing}
      ${line ? sign(svg`<g class="sp-line"><path d="M20 1V25"/></g>`, "the line that the processes go back to") : nothing}
    </ul></div>`;
}

/** @param {unknown} drawing @param {string} words */
function sign(drawing, words) {
  return html`<li><svg width="40" height="26" aria-hidden="true">${drawing}</svg>${words}</li>`;
}

/** @param {Point["kind"]} kind */
function mark(kind) {
  return pointMark({ point: { lane: 0, column: 0, step: 0, kind, label: "", fault: false, clock: [] }, x: 20, y: 13 });
}

/** @param {ArrowSign} arrow */
function way({ fate }) {
  const [from, to] = [
    { x: 3, y: 13 },
    { x: 36, y: 13 },
  ];
  const end =
    fate === "lost" ? svg`<path class="sp-cross" d="M31 8l10 10m0-10-10 10" transform="translate(-4)"/>` : head(from, to, fate === "ignored");
  return svg`<g class="sp-message sp-${fate}"><path d="M3 13H${fate === "lost" ? 30 : 34}"/>${end}</g>`;
}
