import { stepText } from "./timeline.js";

/** @import {Session} from "../run/session.js" */
/** @import {Announcer} from "../shell/announcer.js" */

/** Tells a screen reader of the step on show. */
export class StepSpeaker {
  /** @param {Session} session @param {Announcer} announcer */
  constructor(session, announcer) {
    this.session = session;
    this.announcer = announcer;
    /** What else is to be said of a step. @type {(step: number) => string} */
    this.remark = () => "";
  }

  /** Tell of the step on show. */
  speak() {
    const { shown, step } = this.session;
    if (shown !== null) this.announcer.announce([this.remark(step), stepText(shown, step)].filter(Boolean).join(" "));
  }
}
