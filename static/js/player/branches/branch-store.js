import { grow, NO_BRANCHES } from "./branch-tree.js";

/** @import {Tree} from "./branch-tree.js" */
/** @import {View} from "../run/session.js" */

/** Trees kept for one player: the most recently shown ones. */
const TREES_MAX = 8;

/**
 * The branch trees of a player, one for each set of parameters, since choices mean nothing under others. They are kept in session storage and so
 * survive a reload; where the browser forbids storage, they last as long as the page.
 */
export class BranchStore {
  /**
   * @param {() => string} name under which they are stored: the page and the player on it, asked for when the first run has arrived
   * @param {() => Pick<Storage, "getItem" | "setItem">} storage
   */
  constructor(name, storage = () => sessionStorage) {
    this.name = name;
    this.storage = storage;
    /** @type {Map<string, Tree> | null} */
    this.trees = null;
    this.tree = NO_BRANCHES;
    this.place = "";
  }

  /**
   * Add the run that is on show now.
   * @param {View} view
   */
  show(view) {
    this.trees ??= this.#load();
    const { concept, revision, parameters, scenario } = view.opened;
    const key = JSON.stringify([concept, revision, scenario, Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1))]);
    this.tree = grow(this.trees.get(key) ?? NO_BRANCHES, view);
    this.trees.delete(key);
    this.trees.set(key, this.tree);
    for (const old of [...this.trees.keys()].slice(0, -TREES_MAX)) this.trees.delete(old);
    this.#save(this.trees);
  }

  /** @returns {Map<string, Tree>} */
  #load() {
    this.place = `faultline-branches ${this.name()}`;
    try {
      return new Map(JSON.parse(this.storage().getItem(this.place) ?? "[]"));
    } catch {
      // Storage may be forbidden, or hold what another version wrote.
      return new Map();
    }
  }

  /** @param {Map<string, Tree>} trees */
  #save(trees) {
    try {
      this.storage().setItem(this.place, JSON.stringify([...trees]));
    } catch {
      // Forbidden or full: the branches live as long as the page.
    }
  }
}
