import { and, inWords } from "../words.js";

/** @import {Lane} from "../../protocol.js" */

/** @typedef {"same" | "ahead" | "behind" | "different"} Look How two runs look to a process up to a step; `ahead`: it has seen more on the left. */
/** @typedef {Readonly<Record<string, readonly Look[]>>} Looks For each process, one entry a step. */
/** @typedef {{look: Look, mark: string, text: string}} LookPart */

const MARKS = /** @type {const} */ ({ same: "✓", ahead: "✓", behind: "✓", different: "✗" });

/** @type {Readonly<Record<Look, (who: string) => string>>} */
const TEXTS = {
  same: (who) => `the same to ${who}`,
  ahead: (who) => `the same so far to ${who}, which has seen more on the left`,
  behind: (who) => `the same so far to ${who}, which has seen more on the right`,
  different: (who) => `different to ${who}`,
};

/**
 * Read the looks that a page says.
 * @param {string | null} text
 * @returns {Looks | null}
 */
export function looksIn(text) {
  return text === null ? null : JSON.parse(text);
}

/**
 * Say to whom two runs look the same up to a step; processes with the same answer together. Of the others, one process knows nothing.
 * @param {Looks} looks
 * @param {number} step
 * @param {readonly Lane[]} lanes
 * @param {Lane | undefined} seenBy
 * @returns {LookPart[]}
 */
export function lookParts(looks, step, lanes, seenBy) {
  const asked = lanes.filter(({ name }) => looks[name] !== undefined && (seenBy === undefined || name === seenBy.name));
  const kinds = /** @type {Look[]} */ (Object.keys(TEXTS));
  return kinds.flatMap((look) => {
    const having = asked.filter(({ name }) => looks[name]?.[step] === look);
    return having.length === 0 ? [] : [{ look, mark: MARKS[look], text: TEXTS[look](and(having.map(inWords))) }];
  });
}

/** The same in one sentence. @param {readonly LookPart[]} parts */
export function looksText(parts) {
  return parts.length === 0 ? "" : `Up to here the two runs look ${parts.map(({ text }) => text).join("; ")}.`;
}
