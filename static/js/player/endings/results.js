/** @import {Endings, Prospects} from "../../protocol.js" */

/** Results kept on a page; each is a few kilobytes. */
const KEPT = 64;

/**
 * What searches found, by the name of what was searched; shared by all players of the page.
 * @template Result
 */
class Results {
  constructor() {
    /** @type {Map<string, Result>} */
    this.found = new Map();
  }

  /** @param {string} name @returns {Result | null} */
  of(name) {
    return this.found.get(name) ?? null;
  }

  /** Store a result, in place of the oldest one when there are too many. @param {string} name @param {Result} result */
  keep(name, result) {
    if (this.found.size >= KEPT) this.found.delete(this.found.keys().next().value ?? "");
    this.found.set(name, result);
  }
}

/** All endings, by the name of a model. @type {Results<Endings>} */
export const ENDINGS = new Results();

/** What can still become of a run, by the name of the run. @type {Results<Prospects>} */
export const PROSPECTS = new Results();
