/** @import {Shown} from "./pair.js" */
/** @import {SeenView} from "../perspective/perspective.js" */
/** @import {View} from "../run/session.js" */
/** @import {SimPlayer} from "../sim-player.js" */

/**
 * Links a player to the other one of a pair. Reports what the player shows as the event `sim-run` (detail: `Shown`); `follow`, `show` and `mark` are
 * called by `<sim-compare>`. Outside a pair, other parts of the page may listen to the event.
 */
export class PairLink {
  /** @param {SimPlayer} player */
  constructor(player) {
    this.player = player;
    /** The step at which this run and the other one part. @type {number | null} */
    this.parting = null;
    this.reported = "";
  }

  /** @returns {View | null} the run on show */
  get view() {
    return this.player.controller?.session.view ?? null;
  }

  /** @returns {SeenView | null} the run on show, without what is hidden of it */
  get seen() {
    return this.player.controller?.session.shown ?? null;
  }

  /** Show the run through the eyes of a process. `<sim-compare>` announces it. @param {string} process */
  see(process) {
    const session = this.player.controller?.session;
    if (session !== undefined) session.perspective.process = process;
    this.player.requestUpdate();
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

  /** Report what is on show, once for each run and step. */
  report() {
    const { shown } = this;
    const text = JSON.stringify(shown);
    if (shown === null || text === this.reported) return;
    this.reported = text;
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
   * Show a step, or the last one where this run is shorter. `<sim-compare>` announces it.
   * @param {number} step
   */
  show(step) {
    const session = this.player.controller?.session;
    if (session !== undefined && session.step !== Math.min(step, session.last)) this.player.controller?.go(step, false);
  }

  /** Mark the step at which the two runs part. @param {number | null} step */
  mark(step) {
    if (step === this.parting) return;
    this.parting = step;
    this.player.requestUpdate();
  }
}
