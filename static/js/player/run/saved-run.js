import { linkTo, withWayBack } from "./link.js";

/** @import {Controller} from "../controller.js" */
/** @import {Spec} from "./spec.js" */

/** Debounce of changes of the address, which browsers limit. Milliseconds. */
const PAUSE = 400;

/**
 * Restores a player's run after a reload, and after navigating away and back. A page that is about one run has the run and step in its address; on
 * other pages session storage keeps the run of each player.
 */
export class SavedRun {
  /**
   * @param {Element} player
   * @param {() => string} name of this player among all in the tab
   */
  constructor(player, name) {
    this.player = player;
    this.name = name;
    /** The page's own run, where another one was restored. @type {Spec | null} */
    this.own = null;
    this.saved = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {Spec} own what the page asks for
   * @returns {Spec} what to begin with: the run that was on show here, if there was one
   */
  restore(own) {
    const stored = this.#stored(own);
    if (stored !== null) this.own = own;
    return stored ?? own;
  }

  /** Save the run and step on show; called after each drawing. @param {Controller} controller */
  save(controller) {
    const { session } = controller;
    if (this.#isTransient() || session.view === null || session.view.ended.end === "paused") return;
    // The page's attributes are part of the record: when they change, as at the end of a challenge, what was saved no longer counts.
    const text = JSON.stringify([this.#page(), session.spec]);
    // The first run is the page's own: nothing to save yet.
    if (this.saved === "") this.saved = text;
    if (text === this.saved) return;
    this.saved = text;
    clearTimeout(this.timer);
    const { pathname } = location;
    if (this.#addressed()) this.timer = setTimeout(() => this.#address(session.concept, session.spec, pathname), PAUSE);
    else this.#store({ page: this.#page(), spec: session.spec });
  }

  /** Open the page's own run instead of a saved one that the server refuses. @param {Controller} controller */
  fallBack(controller) {
    const { own } = this;
    if (own === null || controller.session.view !== null || controller.session.refusal === null) return;
    this.own = null;
    controller.run(own);
  }

  /** Drop the pending change of the address: the next page has its own. */
  stop() {
    clearTimeout(this.timer);
  }

  /** Whether nothing is saved: a pair has its own address, and an autoplaying player shows one run only. */
  #isTransient() {
    return this.player.hasAttribute("autoplay") || this.player.closest("sim-compare") !== null;
  }

  #addressed() {
    return location.pathname === `/play/${this.player.getAttribute("concept")}`;
  }

  /** @param {string} concept @param {Spec} spec @param {string} pathname */
  #address(concept, spec, pathname) {
    if (location.pathname === pathname) history.replaceState(history.state, "", withWayBack(linkTo(concept, spec)));
  }

  /** The attributes that name the page's own run: when a lesson changes them, what was saved no longer counts. */
  #page() {
    return ["parameters", "scenario", "choices", "step"].map((name) => this.player.getAttribute(name));
  }

  /** @param {Spec} own @returns {Spec | null} */
  #stored(own) {
    if (own.stop !== undefined || this.#isTransient() || this.#addressed()) return null;
    try {
      const { page, spec } = JSON.parse(sessionStorage.getItem(this.#place()) ?? "{}");
      return JSON.stringify(page) === JSON.stringify(this.#page()) ? spec : null;
    } catch {
      // Storage may be forbidden, or hold what another version wrote.
      return null;
    }
  }

  /** @param {{page: unknown, spec: Spec}} kept */
  #store(kept) {
    try {
      sessionStorage.setItem(this.#place(), JSON.stringify(kept));
    } catch {
      // Forbidden or full: then a reload begins anew.
    }
  }

  #place() {
    return `faultline-run ${this.name()}`;
  }
}
