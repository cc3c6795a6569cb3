import { inWords } from "../words.js";

/** @import {Code, Lane, PlayerFrame, Processes, StateMachine} from "../../protocol.js" */
/** @typedef {PlayerFrame["panels"][number]} Panel */

/**
 * Leave in a panel what one process can know: its own card, its own state, its own program.
 * @param {Panel} panel
 * @param {Lane} own
 * @returns {Panel}
 */
export function seenPanel(panel, own) {
  /** @param {string} name */
  const isOwn = (name) => name === own.name || (own.label !== "" && name === own.label);
  switch (panel.type) {
    case "processes":
      return ownCards(panel, own, isOwn);
    case "machine":
      return ownStates(panel, own, isOwn);
    case "code":
      return ownProgram(panel, own, isOwn);
    default:
      return covered(panel, own);
  }
}

/** @param {Panel} panel @param {Lane} own @returns {Panel} */
function covered({ name, title }, own) {
  return { type: "table", name, title, corner: "", columns: [], rows: [], note: `Covered: it shows what ${inWords(own)} cannot know.` };
}

/** @param {Lane} own what is said where the rest of a panel is left out */
function rest(own) {
  return `The other processes are covered: ${inWords(own)} cannot know their state.`;
}

/** @param {Processes} panel @param {Lane} own @param {(name: string) => boolean} isOwn */
function ownCards(panel, own, isOwn) {
  const cards = panel.cards.filter(({ name }) => isOwn(name));
  return cards.length === 0 ? covered(panel, own) : { ...panel, cards, note: rest(own) };
}

/** @param {StateMachine} panel @param {Lane} own @param {(name: string) => boolean} isOwn */
function ownStates(panel, own, isOwn) {
  const tokens = panel.tokens.filter(({ process }) => isOwn(process));
  if (tokens.length === 0) return covered(panel, own);
  // With several processes in it, the last transition may be that of another one.
  const alone = tokens.length === panel.tokens.length;
  return { ...panel, tokens, last: alone ? panel.last : null, note: alone ? "" : rest(own) };
}

/** @param {Code} panel @param {Lane} own @param {(name: string) => boolean} isOwn */
function ownProgram(panel, own, isOwn) {
  const listings = panel.listings
    .filter(({ processes }) => processes.some(isOwn))
    .map(({ title, processes, lines }) => ({
      title,
      processes: processes.filter(isOwn),
      lines: lines.map(({ text, indent, next = [], done = [], last = [], lost = [] }) => ({
        text,
        indent,
        next: next.filter(isOwn),
        done: done.filter(isOwn),
        last: last.filter(isOwn),
        lost: lost.filter(isOwn),
      })),
    }));
  return listings.length === 0 ? covered(panel, own) : { ...panel, listings, note: "" };
}
