/** A screen reader that is told more than this often only stammers. */
const PAUSE = 1000;

/** Passes on the newest sentence, at most one a second; what was overtaken is never said. */
export class Announcer {
  /** @param {(text: string) => void} say */
  constructor(say) {
    this.say = say;
    /** While a run plays that nobody asked for, nothing is said. */
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

  /** Say nothing more. */
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
