import { svg } from "lit";

/** @import {Turn} from "./prospects.js" */

/** Drawn around the origin; on the timeline above the track (`at` negative) or below it. */
const SIGNS = {
  lost: { at: -13, drawing: svg`<path class="sp-turn-lost" d="M-5-4.5H5L0 4z"/>` },
  break: { at: -13, drawing: svg`<path class="sp-break" d="M-3.5-3.5l7 7m0-7l-7 7"/>` },
  safe: { at: -13, drawing: svg`<circle class="sp-turn-safe" r="3.6"/>` },
  fewer: { at: 13, drawing: svg`<path class="sp-turn-fewer" d="M-4 0h8"/>` },
  one: { at: 13, drawing: svg`<path class="sp-turn-one" d="M-4-3.5h8v7h-8z"/>` },
};

/**
 * The sign of a turn.
 * @param {Turn["sign"]} sign
 * @param {number} [at] its distance from the middle of the track; where it stands on the timeline, unless told
 */
export function turnSign(sign, at = SIGNS[sign].at) {
  return svg`<g transform="translate(0 ${at})">${SIGNS[sign].drawing}</g>`;
}
