import { markAt } from "./edit.js";
import { parse, print } from "./pattern.js";
import { describe, describeGap } from "./words.js";

/** @import {Gap} from "./edit.js" */
/** @import {Mark, Pattern, Spot} from "./pattern.js" */

/** @typedef {{pattern: Pattern, text: string, at: number, process: number}} Moment */

/**
 * A pattern as a drawing and as text, kept in sync, with a cursor and an undo history. The cursor is on an event (odd) or between two (even).
 */
export class Sheet {
  /** @param {string} text a pattern that can happen */
  constructor(text) {
    this.pattern = parse(text) ?? { names: ["P1"], events: [[]] };
    this.text = print(this.pattern, "\n");
    this.process = 0;
    this.at = 0;
    this.said = "";
    /** @type {Moment[]} */
    this.past = [];
    /** @type {Moment[]} */
    this.future = [];
    this.typing = false;
  }

  /** @returns {Spot | null} the event under the cursor */
  get spot() {
    return this.at % 2 === 1 ? { process: this.process, place: (this.at - 1) / 2 } : null;
  }

  /** @returns {Gap} the gap under the cursor, or the one before its event */
  get gap() {
    return { process: this.process, gap: Math.floor(this.at / 2) };
  }

  /** @returns {Mark | undefined} */
  get mark() {
    return this.spot === null ? undefined : markAt(this.pattern, this.spot);
  }

  /** @returns {Moment} what undo brings back */
  get moment() {
    const { pattern, text, at, process } = this;
    return { pattern, text, at, process };
  }

  /** The process that crashes: the wanted one while the pattern has it, else the default. @param {string} wanted */
  crashing(wanted) {
    const { names } = this.pattern;
    return names.includes(wanted) ? wanted : names.includes("P2") ? "P2" : (names[0] ?? "");
  }

  /** Take typed text. The last valid drawing stays until the text can be drawn. @param {string} text @returns {boolean} whether it can be drawn */
  write(text) {
    const pattern = parse(text);
    if (pattern !== null) this.adopt(pattern, text);
    this.text = text;
    return pattern !== null;
  }

  /** Draw a pattern that stands for the typed text. Consecutive typing is one change for undo. @param {Pattern} pattern @param {string} text */
  adopt(pattern, text) {
    if (!this.typing) this.change(pattern);
    Object.assign(this, { pattern, text, process: 0, at: 0, typing: true });
  }

  /** Replace the drawing, and the text with it. @param {Pattern} pattern */
  change(pattern) {
    this.past.push(this.moment);
    Object.assign(this, { pattern, text: print(pattern, "\n"), future: [], typing: false });
  }

  /** @param {Moment} moment */
  restore(moment) {
    Object.assign(this, moment, { typing: false });
  }

  /** @param {"undo" | "redo"} way */
  back(way) {
    const [from, to] = way === "undo" ? [this.past, this.future] : [this.future, this.past];
    const moment = from.pop();
    if (moment === undefined) return this.say(`Nothing to ${way}`);
    to.push(this.moment);
    this.restore(moment);
    return this.say(way === "undo" ? "Undone" : "Done again");
  }

  /** Set the cursor and announce where it is. @param {number} process @param {number} at */
  look(process, at) {
    this.process = process;
    this.at = at;
    return this.say(this.spot === null ? describeGap(this.pattern, this.gap) : describe(this.pattern, this.spot));
  }

  /** @param {string} text */
  say(text) {
    this.said = text;
  }
}
