import { differences, parting, together } from "./pair.js";

/** @import {Difference, Parting} from "./pair.js" */
/** @import {PairLink} from "./pair-link.js" */
/** @import {View} from "../run/session.js" */

/** @typedef {{parting: Parting | null, differences: readonly Difference[], both: View}} Compared `both`: what is seen of the two runs, as one */

/** What two runs have in common; remembers the last two. */
export class Comparison {
  constructor() {
    /** @type {{left: View, right: View, found: Compared} | null} */
    this.known = null;
  }

  /**
   * Compare what two players show, once for each pair of views.
   * @param {PairLink | undefined} one
   * @param {PairLink | undefined} other
   * @returns {Compared | null} null until both runs have arrived
   */
  of(one, other) {
    const [left, right] = [one?.seen ?? null, other?.seen ?? null];
    if (left === null || right === null || one?.view == null || other?.view == null) return null;
    if (this.known?.left !== left || this.known.right !== right) {
      const found = {
        parting: parting(one.view.frames, other.view.frames),
        differences: differences(one.view, other.view),
        both: together(left, right),
      };
      this.known = { left, right, found };
    }
    return this.known.found;
  }
}
