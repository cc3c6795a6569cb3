import { html, nothing, svg } from "lit";
import { head, pointMark } from "../drawing/shapes.js";
import { turnSign } from "../prospects/signs.js";
import { signsOf, timelineSigns } from "./legend.js";

/** @import {Diagram, Point} from "../../protocol.js" */
/** @import {ArrowSign, FrameSign, Timeline, TimelineSign} from "./legend.js" */

/**
 * What the signs of this diagram and of the timeline below it mean.
 * @param {Diagram} diagram
 * @param {Timeline} marked
 * @param {string} id of the player, whose pattern for undone work is used again
 */
export function legend(diagram, marked, id) {
  const { frame, points, arrows, undone, line, asked } = signsOf(diagram);
  return html`<div class="sp-legend"><h4>In the picture</h4><ul aria-label="What the signs in the picture mean">
      ${frame.map((one) => sign(FRAMES[one.sign], one.words))}
      ${points.map(({ kind, words }) => sign(svg`<g class="sp-point ${kind === "crash" ? "sp-fault" : "sp-c1"}">${mark(kind)}</g>`, words))}
      ${arrows.map((arrow) => sign(way(arrow), arrow.words))}
      ${undone ? sign(svg`<rect x="2" y="3" width="36" height="20" fill="url(#${id}-hatch)"/>`, "work that is undone") : nothing}
      ${line ? sign(svg`<g class="sp-line"><path d="M20 1V25"/></g>`, "the line that the processes go back to") : nothing}
      ${asked.map((one) => sign(FRAMES[one.sign], one.words))}
    </ul><h4>On the timeline</h4><ul aria-label="What the signs on the timeline mean">
      ${timelineSigns(marked).map((one) => sign(svg`<g transform="translate(20 13)">${MARKS[one.sign]}</g>`, one.words))}
    </ul></div>`;
}

/** The marks have classes of their own: they are no events of the run. @type {Record<FrameSign, unknown>} */
const FRAMES = {
  lane: svg`<path class="sp-key-lane" d="M2 13H38"/>`,
  outside: svg`<path class="sp-key-outside" d="M2 13H38"/>`,
  cursor: svg`<path class="sp-key-cursor" d="M20 1V25"/>`,
  now: svg`<g class="sp-point sp-c1 sp-key-now">${mark("send")}</g>`,
  future: svg`<g class="sp-message sp-key-future"><path d="M3 13H34"/>${head({ x: 3, y: 13 }, { x: 36, y: 13 })}</g>`,
  clock: svg`<text class="sp-key-clock" x="20" y="17" text-anchor="middle">(1,0,2)</text>`,
  past: svg`<g class="sp-point sp-c1"><circle class="sp-key-cone" cx="20" cy="13" r="11"/>${mark("send")}</g>`,
  later: svg`<g class="sp-point sp-c1"><circle class="sp-key-cone sp-key-later" cx="20" cy="13" r="11"/>${mark("send")}</g>`,
};

/** Around the origin, as on the timeline. @type {Record<TimelineSign, unknown>} */
const MARKS = {
  thumb: svg`<circle class="sp-key-thumb" r="8"/>`,
  tick: svg`<rect class="sp-key-tick" x="-1.5" y="-6" width="3" height="12" rx="1.5"/>`,
  fault: svg`<path class="sp-key-fault" d="M0-9 5.5 0 0 9-5.5 0z"/>`,
  break: svg`<path class="sp-key-break" d="M-3.5-3.5l7 7m0-7l-7 7"/>`,
  fork: svg`<path class="sp-key-fork" d="M-3-6v9m0-6q0 3.5 6 3.5"/>`,
  goal: svg`<path class="sp-key-goal" d="M-5 0l3.5 3.5 7-7"/>`,
  lost: turnSign("lost", 0),
  safe: turnSign("safe", 0),
  fewer: turnSign("fewer", 0),
  one: turnSign("one", 0),
};

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
    fate === "unknown"
      ? svg`<text class="sp-label sp-soft" x="37" y="18">?</text>`
      : fate === "lost"
        ? svg`<path class="sp-cross" d="M31 8l10 10m0-10-10 10" transform="translate(-4)"/>`
        : head(from, to, fate === "ignored");
  return svg`<g class="sp-message sp-${fate}"><path d="M3 13H${fate === "lost" ? 30 : 34}"/>${end}</g>`;
}
