import { render } from "lit";
import { copied } from "../sharing/clipboard.js";
import { Announcer } from "../shell/announcer.js";
import { SimPlayer } from "../sim-player.js";
import { Playback } from "../timeline/playback.js";
import { valueText } from "../timeline/timeline.js";
import { controls, words } from "./compare-view.js";
import { Comparison } from "./comparison.js";
import { lookParts, looksIn, looksText } from "./looks.js";
import { looksControls } from "./looks-view.js";
import { Pair } from "./pair.js";
import { pairAddress } from "./pair-address.js";

/** @import {Order, Shown, Side} from "./pair.js" */
/** @import {Looks} from "./looks.js" */

/**
 * `<sim-compare concept lead missed>` around two `<sim-player>`s: where the student acts, that side leads, and the other takes the same events as far
 * as it can. Both show the same step, from one set of controls; where the runs part is said above, and marked on both sides. With `looks` both runs
 * are fixed, and below them stands to whom they look the same.
 */
export class SimCompare extends HTMLElement {
  constructor() {
    super();
    /** @type {Pair | null} */
    this.pair = null;
    /** @type {SimPlayer[]} */
    this.players = [];
    this.above = document.createElement("div");
    this.below = document.createElement("sim-controls");
    /** @type {Looks | null} */
    this.looks = null;
    this.status = "";
    this.spoken = "";
    /** @type {string | null} */
    this.link = null;
    this.comparison = new Comparison();
    this.playback = new Playback(() => this.#advance());
    this.announcer = new Announcer((spoken) => this.#set({ spoken }));
    this.heard = (/** @type {Event} */ event) => this.#hear(event);
    for (const name of /** @type {const} */ (["go", "toggle", "setSpeed", "copy", "see"])) Object.assign(this, { [name]: this[name].bind(this) });
  }

  connectedCallback() {
    // When a page is swapped in, this element is created before the players inside it.
    customElements.upgrade(this);
    this.players = [...this.querySelectorAll("sim-player")].filter((one) => one instanceof SimPlayer);
    this.looks = looksIn(this.getAttribute("looks"));
    this.pair ??= new Pair(this.getAttribute("lead") === "b" ? "b" : "a", this.getAttribute("missed") || null);
    this.prepend(this.above);
    this.append(this.below);
    this.addEventListener("sim-run", this.heard);
    // A player may have reported what it shows before this element listened.
    for (const player of this.players) if (player.pairLink.shown !== null) this.#take(player, player.pairLink.shown);
  }

  disconnectedCallback() {
    this.removeEventListener("sim-run", this.heard);
    this.playback.stop();
    this.announcer.stop();
  }

  /**
   * Show a step on both sides.
   * @param {number} step
   * @param {boolean} [spoken] false where the control itself tells a screen reader
   */
  go(step, spoken = true) {
    this.playback.stop();
    this.#show(step, spoken);
  }

  /** Play or pause; at the end, play again from the start. */
  toggle() {
    if (this.playback.playing) this.playback.stop();
    else {
      if (this.pair?.step === this.pair?.last) this.#show(0, true);
      this.playback.start();
    }
    this.#draw();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.playback.speed = speed;
    if (this.playback.playing) this.playback.start();
    this.#draw();
  }

  /** Show both runs through the eyes of a process. @param {string} process */
  see(process) {
    for (const { pairLink } of this.players) pairLink.see(process);
    this.#announce();
    this.#draw();
  }

  /** Copy the address that brings back both sides and the step. */
  async copy() {
    const { pair } = this;
    if (pair === null) return;
    const { lead, step, shown } = pair;
    if (shown.a === null || shown.b === null) return;
    const choices = shown[lead]?.choices ?? [];
    const revision = this.#linkOf(lead)?.view?.opened.revision ?? null;
    const address = pairAddress(this.getAttribute("concept") ?? "", { a: shown.a, b: shown.b, lead, choices, step, revision });
    const link = new URL(address, location.href).href;
    const allowed = await copied(link);
    const status = allowed
      ? "Link copied: it brings back both runs at this step."
      : "The browser does not allow copying here; copy the address above.";
    this.#set({ link: allowed ? null : link, status });
  }

  /** @param {Event} event */
  #hear(event) {
    if (event.target instanceof SimPlayer && event instanceof CustomEvent) this.#take(event.target, event.detail);
  }

  /** @param {SimPlayer} player @param {Shown} now */
  #take(player, now) {
    const before = this.pair?.step;
    const orders = this.pair?.report(this.players.indexOf(player) === 1 ? "b" : "a", now) ?? [];
    // Stepping in one of the players stops the playback of both.
    if (before !== this.pair?.step) this.playback.stop();
    this.#set({ link: null, status: "" });
    this.#obey(orders);
  }

  /** @param {readonly Order[]} orders */
  #obey(orders) {
    for (const order of orders) {
      const link = this.#linkOf(order.side);
      if ("show" in order) link?.show(order.show);
      else link?.follow(order.follow, this.pair?.step ?? 0);
    }
    this.#draw();
  }

  /** @param {Side} side */
  #linkOf(side) {
    return this.players[side === "a" ? 0 : 1]?.pairLink;
  }

  /** @param {number} step @param {boolean} spoken */
  #show(step, spoken) {
    const { pair } = this;
    if (pair === null) return;
    const before = pair.step;
    const orders = pair.go(step);
    if (spoken && before !== pair.step) this.#announce();
    this.#obey(orders);
  }

  #announce() {
    const frame = this.#compared()?.both.frames[this.pair?.step ?? 0];
    if (frame !== undefined) this.announcer.announce(`${valueText(frame, this.pair?.last ?? 0)} ${looksText(this.#looks())}`.trim());
  }

  #looks() {
    const seen = this.#linkOf("a")?.seen;
    return this.looks === null || seen == null ? [] : lookParts(this.looks, this.pair?.step ?? 0, seen.ended.diagram.lanes, seen.seenBy);
  }

  #advance() {
    if (this.pair === null) return false;
    this.#show(this.pair.step + 1, true);
    return this.pair.step < this.pair.last;
  }

  /** @param {Partial<Pick<SimCompare, "link" | "status" | "spoken">>} parts */
  #set(parts) {
    Object.assign(this, parts);
    this.#draw();
  }

  #compared() {
    return this.comparison.of(this.#linkOf("a"), this.#linkOf("b"));
  }

  #draw() {
    const { pair, playback, spoken, go, toggle, setSpeed, copy, link, status, see } = this;
    const found = this.#compared();
    if (pair === null || found === null) return;
    const shown = { view: found.both, step: pair.step, playing: playback.playing, speed: playback.speed, spoken, go, toggle, setSpeed };
    const seen = this.#linkOf("a")?.seen ?? null;
    if (this.looks !== null && seen !== null) {
      render(looksControls({ ...shown, parting: null, seen, parts: this.#looks(), see }), this.below);
      return;
    }
    const at = found.parting?.step ?? null;
    for (const player of this.players) player.pairLink.mark(at);
    render(words({ pair, parting: found.parting, differences: found.differences, link, status, go, copy }), this.above);
    render(controls({ ...shown, parting: at }), this.below);
  }
}

customElements.define("sim-compare", SimCompare);
