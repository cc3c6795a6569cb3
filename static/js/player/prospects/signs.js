import { svg } from "lit";

/** @import {Turn} from "./prospects.js" */

/** Drawn around the middle of the timeline's track, above or below it. */
const SIGNS = {
  lost: svg`<path class="sp-turn-lost" d="M-5-17H5L0-8.5z"/>`,
  break: svg`<path class="sp-break" d="M-3.5-16.5l7 7m0-7l-7 7"/>`,
  safe: svg`<circle class="sp-turn-safe" cy="-13" r="3.6"/>`,
  fewer: svg`<path class="sp-turn-fewer" d="M-4 13h8"/>`,
  one: svg`<path class="sp-turn-one" d="M-4 9.5h8v7h-8z"/>`,
};

/**
 * The sign of a turn on the timeline.
 * @param {Turn["sign"]} sign
 */
export function turnSign(sign) {
  return SIGNS[sign];
}
