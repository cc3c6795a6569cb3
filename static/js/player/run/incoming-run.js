/** @import {Ended, Opened, PlayerFrame} from "../../protocol.js" */
/** @import {View} from "./session.js" */

/** A run that the server is still sending: what has arrived of it so far. */
export class IncomingRun {
  /**
   * @param {Opened | null} [opened] its description, where it is known already
   * @param {readonly PlayerFrame[]} [frames] the steps that it shares with the run on show
   */
  constructor(opened = null, frames = []) {
    this.opened = opened;
    this.frames = frames;
  }

  /** Add frames; they replace what was there from the step of the first of them on. @param {readonly PlayerFrame[]} frames */
  append(frames) {
    const from = frames[0]?.step ?? this.frames.length;
    this.frames = [...this.frames.slice(0, from), ...frames];
  }

  /** @param {Ended} ended @returns {View | null} the whole run; null where its beginning is missing */
  whole(ended) {
    const { opened, frames } = this;
    return opened === null ? null : { opened, frames, ended };
  }
}
