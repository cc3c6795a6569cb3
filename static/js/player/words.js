/** @import {BudgetRecord, Lane, PropertyRecord, RunPropertyRecord} from "../protocol.js" */

/**
 * Turn an identifier into words: `at-most-once` becomes `At most once`.
 * @param {string} name
 */
export function title(name) {
  const words = name.replaceAll(/[-_]/g, " ");
  return words.startsWith("ok ") ? `OK${words.slice(2)}` : words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Format a value: arrows drawn, yes and no for booleans, lists with spaces; a vector that several processes have is written once.
 * @param {unknown} value
 * @param {(name: string) => string} [call] what the texts call a process that the value names
 * @returns {string}
 */
export function show(value, call = (name) => name) {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === null || value === undefined || value === "") return "none";
  if (Array.isArray(value)) return `(${value.map((item) => show(item, call)).join(", ")})`;
  if (typeof value === "object") {
    const parts = Object.entries(value).map(([key, item]) => ({ key: call(key), text: show(item, call) }));
    if (!Object.values(value).some(Array.isArray)) return parts.map(({ key, text }) => `${key}: ${text}`).join(", ");
    const texts = [...new Set(parts.map(({ text }) => text))];
    const having = (/** @type {string} */ same) => parts.filter(({ text }) => text === same).map(({ key }) => key);
    return texts.map((text) => `${having(text).join(", ")}: ${text}`).join("; ");
  }
  return String(value).replaceAll("->", " → ");
}

/**
 * Join words as in a sentence: one, two and three.
 * @param {readonly string[]} words
 */
export function and(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/**
 * @param {string} text
 * @param {number} length
 */
export function shorten(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/**
 * The name of a lane's process in texts.
 * @param {Pick<Lane, "name" | "label">} lane
 */
export function labelOf({ name, label }) {
  return label || name;
}

/**
 * The name of a process in a sentence: “the client”, but “P1”.
 * @param {Pick<Lane, "name" | "label">} lane
 */
export function inWords(lane) {
  const name = labelOf(lane);
  return /^\p{Ll}/u.test(name) ? `the ${name}` : name;
}

/**
 * Look up the name of a process in texts; other names stay as they are.
 * @param {readonly Pick<Lane, "name" | "label">[]} lanes
 * @returns {(name: string) => string}
 */
export function callIn(lanes) {
  return (name) => labelOf(lanes.find((lane) => lane.name === name) ?? { name, label: "" });
}

/**
 * The name of a process in texts, by its lane's number.
 * @param {readonly Pick<Lane, "name" | "label">[]} lanes
 * @param {number} index
 */
export function labelAt(lanes, index) {
  const lane = lanes[index];
  return lane === undefined ? "" : labelOf(lane);
}

/**
 * The sentence about the faults that are left.
 * @param {readonly BudgetRecord[]} budgets
 */
export function budgetLine(budgets) {
  if (budgets.length === 0) return "";
  return `Faults left: ${budgets.map((budget) => `${budget.label} ${budget.left}`).join(", ")}`;
}

/** @typedef {{name: string, mark: string, state: "good" | "bad" | "wait", verdict: string, because: string}} Verdict */

/**
 * Describe the status of a property at a step. A reachable property that is not reached yet is not a failure.
 * @param {PropertyRecord} property
 * @param {RunPropertyRecord | undefined} whole the same property over the whole run, which knows its kind
 * @param {boolean} [final] whether the run is over, so that what is open stays open
 * @returns {Verdict}
 */
export function verdict(property, whole, final) {
  const { name, holds, because } = property;
  if (property.open) return { name, because, ...(final ? SILENT : OPEN) };
  if (whole?.kind === "reachable") {
    return { name, because, ...(holds ? REACHED : WAITING) };
  }
  return { name, because, ...(!holds ? BROKEN : final === false ? SO_FAR : HOLDS) };
}

const OPEN = /** @type {const} */ ({ mark: "○", state: "wait", verdict: "not decided yet" });
const SILENT = /** @type {const} */ ({ ...OPEN, verdict: "asks nothing here" });
const HOLDS = /** @type {const} */ ({ mark: "✓", state: "good", verdict: "holds" });
const SO_FAR = /** @type {const} */ ({ ...HOLDS, verdict: "holds so far" });
const BROKEN = /** @type {const} */ ({ mark: "✗", state: "bad", verdict: "violated" });
/** Neither good nor bad: what is reached may be what nobody wants. */
const REACHED = /** @type {const} */ ({ mark: "●", state: "wait", verdict: "reached" });
const WAITING = /** @type {const} */ ({ mark: "○", state: "wait", verdict: "not reached" });

/**
 * Describe the outcome of a run, part by part.
 * @param {Readonly<Record<string, unknown>> | null} outcome
 * @param {readonly Pick<Lane, "name" | "label">[]} lanes those of the run, whose processes the outcome may name
 * @param {Readonly<Record<string, string>>} [titles] what parts of it are called, where it is not their name
 * @returns {{name: string, text: string}[]}
 */
export function outcomeParts(outcome, lanes, titles = {}) {
  return Object.entries(outcome ?? {}).map(([name, value]) => ({ name: titles[name] ?? title(name), text: show(value, callIn(lanes)) }));
}
