import { IncomingRun } from "./incoming-run.js";
import { EMPTY_STACK, push, redo, undo } from "./undo-stack.js";

/** @import {ClientMessage, Ended, Opened, Other, PlayerFrame, Refused, ServerMessage} from "../../protocol.js" */
/** @import {Move, UndoStack} from "./undo-stack.js" */

/** @typedef {Readonly<Record<string, string | number | boolean>>} Values */
/**
 * What leads to a run: enough to open it again, on any server. `choices` null: the scenario's own; `step` null: where the server would start.
 * `revision`: that of the concept which the choices were made with, where it is known.
 * `follow`: another run whose events are to be taken instead of `choices`, as far as they can. `stop`: the step that the run waits at.
 * @typedef {{parameters: Values, scenario: string | null, choices: readonly number[] | null, step: number | null, revision?: number | null, follow?: Other | null, stop?: number}} Spec
 */
/** @typedef {{opened: Opened, frames: readonly PlayerFrame[], ended: Ended}} View A run that arrived whole. */
/** @typedef {{request: number, target: Spec, undoStack: UndoStack, same: boolean}} Pending `undoStack`: once arrived; `same`: fetched once more */

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
    this.incoming = new IncomingRun();
  }

  /** The step that the run ends with. */
  get last() {
    return this.view === null ? 0 : this.view.frames.length - 1;
  }

  /** @returns {PlayerFrame | null} the frame on show */
  get frame() {
    return this.view?.frames[this.step] ?? null;
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
    return { parameters: this.given, scenario, choices: this.ownChoices, step: this.step, revision, ...waits };
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
    const request = this.#pend({ ...this.spec, choices, step: this.step + 1 }, this.#pushed());
    this.incoming = new IncomingRun(this.view.opened, this.view.frames.slice(0, this.step + 1));
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
   * @returns {boolean} false when it answers an outdated request and was dropped
   */
  receive(message) {
    if (this.pending === null || message.request !== this.pending.request) return false;
    if (message.type === "opened") this.incoming.opened = message;
    else if (message.type === "frames") this.incoming.append(message.frames);
    else if (message.type === "refused") this.#refuse(message);
    else this.#finish(message);
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
    const request = this.#pend(target, undoStack, same);
    this.incoming = new IncomingRun();
    const { parameters, scenario, choices, revision, follow, stop } = target;
    const more = { ...(revision && choices ? { revision } : {}), ...(follow ? { follow } : {}), ...(stop === undefined ? {} : { stop }) };
    return { type: "open", request, concept: this.concept, parameters, scenario, choices, ...more };
  }

  /**
   * @param {Spec} target
   * @param {UndoStack} undoStack
   * @param {boolean} [same]
   */
  #pend(target, undoStack, same = false) {
    this.requests += 1;
    this.refusal = null;
    this.pending = { request: this.requests, target, undoStack, same };
    return this.requests;
  }

  /** @param {Refused} message */
  #refuse(message) {
    this.pending = null;
    this.refusal = message;
  }

  /** @param {Ended} ended */
  #finish(ended) {
    const view = this.incoming.whole(ended);
    const pending = this.pending;
    if (view === null || pending === null) return;
    this.view = view;
    this.given = pending.target.parameters;
    this.followed = pending.target.follow != null;
    this.pending = null;
    this.incoming = new IncomingRun();
    this.undoStack = pending.undoStack;
    // The student may step while the same run is fetched again; only another run sets the step.
    const step = pending.same ? this.step : (pending.target.step ?? view.opened.start);
    this.step = -1;
    this.go(step);
  }
}
