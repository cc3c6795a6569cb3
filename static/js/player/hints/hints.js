import { SPACE_TIME } from "../panels/stage.js";

/** @import {Controller} from "../controller.js" */
/** @import {DiagramInteraction} from "../diagram/diagram-interaction.js" */

/** @typedef {{at: "bar" | "side" | "space", words: string}} Hint `at`: the part that it points at */

/** @type {readonly Hint[]} */
export const HINTS = [
  { at: "bar", words: "Below the picture you step through the run. The arrow keys of a keyboard do the same." },
  { at: "side", words: "You decide what happens next: choose any event or fault in the list “What can happen next”." },
  { at: "space", words: "In the picture, press a message or a process to see what can happen to it." },
];
const KEY = "faultline-hints";
/** Players in which everything can be done that the hints are about. */
const FIRST = "sim-player:not([autoplay], [until], [compared], sim-compare *)";

/**
 * The hints at the first player that somebody ever meets: each is shown until it is followed or read. What was had is remembered in this browser,
 * and never shown again.
 */
export class Hints {
  /** @param {Element} player @param {() => void} changed */
  constructor(player, changed) {
    this.player = player;
    this.changed = changed;
    this.had = hadBefore();
    /** Whether the hints are on show here: they stay until they are closed, so that nothing moves by itself. */
    this.open = false;
    /** The hints that suit this player: a picture without messages has none to click. @type {readonly Hint[]} */
    this.due = HINTS;
  }

  /** @returns {{hint: Hint | null, number: number} | null} the hint on show, counted from 1; `hint` is null after the last one */
  get shown() {
    if (!this.open) return null;
    const place = this.due.findIndex((hint) => !this.had.has(HINTS.indexOf(hint)));
    return { hint: this.due[place] ?? null, number: place + 1 };
  }

  /** Before drawing: open where hints are due, and tick those that were followed. @param {Controller} controller @param {DiagramInteraction} interaction */
  look({ session }, interaction) {
    if (session.view === null) return;
    if (!this.open) {
      // Another player of this page may have had them meanwhile.
      this.had = hadBefore();
      this.open = this.had.size < HINTS.length && document.querySelector(FIRST) === this.player;
      this.due = HINTS.filter(({ at }) => at !== "space" || session.view?.opened.stage === SPACE_TIME);
      this.begun = session.step;
      return;
    }
    if (session.undoStack.past.length > 0) this.#tick(1);
    else if (session.step !== this.begun) this.#tick(0);
    if (interaction.open !== null) this.#tick(2);
  }

  /** Go on to the next hint; after the last one close. */
  next() {
    const { hint, number } = this.shown ?? { hint: null, number: 0 };
    if (hint === null || number === this.due.length) this.close();
    else {
      this.#tick(HINTS.indexOf(hint));
      this.changed();
    }
  }

  /** Close for good, and give the focus to what comes next. */
  close() {
    for (const index of HINTS.keys()) this.#tick(index);
    this.open = false;
    this.changed();
    const play = this.player.querySelector(".sp-play");
    if (play instanceof HTMLElement) play.focus({ preventScroll: true });
  }

  /** @param {number} index */
  #tick(index) {
    if (this.had.has(index)) return;
    this.had.add(index);
    try {
      localStorage.setItem(KEY, [...this.had].join(","));
    } catch {
      // Without storage they come again on the next page.
    }
  }
}

/** @returns {Set<number>} the hints that were had in this browser */
function hadBefore() {
  try {
    return new Set((localStorage.getItem(KEY) ?? "").split(",").filter(Boolean).map(Number));
  } catch {
    return new Set();
  }
}
