import { title } from "../../words.js";

/** @import {Endings, RefusedJob, VerdictRecord} from "../../../protocol.js" */

/**
 * The result of a search over all lies: a breaking run for each violated property, the shortest first, and a sentence.
 * @typedef {{state: "good" | "bad" | "wait", text: string, broken: readonly {name: string, choices: readonly number[]}[]}} Found
 */

/**
 * @param {Endings | RefusedJob} answer
 * @returns {Found}
 */
export function judged(answer) {
  if (answer.type === "refused") return { state: "wait", text: `Not searched: ${answer.message}`, broken: [] };
  const { exhausted, states, properties, stopped } = answer.exploration;
  const searched = `${states.toLocaleString("en")} states`;
  const broken = properties.flatMap(counterexample).sort((one, other) => one.choices.length - other.choices.length);
  const first = broken[0];
  if (first !== undefined) {
    const all = exhausted ? `${searched} searched` : `stopped after ${searched}`;
    const steps = first.choices.length === 1 ? "1 step" : `${first.choices.length} steps`;
    return { state: "bad", text: `${title(first.name)} breaks after ${steps}, as shown now (${all}).`, broken };
  }
  if (exhausted) return { state: "good", text: `No lies of this kind break it: all ${searched} searched.`, broken };
  const why = stopped === "time" ? "time was up" : "that is the limit";
  return { state: "wait", text: `Stopped after ${searched} (${why}): unknown.`, broken };
}

/** @param {VerdictRecord} property */
function counterexample({ name, kind, holds, choices }) {
  return kind !== "reachable" && holds === false && choices !== null ? [{ name, choices }] : [];
}
