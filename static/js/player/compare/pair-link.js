/** @import {Shown} from "./pair.js" */
/** @import {View} from "../run/session.js" */
/** @import {SimPlayer} from "../sim-player.js" */

/**
 * How a player is tied to another one: it tells what it shows in the event `sim-run` (detail: `Shown`), and does what it is told by `follow`, `show`
 * and `mark`. A player that nobody ties tells it to nobody.
 */
export class Tie {
  /** @param {SimPlayer} player */
  constructor(player) {
    this.player = player;
    /** The step at which this run and the other one part. @type {number | null} */
    this.parting = null;
    this.told = "";
  }

  /** @returns {View | null} the run on show */
  get view() {
    return this.player.controller?.session.view ?? null;
  }

  /** @returns {Shown | null} what is on show; null before the first run */
  get shown() {
    const session = this.player.controller?.session;
    if (session?.view == null) return null;
    const { given, view, ownChoices, step, last, followed } = session;
    return {
      parameters: given,
      scenario: view.opened.scenario,
      choices: ownChoices,
      step,
      last,
      followed,
      missed: followed ? view.opened.missed : null,
    };
  }

  /** Tell what is on show, once for each run and step. */
  tell() {
    const { shown } = this;
    const text = JSON.stringify(shown);
    if (shown === null || text === this.told) return;
    this.told = text;
    this.player.dispatchEvent(new CustomEvent("sim-run", { bubbles: true, detail: shown }));
  }

  /**
   * Take the events of another run as far as this model can; parameters and scenario stay.
   * @param {Shown} lead
   * @param {number} step the step to show then
   */
  follow({ parameters, scenario, choices }, step) {
    const { shown, player } = this;
    if (shown === null) return;
    const follow = { parameters, scenario, choices };
    player.controller?.run({ parameters: shown.parameters, scenario: shown.scenario, choices: [], step, follow });
  }

  /**
   * Show a step, or the end where this run is shorter; whoever ties the players says it.
   * @param {number} step
   */
  show(step) {
    const session = this.player.controller?.session;
    if (session !== undefined && session.step !== Math.min(step, session.last)) this.player.controller?.go(step, false);
  }

  /** @param {number | null} step where this run and the other one part */
  mark(step) {
    if (step === this.parting) return;
    this.parting = step;
    this.player.requestUpdate();
  }
}
