import { shrink } from "../api/shrink-api.js";
import { firstStep } from "./properties.js";

/** @import {RefusedJob} from "../../protocol.js" */
/** @import {Shrunk} from "../api/shrink-api.js" */
/** @import {Session} from "../run/session.js" */

/** Asks the server for the run on show without the events that a violation in it does not need. */
export class Shrinker {
  /**
   * @param {Session} session
   * @param {() => void} changed
   */
  constructor(session, changed) {
    this.session = session;
    this.changed = changed;
    this.busy = false;
  }

  /**
   * @param {string} property that the run violates
   * @returns {Promise<Shrunk | RefusedJob | null>} null where the run does not violate the property, or where another run has been opened meanwhile
   */
  async of(property) {
    const { view, given, concept } = this.session;
    const step = view === null ? null : firstStep(view.frames, property, false);
    if (view === null || step === null || this.busy) return null;
    this.#set(true);
    const choices = view.ended.choices.slice(0, step);
    const short = await shrink({ concept, parameters: given, scenario: view.opened.scenario, choices, property });
    this.#set(false);
    return this.session.view === view ? short : null;
  }

  /** @param {boolean} busy */
  #set(busy) {
    this.busy = busy;
    this.changed();
  }
}
