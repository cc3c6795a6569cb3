/** The shortest interval between announcements, in ms: more often, a screen reader is interrupted all the time. */
const PAUSE = 1000;

/** Rate-limits announcements for screen readers: at most one a second, always the newest. */
export class Announcer {
  /** @param {(text: string) => void} say */
  constructor(say) {
    this.say = say;
    /** Announces nothing while a run autoplays. */
    this.muted = false;
    this.waiting = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {string} text */
  announce(text) {
    if (this.muted) return;
    this.waiting = text;
    if (this.timer === undefined) this.#flush();
  }

  /** Drop the pending announcement. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = "";
  }

  #flush() {
    const text = this.waiting;
    this.waiting = "";
    this.timer = text === "" ? undefined : setTimeout(() => this.#flush(), PAUSE);
    if (text !== "") this.say(text);
  }
}
