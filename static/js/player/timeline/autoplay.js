/** @import {Controller} from "../controller.js" */

/** Slow enough to read a sentence at each step. */
const SPEED = 0.5;

/**
 * Lets a player with the attribute `gentle` play once by itself while it is in view. It is silent, never takes the focus, ends for good as
 * soon as somebody touches the player, and does not begin where motion is unwelcome.
 */
export class Gentle {
  /** @param {Element} player */
  constructor(player) {
    this.player = player;
    this.begun = false;
    /** @type {Controller | null} */
    this.controller = null;
    this.seen = new IntersectionObserver(([entry]) => this.#look(entry?.isIntersecting ?? false), { threshold: 0.5 });
    this.taken = (/** @type {Event} */ event) => this.#take(event.target instanceof Element && event.target.closest(".sp-play") !== null);
  }

  /** @param {Controller} controller once its run has arrived */
  begin(controller) {
    if (this.begun || !this.player.hasAttribute("gentle")) return;
    this.begun = true;
    this.controller = controller;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.stop();
      return;
    }
    controller.playback.speed = SPEED;
    for (const event of ["pointerdown", "focusin"]) this.player.addEventListener(event, this.taken);
    this.seen.observe(this.player);
  }

  /** Leave the player to others. */
  stop() {
    this.seen.disconnect();
    for (const event of ["pointerdown", "focusin"]) this.player.removeEventListener(event, this.taken);
    if (this.controller !== null) this.controller.announcer.muted = false;
    this.controller = null;
  }

  /** @param {boolean} inView */
  #look(inView) {
    const { controller } = this;
    if (controller === null) return;
    if (inView && controller.session.step < controller.session.last) controller.playback.start();
    else controller.playback.stop();
    controller.changed();
  }

  /** @param {boolean} byPlay the button that plays and pauses does so itself */
  #take(byPlay) {
    const { controller } = this;
    this.stop();
    if (!byPlay) controller?.playback.stop();
    controller?.changed();
  }
}
