/** @import {Ended, Opened, PlayerFrame} from "../../protocol.js" */
/** @import {View} from "./session.js" */

/** A run on its way here, part by part. */
export class Arrival {
  /**
   * @param {Opened | null} [opened] what is known of the run already
   * @param {readonly PlayerFrame[]} [frames] the steps that it shares with the run on show
   */
  constructor(opened = null, frames = []) {
    this.opened = opened;
    this.frames = frames;
  }

  /** @param {readonly PlayerFrame[]} frames those from the first of them on; what was there is replaced */
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
