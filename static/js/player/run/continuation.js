import { askedOf } from "../identity.js";

/** @import {Controller} from "../controller.js" */

/**
 * Plays on a run that waited for an answer, from the step where it waited, at a speed that can be followed. Under `prefers-reduced-motion` it shows the
 * end at once. Says `sim-went-on` when the end is on show, or when the student has taken the controls.
 */
export class Continuation {
  /** @param {Element} player */
  constructor(player) {
    this.player = player;
    /** @type {"idle" | "asked" | "playing"} */
    this.state = "idle";
  }

  /** Ask for the whole run. @param {Controller} controller */
  begin(controller) {
    this.state = "asked";
    controller.goOn(askedOf(this.player));
  }

  /** After each drawing: start when the run has arrived, and notice the end. @param {Controller} controller */
  look(controller) {
    const { session, playback } = controller;
    if (this.state === "asked" && session.pending === null && session.view?.ended.end !== "paused") {
      this.state = "playing";
      this.player.scrollIntoView({ block: "nearest", behavior: "instant" });
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) controller.go(session.last);
      else playback.start();
      controller.changed();
    } else if (this.state === "playing" && !playback.playing) {
      this.state = "idle";
      this.player.dispatchEvent(new CustomEvent("sim-went-on", { bubbles: true }));
    }
  }
}
