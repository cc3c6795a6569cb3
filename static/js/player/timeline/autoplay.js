/** @import {Controller} from "../controller.js" */

/** Slow enough to read a sentence at each step. */
const SPEED = 0.5;

/**
 * Plays a player with the attribute `autoplay` once while it is in view. Announces nothing, never moves the focus, stops for good at the first
 * interaction with the player, and does not start under `prefers-reduced-motion`.
 */
export class Autoplay {
  /** @param {Element} player */
  constructor(player) {
    this.player = player;
    this.begun = false;
    /** @type {Controller | null} */
    this.controller = null;
    this.visibility = new IntersectionObserver(([entry]) => this.#show(entry?.isIntersecting ?? false), { threshold: 0.5 });
    this.interacted = (/** @type {Event} */ event) => this.#stopFor(event.target instanceof Element && event.target.closest(".sp-play") !== null);
  }

  /** Start once the first run has arrived. @param {Controller} controller */
  begin(controller) {
    if (this.begun || !this.player.hasAttribute("autoplay")) return;
    this.begun = true;
    this.controller = controller;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.stop();
      return;
    }
    controller.playback.speed = SPEED;
    for (const event of ["pointerdown", "focusin"]) this.player.addEventListener(event, this.interacted);
    this.visibility.observe(this.player);
  }

  /** Stop for good. */
  stop() {
    this.visibility.disconnect();
    for (const event of ["pointerdown", "focusin"]) this.player.removeEventListener(event, this.interacted);
    if (this.controller !== null) this.controller.announcer.muted = false;
    this.controller = null;
  }

  /** @param {boolean} inView */
  #show(inView) {
    const { controller } = this;
    if (controller === null) return;
    if (inView && controller.session.step < controller.session.last) controller.playback.start();
    else controller.playback.stop();
    controller.changed();
  }

  /** @param {boolean} byPlay whether it was the play button, which pauses by itself */
  #stopFor(byPlay) {
    const { controller } = this;
    this.stop();
    if (!byPlay) controller?.playback.stop();
    controller?.changed();
  }
}
