import { same } from "../endings/endings.js";
import { and, outcomeParts, title } from "../words.js";

/** @import {EndingRecord, Lane, Prospects} from "../../protocol.js" */

/**
 * A step at which something becomes certain, or impossible. `when` and `what` make a sentence; `here` says it at that step.
 * `sign`: a property is lost, broken without warning, or out of danger (or out of reach); fewer endings are left, or only one.
 * @typedef {{step: number, sign: "lost" | "break" | "safe" | "fewer" | "one", when: string, what: string, here: string}} Turn
 */
/** @typedef {{properties: string[], step: number, sign: Turn["sign"], say: (names: string) => string}} Fate What becomes of some properties at a step. */

/**
 * List the steps of a run at which something becomes certain, or impossible, in order.
 * @param {Prospects} prospects
 * @param {number} last the last step of the run
 * @param {(outcome: Readonly<Record<string, unknown>>) => string} name what an ending is called
 * @returns {Turn[]}
 */
export function turnsOf(prospects, last, name) {
  return [...fates(prospects, last), ...narrowings(prospects, last, name)].sort((one, other) => one.step - other.step);
}

/** @param {Prospects} prospects @param {number} last @returns {Turn[]} */
function fates({ properties }, last) {
  /** @type {Map<string, Fate>} */
  const found = new Map();
  for (const property of properties) {
    const fate = fateOf(property, last);
    if (fate === null) continue;
    const key = `${fate.step} ${fate.say("")}`;
    const before = found.get(key);
    if (before === undefined) found.set(key, fate);
    else before.properties.push(property.name);
  }
  return [...found.values()].map(({ properties: names, step, sign, say }) => turn(step, sign, say(and(names.map((name) => `“${title(name)}”`)))));
}

/**
 * @param {Prospects["properties"][number]} property
 * @param {number} end the last step of the run
 * @returns {Fate | null}
 */
function fateOf({ name, kind, last, decided, certain }, end) {
  const goal = kind === "reachable";
  const properties = [name];
  if (decided === null) {
    if (last === null || last === end) return null;
    return {
      properties,
      step: last + 1,
      sign: "safe",
      say: (names) => (goal ? `${names} can no longer happen` : `nothing can break ${names} any more`),
    };
  }
  if (certain !== null && certain < decided) {
    return { properties, step: certain, sign: "lost", say: (names) => (goal ? `nothing can prevent ${names}` : `nothing can save ${names}`) };
  }
  if (goal || decided === 0) return null;
  return { properties, step: decided, sign: "break", say: (names) => names };
}

/**
 * The steps at which endings fall away.
 * @param {Prospects} prospects
 * @param {number} last
 * @param {(outcome: Readonly<Record<string, unknown>>) => string} name
 * @returns {Turn[]}
 */
function narrowings({ endings }, last, name) {
  const steps = [...new Set(endings.map((ending) => ending.last + 1))].filter((step) => step <= last);
  return steps.map((step) => {
    const gone = endings.filter((ending) => ending.last + 1 === step);
    const left = endings.filter((ending) => ending.last >= step);
    const [only] = left;
    if (only !== undefined && left.length === 1)
      return turn(step, "one", `only one ending is possible: ${name(only.outcome)}`, "only one ending is possible");
    const what = gone[0] !== undefined && gone.length === 1 ? `the ending ${name(gone[0].outcome)} is` : `${gone.length} endings are`;
    const rest = `${left.length} of ${endings.length}`;
    return turn(step, "fewer", `${what} no longer possible; ${rest} are left`, `${rest} endings are possible`);
  });
}

/** @param {number} step @param {Turn["sign"]} sign @param {string} words @param {string} [short] what is said at the step itself @returns {Turn} */
function turn(step, sign, words, short = words) {
  if (sign === "break") {
    const saved = `to step ${step - 1} there was still a way to save ${words}`;
    return { step, sign, when: `Step ${step}`, what: `is the point of no return: up ${saved}`, here: `Up ${saved}.` };
  }
  return { step, sign, when: step === 0 ? "From the start," : `From step ${step} on,`, what: words, here: `From here on, ${short}.` };
}

/**
 * The last step of the run from which an ending can be reached; null where that is not known.
 * @param {Prospects | null} prospects
 * @param {Readonly<Record<string, unknown>>} outcome
 */
export function lastStepTo(prospects, outcome) {
  return prospects?.endings.find((ending) => same(ending.outcome, outcome))?.last ?? null;
}

/**
 * How many endings are still possible at a step.
 * @param {Prospects} prospects
 * @param {number} step
 */
export function possibleAt({ endings }, step) {
  return endings.filter(({ last }) => last >= step).length;
}

/**
 * Name endings as the list of them does.
 * @param {readonly EndingRecord[]} outcomes
 * @param {readonly Lane[]} lanes
 * @returns {(outcome: Readonly<Record<string, unknown>>) => string}
 */
export function endingNames(outcomes, lanes) {
  return (outcome) => {
    const titles = outcomes.find((ending) => same(ending.outcome, outcome))?.titles;
    return `“${outcomeParts(outcome, lanes, titles)
      .map((part) => `${part.name}: ${part.text}`)
      .join(", ")}”`;
  };
}
