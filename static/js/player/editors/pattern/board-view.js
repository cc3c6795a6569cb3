import { html, nothing, svg } from "lit";
import { colourOf, head } from "../../drawing/shapes.js";
import { BAND, board, dotOf, gapDot, LEFT, laneY, STUB } from "./layout.js";
import { checkpointNumber, messages } from "./pattern.js";

/** @import {Draft} from "./draft.js" */
/** @import {Grip} from "./drag.js" */
/** @import {Board, Dot} from "./layout.js" */
/** @import {Mark, Spot} from "./pattern.js" */

/** @typedef {{draft: Draft, drag: {from: Dot, to: Dot} | null}} PatternModel */

/**
 * The pattern as it is edited: lanes, events, messages, the cursor, and what is being dragged.
 * @param {PatternModel} model
 */
export function patternBoard({ draft, drag }) {
  const drawn = board(draft.pattern);
  return svg`<svg class="sp-pattern-run" width="100%" height=${drawn.height} data-room=${drawn.width} aria-hidden="true">
    ${[...messages(draft.pattern)].map(([name, ends]) => message(drawn, name, ends))}
    ${draft.pattern.names.map((name, process) => lane(name, process))}
    ${[...messages(draft.pattern)].map(([name, { sent, received }]) => (sent === null || received !== null ? nothing : loose(name, looseEnd(drawn, sent))))}
    ${draft.pattern.events.map((marks, process) => marks.map((mark, place) => event(draft, drawn, mark, { process, place })))}
    ${cursor(draft, drawn)}
    ${start(draft, drawn)}
    ${drag === null ? nothing : svg`<g class="sp-ghost"><path d="M${drag.from.x} ${drag.from.y}L${drag.to.x} ${drag.to.y}"/>${head(drag.from, drag.to)}</g>`}
  </svg>`;
}

/** @param {string} name @param {number} process */
function lane(name, process) {
  const y = laneY(process);
  return svg`<g class=${colourOf(process)} data-lane=${process}><rect class="sp-band" x="0" y=${y - BAND} width="100%" height=${2 * BAND}/>
    <line class="sp-lane" x1=${LEFT - 20} y1=${y} x2="100%" y2=${y} /><path class="sp-begin" d="M${LEFT - 20} ${y - 7}v14"/>
    <text class="sp-name" x="8" y=${y + 4}>${name.length > 5 ? `${name.slice(0, 4)}…` : name}</text></g>`;
}

/** @param {Board} drawn @param {string} name @param {import("./pattern.js").Ends} ends */
function message(drawn, name, { sent, received }) {
  if (sent === null) return nothing;
  const from = dotOf(drawn, sent);
  const to = received === null ? looseEnd(drawn, sent) : dotOf(drawn, received);
  const middle = { x: from.x + (to.x - from.x) * 0.4, y: from.y + (to.y - from.y) * 0.4 };
  return svg`<g class="sp-message" data-message=${name}><path class="sp-hit" d="M${from.x} ${from.y}L${to.x} ${to.y}"/>
    <path d="M${from.x} ${from.y}L${to.x} ${to.y}"/>${received === null ? nothing : head(from, to)}<text class="sp-label" x=${middle.x + 7} y=${middle.y + 4}>${name}</text></g>`;
}

/** The end of the arrow of a message without a receipt: towards a neighbour. @param {Board} drawn @param {Spot} sent @returns {Dot} */
function looseEnd(drawn, sent) {
  const { x, y } = dotOf(drawn, sent);
  const down = sent.process < drawn.pattern.names.length - 1;
  return { x: x + STUB.x, y: y + (down ? STUB.y : -STUB.y) };
}

/** @param {string} name @param {Dot} dot */
function loose(name, { x, y }) {
  return svg`<g class="sp-loose" data-loose=${name}><circle class="sp-hit" cx=${x} cy=${y} r="13"/><circle cx=${x} cy=${y} r="6"/></g>`;
}

/** @param {Draft} draft @param {Board} drawn @param {Mark} mark @param {Spot} spot */
function event(draft, drawn, mark, spot) {
  const { x, y } = dotOf(drawn, spot);
  // Below the last lane there are no arrows.
  const bottom = spot.process > 0 && spot.process === drawn.pattern.names.length - 1;
  const taken = draft.spot?.process === spot.process && draft.spot.place === spot.place;
  const shape =
    mark.kind === "checkpoint"
      ? svg`<rect class="sp-solid" x=${x - 6.5} y=${y - 9} width="13" height="18" rx="2"/><text class="sp-label" x=${x} y=${bottom ? y + 24 : y - 15} text-anchor="middle">C${checkpointNumber(drawn.pattern, spot)}</text>`
      : svg`<circle class="sp-solid" cx=${x} cy=${y} r="5.5"/>`;
  const ring = taken
    ? svg`<rect class="sp-taken-event ${draft.held === null ? "" : "sp-held"}" x=${x - 13} y=${y - 14} width="26" height="28" rx="6"/>`
    : nothing;
  return svg`<g class="sp-point ${colourOf(spot.process)}" data-process=${spot.process} data-place=${spot.place}>
    <circle class="sp-hit" cx=${x} cy=${y} r="16"/>${shape}${ring}</g>`;
}

/** The cursor between two events. @param {Draft} draft @param {Board} drawn */
function cursor(draft, drawn) {
  if (draft.spot !== null) return nothing;
  const { x, y } = gapDot(drawn, draft.gap);
  return svg`<path class="sp-gap" d="M${x} ${y - 16}v32M${x - 4} ${y - 16}h8M${x - 4} ${y + 16}h8"/>`;
}

/** The start of a message whose end is still to be chosen. @param {Draft} draft @param {Board} drawn */
function start(draft, drawn) {
  const from = typeof draft.start === "string" ? messages(draft.pattern).get(draft.start)?.sent : null;
  if (draft.start === null) return nothing;
  const { x, y } = from ? dotOf(drawn, from) : typeof draft.start === "string" ? { x: 0, y: 0 } : gapDot(drawn, draft.start);
  return svg`<circle class="sp-start" cx=${x} cy=${y} r="10"/>`;
}

/** The message, or its loose end, under the pointer. @param {EventTarget | null} target @returns {Grip} */
export function grip(target) {
  const of = (/** @type {string} */ name) =>
    target instanceof Element ? (target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null) : null;
  return { loose: of("loose"), message: of("message") };
}

/** Instructions; also the accessible description of the board. */
export const HELP = html`Press on a lane to add what is chosen above; press on an event to select it. Drag from lane to lane for a message, drag an event to
  move it. With the keyboard: arrow keys move the cursor, Enter adds there or picks up the event under it, Delete removes it, Escape gives up.`;
