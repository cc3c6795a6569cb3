import { nothing, svg } from "lit";
import { labelOf } from "../words.js";

/** @import {Lane} from "../../protocol.js" */
/** @import {PointShape} from "../diagram/figures.js" */

/** Colours of lanes; further lanes repeat them. */
const COLOURS = 8;

/**
 * The class that gives a lane its colour.
 * @param {number} lane
 */
export function colourOf(lane) {
  return `sp-c${(lane % COLOURS) + 1}`;
}

/**
 * The class of a process's colour, by its name: the same wherever it is named or drawn.
 * @param {readonly Lane[]} lanes
 * @param {string} name as the lane is called or labelled
 */
export function colourIn(lanes, name) {
  return colourOf(
    Math.max(
      0,
      lanes.findIndex((lane) => lane.name === name || labelOf(lane) === name),
    ),
  );
}

/**
 * A point of the diagram: each kind has a shape of its own, so that colour is never the only sign.
 * @param {PointShape} shape
 */
export function pointMark({ point, x, y }) {
  switch (point.kind) {
    case "crash":
      return svg`<path class="sp-cross" d="M${x - 7} ${y - 7}l14 14m0-14-14 14"/>`;
    case "partition":
      return svg`<path class="sp-cross" d="M${x - 4} ${y - 10}v20m8-20v20"/>`;
    case "recover":
    case "heal":
      return svg`<circle class="sp-ring" cx=${x} cy=${y} r="6.5"/>`;
    case "checkpoint":
      return svg`<rect class="sp-solid" x=${x - 6.5} y=${y - 9} width="13" height="18" rx="2"/>`;
    case "observe":
      return svg`<rect class="sp-solid" x=${x - 9} y=${y - 8} width="18" height="16" rx="3"/>`;
    case "write":
      return svg`<path class="sp-solid" d="M${x - 7} ${y - 6}h14v12h-14z"/><path class="sp-slit" d="M${x - 4} ${y}h8"/>`;
    case "timeout":
      return svg`<path class="sp-solid" d="M${x - 1.5} ${y + 8}v-24l14 6.5-11 6.5v11z"/>`;
    case "suspect":
      return svg`<path class="sp-ring" d="M${x} ${y - 8}l8 14h-16z"/>`;
    case "choose":
      return svg`<path class="sp-solid" d="M${x} ${y - 8}l8 8-8 8-8-8z"/>`;
    case "rollback":
      return svg`<path class="sp-solid" d="M${x + 6} ${y - 7}v14l-12-7z"/>`;
    case "step":
      return svg`<circle class="sp-solid" cx=${x} cy=${y} r="4.5"/>`;
    case "start":
      return svg`<path class="sp-begin" d="M${x} ${y - 7}v14"/>`;
    default:
      return svg`<circle class="sp-solid" cx=${x} cy=${y} r="5.5"/>`;
  }
}

/**
 * The head of an arrow, pointing along the way from one spot to another.
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {boolean} hollow it arrived, but nobody took it in
 */
export function head(from, to, hollow = false) {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return svg`<path class=${hollow ? "sp-head sp-hollow" : "sp-head"} d="M0 0l-10-4.6v9.2z" transform="translate(${to.x} ${to.y}) rotate(${angle})"/>`;
}

/**
 * A text with a halo, so that it stays readable on lines.
 * @param {{x: number, y: number, text: string, anchor: string} | undefined} label
 * @param {string} [extra]
 */
export function text(label, extra = "") {
  if (label === undefined) return nothing;
  return svg`<text class="sp-label ${extra}" x=${label.x} y=${label.y} text-anchor=${label.anchor}>${label.text}</text>`;
}
