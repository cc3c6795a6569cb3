import { Perspective } from "../perspective/perspective.js";
import { IncomingRun } from "./incoming-run.js";
import { openMessage } from "./spec.js";
import { EMPTY_STACK, push, redo, undo } from "./undo-stack.js";

/** @import {ClientMessage, Ended, Opened, PlayerFrame, Refused, ServerMessage} from "../../protocol.js" */
/** @import {Spec, Values} from "./spec.js" */
/** @import {Move, UndoStack} from "./undo-stack.js" */

/** @typedef {{opened: Opened, frames: readonly PlayerFrame[], ended: Ended}} View A run that arrived whole. */
/**
 * The run that is awaited.
 * @typedef {{request: number, target: Spec, undoStack: UndoStack, same: boolean, incoming: IncomingRun}} Pending `undoStack`: once arrived; `same`: fetched once more
 */

/**
 * The state of one player's conversation with the server, without the socket: the run on show, the pending request, the undo stack.
 * A run replaces the previous one only when it has arrived completely, so that a drawing never mixes two runs.
 */
export class Session {
  /**
   * @param {string} concept
   * @param {Spec} first
   */
  constructor(concept, first) {
    this.concept = concept;
    this.first = first;
    this.step = 0;
    this.requests = 0;
    /** The parameters that were asked for; the server resolves the others, which may depend on them. @type {Values} */
    this.given = first.parameters;
    /** Whether the run on show took the events of another. */
    this.followed = false;
    /** @type {View | null} */
    this.view = null;
    /** @type {Pending | null} */
    this.pending = null;
    /** @type {Refused | null} */
    this.refusal = null;
    /** @type {UndoStack} */
    this.undoStack = EMPTY_STACK;
    this.perspective = new Perspective(first.seenBy ?? "");
  }

  /** The run on show, without what is hidden of it. */
  get shown() {
    return this.view === null ? null : this.perspective.of(this.view);
  }

  /** The step that the run ends with. */
  get last() {
    return this.view === null ? 0 : this.view.frames.length - 1;
  }

  /** The student's own choices: what comes after them is the default continuation. */
  get ownChoices() {
    return this.view === null ? [] : this.view.ended.choices.slice(0, this.view.ended.chosen);
  }

  /** @returns {Spec} what would bring back exactly what is shown */
  get spec() {
    if (this.view === null) return this.first;
    const waits = this.view.ended.end === "paused" ? { stop: this.last } : {};
    const { scenario, revision } = this.view.opened;
    return { parameters: this.given, scenario, choices: this.ownChoices, step: this.step, revision, ...waits, ...this.perspective.asked };
  }

  /** The index of the event that this run takes after the step on show, or null at its end. */
  get taken() {
    return this.view?.ended.choices[this.step] ?? null;
  }

  /**
   * Show a step. Local: all frames have arrived already.
   * @param {number} step
   * @returns {boolean} whether another step is shown now
   */
  go(step) {
    const bounded = Math.max(0, Math.min(this.last, Math.round(step)));
    const moved = bounded !== this.step;
    this.step = bounded;
    return moved;
  }

  /**
   * Ask for another run. Undo returns to the one on show.
   * @param {Spec} target
   * @returns {ClientMessage}
   */
  open(target) {
    return this.#ask(target, this.#pushed());
  }

  /**
   * Ask for the whole of the run that waits on show. It is the same run, so undo does not lead back to the pause.
   * @param {Spec} target
   */
  goOn(target) {
    return this.#ask(target, this.undoStack);
  }

  /** After a reconnection: ask again for the pending run, or for the one on show. */
  resume() {
    const { target, undoStack, same } = this.pending ?? { target: this.spec, undoStack: this.undoStack, same: this.view !== null };
    return this.#ask(target, undoStack, same);
  }

  /**
   * Take an enabled event at the step on show. The event that the run takes there anyway is shown without asking the server.
   * @param {number} index
   * @returns {ClientMessage | null}
   */
  choose(index) {
    if (this.view === null) return null;
    if (index === this.taken && this.step < this.last) {
      this.go(this.step + 1);
      return null;
    }
    const choices = [...this.view.ended.choices.slice(0, this.step), index];
    const shared = new IncomingRun(this.view.opened, this.view.frames.slice(0, this.step + 1));
    const request = this.#pend({ ...this.spec, choices, step: this.step + 1 }, this.#pushed(), { incoming: shared });
    return { type: "choose", request, step: this.step, index };
  }

  /** @returns {ClientMessage | null} the request for the run before this one, if there was one */
  undo() {
    return this.#move(undo(this.undoStack, this.spec));
  }

  /** @returns {ClientMessage | null} the request for the run that undo led away from, if there is one */
  redo() {
    return this.#move(redo(this.undoStack, this.spec));
  }

  /**
   * Handle one message of the server.
   * @param {ServerMessage} message
   * @returns {boolean} false when it replies to an outdated request and was dropped
   */
  receive(message) {
    const { pending } = this;
    if (pending === null || message.request !== pending.request) return false;
    if (message.type === "opened") pending.incoming.opened = message;
    else if (message.type === "frames") pending.incoming.append(message.frames);
    else if (message.type === "refused") [this.pending, this.refusal] = [null, message];
    else this.#finish(pending, message);
    return true;
  }

  /** @returns {UndoStack} with the run on show pushed; unchanged before the first run */
  #pushed() {
    return this.view === null ? this.undoStack : push(this.undoStack, this.spec);
  }

  /** @param {Move | null} move */
  #move(move) {
    return move === null ? null : this.#ask(move.target, move.undoStack);
  }

  /**
   * @param {Spec} target
   * @param {UndoStack} undoStack
   * @param {boolean} [same]
   * @returns {ClientMessage}
   */
  #ask(target, undoStack, same = false) {
    return openMessage(this.#pend(target, undoStack, { same }), this.concept, target);
  }

  /**
   * @param {Spec} target
   * @param {UndoStack} undoStack
   * @param {Partial<Pending>} more
   * @returns {number} the number of the request
   */
  #pend(target, undoStack, more) {
    this.requests += 1;
    this.refusal = null;
    this.pending = { request: this.requests, target, undoStack, same: false, incoming: new IncomingRun(), ...more };
    return this.requests;
  }

  /** @param {Pending} pending @param {Ended} ended */
  #finish({ target, undoStack, same, incoming }, ended) {
    const view = incoming.whole(ended);
    if (view === null) return;
    this.view = view;
    this.given = target.parameters;
    this.followed = target.follow != null;
    this.pending = null;
    this.undoStack = undoStack;
    // The student may step while the same run is fetched again; only another run sets the step.
    const step = same ? this.step : (target.step ?? view.opened.start);
    this.step = -1;
    this.go(step);
  }
}
