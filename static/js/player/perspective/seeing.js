import { stepText } from "../timeline/timeline.js";
import { inWords } from "../words.js";

/** @import {Session} from "../run/session.js" */
/** @import {Announcer} from "../shell/announcer.js" */
/** @import {SeenView} from "./perspective.js" */

/**
 * The command that shows a run through the eyes of a process, and tells a screen reader so; "" for the whole run.
 * @param {Session} session
 * @param {Announcer} announcer
 * @param {() => void} changed
 */
export function seeing(session, announcer, changed) {
  return (/** @type {string} */ process) => {
    session.perspective.process = process;
    if (session.shown !== null) announcer.announce(seeingText(session.shown, session.step));
    changed();
  };
}

/** @param {SeenView} view @param {number} step */
function seeingText(view, step) {
  const what = view.seenBy === undefined ? "Everything is shown." : `Only what ${inWords(view.seenBy)} can see is shown.`;
  return `${what} ${stepText(view, step)}`;
}
