import { addCheckpoint, addMessage, addProcess, addReceipt, move, remove, removeProcess } from "./edit.js";
import { board, dotOf, gapAt, gapDot } from "./layout.js";
import { print } from "./pattern.js";
import { Sheet } from "./sheet.js";
import { crowded, describe, describeGap } from "./words.js";

/** @import {Edited, Gap} from "./edit.js" */
/** @import {Moment} from "./sheet.js" */
/** @import {Spot} from "./pattern.js" */

/** @typedef {"checkpoint" | "message"} Tool */

/** A pattern while it is edited, without its view: the commands of keyboard and pointer. */
export class Draft extends Sheet {
  /** @param {string} text a pattern that can happen */
  constructor(text) {
    super(text);
    /** @type {Tool} */
    this.tool = "checkpoint";
    /** The start of a message whose end is still to be chosen: a gap, or the name of one already sent. @type {Gap | string | null} */
    this.start = null;
    /** The state before an event was picked up by keyboard, and the depth of the undo history then. @type {{before: Moment, depth: number} | null} */
    this.held = null;
  }

  /** Choose what is added from now on. @param {Tool} tool */
  use(tool) {
    this.tool = tool;
    this.start = null;
    return this.say(
      tool === "checkpoint" ? "Checkpoints are added now" : "Messages are added now: first where one is sent, then where it is received",
    );
  }

  /** Move the cursor along its process, and what is picked up with it. @param {number} by */
  along(by) {
    if (this.held !== null) return this.shift(by);
    const last = 2 * (this.pattern.events[this.process]?.length ?? 0);
    return this.look(this.process, Math.max(0, Math.min(last, this.at + by)));
  }

  /** Move the cursor to another process, to what is nearest there, and what is picked up with it. @param {number} by */
  across(by) {
    const process = Math.max(0, Math.min(this.pattern.names.length - 1, this.process + by));
    const drawn = board(this.pattern);
    const { x } = this.spot === null ? gapDot(drawn, this.gap) : dotOf(drawn, this.spot);
    const gap = gapAt(drawn, process, x);
    if (process === this.process) return this.look(process, this.at);
    if (this.held !== null) return this.carry(this.spot ?? { process: 0, place: 0 }, gap);
    return this.look(process, 2 * gap.gap);
  }

  /** Point at an event or a gap: it gets the cursor, and a gap also what the tool adds there. @param {Spot | Gap} target */
  tap(target) {
    this.#put();
    if ("place" in target) return this.look(target.process, 2 * target.place + 1);
    this.process = target.process;
    this.at = 2 * target.gap;
    return this.act();
  }

  /** Add at the cursor what the tool adds; pick up or put down the event under it. */
  act() {
    if (this.held !== null) return this.#put();
    if (this.spot !== null && this.start === null) {
      this.held = { before: this.moment, depth: this.past.length };
      return this.say(`${describe(this.pattern, this.spot)}: picked up. Arrow keys move it, Enter puts it down, Escape puts it back`);
    }
    if (this.start !== null) return this.#finish(this.start);
    if (this.tool === "checkpoint") return this.#edit(addCheckpoint(this.pattern, this.gap), "Added");
    this.start = this.gap;
    return this.say(`A message from ${describeGap(this.pattern, this.gap)}: now choose where another process receives it`);
  }

  /** Cancel what was begun: a message without an end, or an event that was picked up. @returns {boolean} whether there was something */
  escape() {
    if (this.start === null && this.held === null) return false;
    if (this.held !== null) {
      this.restore(this.held.before);
      this.past.splice(this.held.depth);
    }
    this.start = null;
    this.held = null;
    this.say("Given up");
    return true;
  }

  /** Start to choose where the message under the cursor is received. */
  connect() {
    if (this.mark?.kind === "send") this.start = this.mark.name;
    return this.say(`Choose where ${this.mark?.name} is received`);
  }

  /** Draw a message from one gap to another. @param {Gap} from @param {Gap} to */
  draw(from, to) {
    this.start = null;
    return this.#edit(addMessage(this.pattern, from, to), "Added");
  }

  /** Add the receipt of a message that nobody receives. @param {string} name @param {Gap} to */
  receive(name, to) {
    this.start = null;
    return this.#edit(addReceipt(this.pattern, name, to), "Added");
  }

  /** Move an event to a gap. @param {Spot} spot @param {Gap} to */
  carry(spot, to) {
    return this.#edit(move(this.pattern, spot, to), "Moved");
  }

  /** Move the event under the cursor by one place along its process. @param {number} by */
  shift(by) {
    if (this.spot === null) return this.say("There is no event under the cursor");
    const gap = this.spot.place + (by > 0 ? 2 : -1);
    const count = this.pattern.events[this.process]?.length ?? 0;
    if (gap < 0 || gap > count) return this.say(by > 0 ? "It is the last event already" : "It is the first event already");
    return this.carry(this.spot, { process: this.process, gap });
  }

  /** Remove the event under the cursor. */
  remove() {
    if (this.spot === null) return this.say("There is no event under the cursor");
    const said = `Removed: ${describe(this.pattern, this.spot)}`;
    const pattern = remove(this.pattern, this.spot);
    this.held = null;
    this.change(pattern);
    this.at -= 1;
    return this.say(said);
  }

  /** Add a process, or remove the one under the cursor. @param {"add" | "remove"} how */
  processes(how) {
    const pattern = how === "add" ? addProcess(this.pattern) : removeProcess(this.pattern, this.process);
    if (pattern === null) return this.say(how === "add" ? crowded(this.pattern) : "Only a process without events can be removed");
    const name = how === "add" ? pattern.names.at(-1) : this.pattern.names[this.process];
    this.change(pattern);
    this.process = how === "add" ? pattern.names.length - 1 : Math.max(0, this.process - 1);
    this.at = 0;
    return this.say(`${how === "add" ? "Added" : "Removed"}: ${name}`);
  }

  /** @override @param {import("./pattern.js").Pattern} pattern @param {string} text */
  adopt(pattern, text) {
    super.adopt(pattern, text);
    this.start = null;
    this.held = null;
  }

  /** @override @param {"undo" | "redo"} way */
  back(way) {
    this.start = null;
    this.#put();
    return super.back(way);
  }

  /** @param {Gap | string} start */
  #finish(start) {
    this.start = null;
    if (typeof start === "string") return this.receive(start, this.gap);
    if (start.process === this.process) return this.say("A message goes to another process: given up");
    return this.draw(start, this.gap);
  }

  /** Put down what was picked up. However far it was moved, that is one change for undo. */
  #put() {
    if (this.held === null) return;
    const { before, depth } = this.held;
    if (this.past.length > depth) this.past.splice(depth, Infinity, before);
    this.held = null;
    this.say(`Put down: ${this.spot === null ? "" : describe(this.pattern, this.spot)}`);
  }

  /** @param {Edited | null} edited @param {string} verb */
  #edit(edited, verb) {
    if (edited === null || print(edited.pattern) === print(this.pattern)) return this.say(crowded(this.pattern));
    this.change(edited.pattern);
    this.process = edited.at.process;
    this.at = 2 * edited.at.place + 1;
    return this.say(`${verb}: ${describe(this.pattern, edited.at)}`);
  }
}
