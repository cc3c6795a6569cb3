import { followFocus, followRow } from "./regions.js";

/** @import {Layout} from "../diagram/layout.js" */

/** Scrolls the cursor and the current row into view when another step, or another drawing, is on show. */
export class ScrollFollower {
  /** @param {Element} player */
  constructor(player) {
    this.player = player;
    /** @type {Layout | null} */
    this.layout = null;
    this.step = -1;
  }

  /** After drawing. @param {Layout | null} layout @param {number} step */
  follow(layout, step) {
    const space = this.player.querySelector(".sp-space");
    const first = this.layout !== layout;
    // The scroll shadow is drawn beside the names.
    if (layout !== null && space instanceof HTMLElement) space.style.setProperty("--names", `${layout.margin}px`);
    if (layout === null || (!first && this.step === step)) return;
    [this.layout, this.step] = [layout, step];
    followFocus(space, layout.focus[step] ?? 0, first);
    followRow(this.player.querySelector(".sp-events .sp-scroll"));
  }
}
