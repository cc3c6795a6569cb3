import { linkTo } from "../run/link.js";

/** @import {Opened} from "../../protocol.js" */
/** @import {Spec} from "../run/spec.js" */

/** @typedef {{spec: Spec, note: string}} Usable `note`: what to say when it is on show */
/** @typedef {{problem: string, href: string | null}} Unusable `href`: where it can be opened */

/** Larger files cannot be runs that a browser can show. */
export const BYTES_MAX = 20_000_000;
/** The server's limit. */
const CHOICES_MAX = 2_000;
const HOW = "Allowed is the JSON of a run, as the export gives it and as the command line prints it: an object with concept, parameters and choices.";

/**
 * Parse a run document. The server has the last word on parameters, choices and their revision when it replays the run; checked here is what can be
 * without it.
 * @param {string} text
 * @param {Pick<Opened, "concept" | "title">} here the model of this player
 * @returns {Usable | Unusable}
 */
export function readRun(text, here) {
  const document = parsed(text);
  if (document === null) return wrong(`This is not JSON. ${HOW}`);
  const { concept, revision, parameters, choices } = document;
  if (typeof concept !== "string") return wrong(`This JSON does not name a concept. ${HOW}`);
  if (!isSettings(parameters)) return wrong(`The parameters of this run cannot be used. Allowed is an object of texts, numbers, true and false.`);
  if (!isChoices(choices)) {
    return wrong(`The choices of this run cannot be used. Allowed is a list of at most ${CHOICES_MAX} whole numbers from 0.`);
  }
  /** @type {Spec} */
  const spec = { parameters, scenario: null, choices, step: null, ...(typeof revision === "number" ? { revision } : {}) };
  if (concept !== here.concept) {
    const href = /^[a-z][a-z0-9-]*$/.test(concept) ? linkTo(concept, spec) : null;
    return { problem: `This is a run of “${concept}”, and this player shows “${here.concept}” only.`, href };
  }
  return { spec, note: "Run opened." };
}

/** @param {string} problem @returns {Unusable} */
function wrong(problem) {
  return { problem, href: null };
}

/** @param {string} text @returns {Record<string, unknown> | null} */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {value is import("../run/spec.js").Values} */
function isSettings(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => ["string", "number", "boolean"].includes(typeof one));
}

/** @param {unknown} value @returns {value is number[]} */
function isChoices(value) {
  return Array.isArray(value) && value.length <= CHOICES_MAX && value.every((one) => Number.isInteger(one) && one >= 0);
}
