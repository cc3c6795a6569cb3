/** The time that a step is shown at normal speed, in milliseconds. */
const STEP_TIME = 1400;

/** Advances step by step until there is no next one. */
export class Playback {
  /** @param {() => boolean} advance shows the next step; false when that was the last */
  constructor(advance) {
    this.advance = advance;
    this.speed = 1;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** The step to pause at; null for the last one. @type {number | null} */
    this.until = null;
  }

  /** Whether it is running. */
  get playing() {
    return this.timer !== undefined;
  }

  /** Start, or restart with the present speed. @param {number | null} [until] the step to pause at */
  start(until = this.until) {
    this.until = until;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.advance()) this.start();
      else this.stop();
    }, STEP_TIME / this.speed);
  }

  /** Pause. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.until = null;
  }
}
