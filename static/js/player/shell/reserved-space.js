import { render } from "lit";

/** @import {PlayerFrame} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */

/** @typedef {"say" | "side" | "panels"} Name */
/** @typedef {(step: number) => unknown} Draw What a part shows at a step. */
/** @typedef {{say: Draw, side: Draw, panels: Draw | null}} Parts `panels`: null where they do not depend on the step */

/** Steps of a run that are measured: those with most content. */
const TRIED = 8;

/** An estimate of the content of a part at a step, without drawing it. @type {Record<Name, (frame: PlayerFrame) => number>} */
const WEIGHTS = {
  say: ({ narration, final }) => narration.length + (final ? 1000 : 0),
  side: ({ enabled, properties }) => size([enabled.map(({ label }) => label), properties.map(({ because }) => because)]),
  panels: ({ panels }) => size(panels),
};

/** @param {unknown} value */
function size(value) {
  return JSON.stringify(value).length;
}

/**
 * Prevents layout shift while a run is stepped through: each part whose content varies reserves, at every step, the space of its largest step. The
 * size is measured by rendering the steps with most content into a hidden copy; what still turns out larger grows the reserved space.
 */
export class ReservedSpace {
  /** @param {HTMLElement} player */
  constructor(player) {
    this.player = player;
    /** What the room was found for. @type {readonly unknown[]} */
    this.known = [];
    /** The largest size of each panel. @type {{width: number, height: number}[]} */
    this.panels = [];
    /** @type {Partial<Record<Name, number>>} */
    this.room = {};
  }

  /**
   * After drawing: measure a run that is new, or that has another width, and reserve the space of each part.
   * @param {View} view
   * @param {Parts} parts
   * @param {unknown} open which of several contents the parts have
   */
  keep(view, parts, open = null) {
    const asked = [view, this.player.clientWidth, open];
    const fresh = asked.some((part, index) => part !== this.known[index]);
    if (fresh) {
      // What was reserved for the words of one run stays for the next: what stands below is edited there, run after run.
      const { say = 0 } = asked[1] === this.known[1] ? this.room : {};
      this.known = asked;
      this.panels = [];
      this.room = { say };
    }
    for (const name of /** @type {Name[]} */ (Object.keys(WEIGHTS))) {
      const part = this.player.querySelector(`.sp-${name}:not(.sp-kept)`);
      const draw = parts[name];
      if (!(part instanceof HTMLElement)) continue;
      if (fresh) this.#free(part);
      if (draw === null) continue;
      if (fresh) this.#try(name, part, view, draw);
      this.#reserve(name, part);
    }
  }

  /** @param {HTMLElement} part */
  #free(part) {
    for (const one of [part, ...part.children]) if (one instanceof HTMLElement) Object.assign(one.style, { minBlockSize: "", minInlineSize: "" });
  }

  /** @param {Name} name @param {HTMLElement} part @param {View} view @param {(step: number) => unknown} draw */
  #try(name, part, view, draw) {
    const weigh = WEIGHTS[name];
    const weighed = view.frames.map((frame) => ({ step: frame.step, weight: weigh(frame) })).sort((one, other) => other.weight - one.weight);
    const copy = /** @type {HTMLElement} */ (part.cloneNode(false));
    copy.ariaHidden = "true";
    Object.assign(copy.style, { position: "absolute", visibility: "hidden", inlineSize: `${part.getBoundingClientRect().width}px` });
    part.after(copy);
    const tried = weighed.slice(0, TRIED).map(({ step }) => step);
    for (const step of tried) {
      render(draw(step), copy);
      this.#measure(name, copy);
    }
    // How panels wrap into rows is known only once each has its final size.
    for (const step of name === "panels" ? tried : []) {
      render(draw(step), copy);
      this.#reserveEach(copy);
      this.room.panels = Math.max(this.room.panels ?? 0, needed(copy));
    }
    copy.remove();
  }

  /** @param {Name} name @param {HTMLElement} part the part itself, or its copy at another step */
  #measure(name, part) {
    if (name !== "panels" || part.ariaHidden === null) this.room[name] = Math.max(this.room[name] ?? 0, needed(part));
    if (name !== "panels") return;
    for (const [index, { width, height }] of [...part.children].map((child) => child.getBoundingClientRect()).entries()) {
      const before = this.panels[index] ?? { width: 0, height: 0 };
      this.panels[index] = { width: Math.max(before.width, width), height: Math.max(before.height, height) };
    }
  }

  /** @param {Name} name @param {HTMLElement} part */
  #reserve(name, part) {
    if (name === "panels") this.#reserveEach(part);
    this.#measure(name, part);
    // What scrolls by itself beyond a height needs no more than that.
    part.style.minBlockSize = `max(min(${this.room[name] ?? 0}px, var(--sp-most, 100000px)), var(--sp-least, 0px))`;
  }

  /** @param {HTMLElement} part */
  #reserveEach(part) {
    for (const [index, child] of [...part.children].entries()) {
      const size = this.panels[index];
      if (size === undefined || !(child instanceof HTMLElement)) continue;
      child.style.minBlockSize = `${size.height}px`;
      // Panels that take the remaining width have no width of their own.
      if (!child.matches(".sp-wide, .sp-note")) child.style.minInlineSize = `min(${Math.ceil(size.width)}px, 100%)`;
    }
  }
}

/**
 * The height of a part's content, however far the part itself is stretched.
 * @param {HTMLElement} part
 */
function needed(part) {
  // A copy is as high as its content; a range leaves out half the leading of a last line.
  if (part.ariaHidden !== null) return part.getBoundingClientRect().height;
  const inside = document.createRange();
  inside.selectNodeContents(part);
  const { bottom, height } = inside.getBoundingClientRect();
  return height === 0 ? 0 : bottom - part.getBoundingClientRect().top + Number.parseFloat(getComputedStyle(part).paddingBlockEnd);
}
