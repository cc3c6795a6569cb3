/** How long a step stays on show at normal speed, in milliseconds. */
const STEP_TIME = 1400;

/** Advances step by step until there is no next one. */
export class Playback {
  /** @param {() => boolean} advance shows the next step; false when that was the last */
  constructor(advance) {
    this.advance = advance;
    this.speed = 1;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Whether it is running. */
  get playing() {
    return this.timer !== undefined;
  }

  /** Begin, or begin again with the present speed. */
  start() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.advance()) this.start();
      else this.stop();
    }, STEP_TIME / this.speed);
  }

  /** Stay where it is. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
