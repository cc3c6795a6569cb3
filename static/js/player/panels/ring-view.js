import { html, nothing, svg } from "lit";
import { colourIn, head, text } from "../drawing/shapes.js";
import { NODE, ringLayout } from "./ring.js";

/** @import {Lane, Ring} from "../../protocol.js" */

/**
 * Processes on a circle and what they told each other; the same as a list for those who do not see it.
 * @param {Ring} ring
 * @param {unknown} below
 * @param {readonly Lane[]} lanes
 */
export function ring(ring, below, lanes) {
  const { size, nodes, quiet, edges, labels } = ringLayout(ring);
  return html`<section class="sp-panel sp-ring-panel">
    <h3>${ring.title}</h3>
    <div class="sp-scroll" aria-label=${ring.title}><svg width=${size} height=${size} viewBox="0 0 ${size} ${size}" aria-hidden="true">
      ${quiet.map(({ from, to }) => svg`<path class="sp-quiet-edge" d="M${from.x} ${from.y}L${to.x} ${to.y}"/>`)}
      ${edges.map(
        ({ edge, segment: { from, to } }) => svg`<g class="sp-message ${edge.lie ? "sp-lie" : ""} ${edge.changed ? "sp-now" : ""}">
          <path d="M${from.x} ${from.y}L${to.x} ${to.y}"/>${head(from, to)}</g>`,
      )}
      ${edges.map(({ edge }) => text(labels.get(`${edge.source}>${edge.target}`), edge.changed ? "sp-bad sp-new" : "sp-bad"))}
      ${nodes.map(
        ({ node, x, y }) => svg`<g class="sp-node ${node.traitor ? "sp-traitor" : colourIn(lanes, node.name)}">
          <circle cx=${x} cy=${y} r=${NODE}/><text x=${x} y=${y + 4.5} text-anchor="middle">${node.name}</text>
          ${node.traitor ? svg`<text class="sp-role" x=${x} y=${y + NODE + 14} text-anchor="middle">traitor</text>` : nothing}</g>`,
      )}
    </svg></div>
    <ul class="sp-hidden" aria-label="${ring.title}, in words">${ring.told.map((sentence) => html`<li>${sentence}</li>`)}</ul>
    ${below}
  </section>`;
}
