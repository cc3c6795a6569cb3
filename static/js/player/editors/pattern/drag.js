import { BAND, board, dotOf, gapAt, gapDot, laneAt, laneY, spotAt } from "./layout.js";
import { messages } from "./pattern.js";

/** @import {Draft} from "./draft.js" */
/** @import {Dot} from "./layout.js" */

/** @typedef {{loose: string | null, message: string | null}} Grip The message whose loose end, or whose arrow, the pointer took. */

/** A pointer that moves less than this many pixels clicks, and does not drag. */
const STILL = 7;

/** One drag or click on the drawing, from pointerdown to pointerup. */
export class Drag {
  /**
   * @param {Draft} draft
   * @param {Dot} from
   * @param {Grip} grip
   */
  constructor(draft, from, { loose, message }) {
    this.draft = draft;
    this.board = board(draft.pattern);
    this.from = from;
    this.end = from;
    this.loose = loose;
    this.message = message;
    this.between = Math.abs(from.y - laneY(laneAt(this.board, from.y))) > BAND;
    this.spot = loose === null ? spotAt(this.board, from) : null;
    this.dragged = false;
  }

  /** @param {Dot} dot @returns {boolean} whether there is something to draw anew */
  to(dot) {
    this.end = dot;
    this.dragged ||= Math.hypot(dot.x - this.from.x, dot.y - this.from.y) > STILL;
    return this.dragged;
  }

  /** Whether the pointer edits by moving. */
  get edits() {
    return this.loose !== null || !this.between;
  }

  /** @returns {{from: Dot, to: Dot} | null} what to draw while dragging */
  get line() {
    if (!this.dragged || !this.edits) return null;
    const process = laneAt(this.board, this.from.y);
    const from =
      this.spot !== null
        ? dotOf(this.board, this.spot)
        : this.loose !== null
          ? this.from
          : gapDot(this.board, gapAt(this.board, process, this.from.x));
    return { from, to: this.end };
  }

  /** Finish the gesture: select, move an event, draw a message, or add a receipt. */
  drop() {
    const from = gapAt(this.board, laneAt(this.board, this.from.y), this.from.x);
    const to = gapAt(this.board, laneAt(this.board, this.end.y), this.end.x);
    if (this.loose !== null) return this.dragged ? this.draft.receive(this.loose, to) : this.#ask(this.loose);
    if (!this.edits) return this.dragged ? undefined : this.#select();
    if (!this.dragged) return this.draft.tap(this.spot ?? from);
    if (this.spot !== null) return this.draft.carry(this.spot, to);
    if (from.process !== to.process) return this.draft.draw(from, to);
    return this.draft.look(from.process, 2 * from.gap);
  }

  /** Pressing a loose end asks where the message is received. @param {string} name */
  #ask(name) {
    this.draft.start = name;
    return this.draft.say(`Choose where ${name} is received`);
  }

  /** Pressing an arrow selects its sending; beside all arrows, nothing. */
  #select() {
    const sent = this.message === null ? null : messages(this.draft.pattern).get(this.message)?.sent;
    return sent ? this.draft.tap(sent) : undefined;
  }
}
