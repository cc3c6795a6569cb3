/** @import {Draft} from "./draft.js" */

/**
 * Do what a key means on the drawing of a pattern.
 * @param {Draft} draft
 * @param {string} key
 * @param {{shift: boolean, command: boolean, alt: boolean}} held
 * @returns {boolean} whether it means anything there
 */
export function press(draft, key, { shift, command, alt }) {
  if (alt) return false;
  if (command) return way(draft, key.toLowerCase(), shift);
  const last = 2 * (draft.pattern.events[draft.process]?.length ?? 0);
  /** @type {Record<string, () => unknown>} */
  const meanings = {
    ArrowLeft: () => (shift ? draft.shift(-1) : draft.along(-1)),
    ArrowRight: () => (shift ? draft.shift(1) : draft.along(1)),
    ArrowUp: () => draft.across(-1),
    ArrowDown: () => draft.across(1),
    Home: () => draft.look(draft.process, 0),
    End: () => draft.look(draft.process, last),
    Enter: () => draft.act(),
    " ": () => draft.act(),
    Delete: () => draft.remove(),
    Backspace: () => draft.remove(),
    Escape: () => draft.escape(),
  };
  const meaning = meanings[key];
  return meaning !== undefined && meaning() !== false;
}

/** @param {Draft} draft @param {string} letter @param {boolean} shift */
function way(draft, letter, shift) {
  if (letter !== "z" && letter !== "y") return false;
  draft.back(letter === "y" || shift ? "redo" : "undo");
  return true;
}
