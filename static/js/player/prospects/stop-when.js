/** @import {Controller} from "../controller.js" */
/** @import {View} from "../run/session.js" */
/** @import {Stop} from "./stops.js" */

/** Takes the run on to the first step at which something happens: at once, or step by step. */
export class StopWhen {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** Whether the run is played up to there. */
    this.plays = false;
    /** @type {{step: number, text: string, view: View | null} | null} */
    this.target = null;
  }

  /** What the run was stopped for, if it stands there. */
  get said() {
    const { session } = this.controller;
    const { target } = this;
    if (target === null || target.step !== session.step || target.view !== session.view) return "";
    return `Stopped: ${target.text}.`;
  }

  /** @param {Stop} stop */
  go({ step, text }) {
    const { controller } = this;
    this.target = { step, text, view: controller.session.view };
    if (!this.plays) return controller.go(step);
    controller.playback.start(step);
    controller.changed();
  }
}
