import { inWords, title } from "../words.js";

/** @import {PlayerFrame, PropertyRecord} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */
/** @import {Turn} from "./prospects.js" */

/** @typedef {{group: "Properties" | "The run as a whole" | "Processes", text: string, step: number}} Stop Something that happens further on in the run, and the first step at which it does. */

/** The turns that are offered, the next one of each; that a property breaks is said of the property. @type {readonly Turn["sign"][]} */
const OFFERED = ["lost", "safe", "fewer", "one"];
const ENDINGS = { fewer: "fewer endings are possible", one: "the ending is decided" };

/**
 * List what happens after a step of the run on show.
 * @param {View} view
 * @param {number} step
 * @param {readonly Turn[]} turns what is known of its endings
 * @returns {Stop[]}
 */
export function stopsAfter(view, step, turns) {
  const here = view.frames[step];
  const ahead = view.frames.slice(step + 1);
  return here === undefined ? [] : [...changes(view, here, ahead), ...endings(ahead, turns), ...states(view, here, ahead)];
}

/** @param {View} view @param {PlayerFrame} here @param {readonly PlayerFrame[]} ahead @returns {Stop[]} */
function changes({ ended }, here, ahead) {
  return here.properties.flatMap((now) => {
    for (const frame of ahead) {
      const then = frame.properties.find(({ name }) => name === now.name);
      if (then !== undefined && (then.holds !== now.holds || then.open !== now.open)) {
        const kind = ended.properties.find(({ name }) => name === now.name)?.kind;
        return [{ group: "Properties", text: `“${title(now.name)}” ${becomes(then, kind)}`, step: frame.step }];
      }
    }
    return [];
  });
}

/** @param {PropertyRecord} property @param {string | undefined} kind */
function becomes({ open, holds }, kind) {
  if (open) return "is open again";
  if (kind === "reachable") return holds ? "is reached" : "is over";
  return holds ? "holds" : "is violated";
}

/** @param {readonly PlayerFrame[]} ahead @param {readonly Turn[]} turns @returns {Stop[]} */
function endings(ahead, turns) {
  const from = ahead[0]?.step ?? Number.POSITIVE_INFINITY;
  const next = OFFERED.map((sign) => turns.find((turn) => turn.sign === sign && turn.step >= from)).filter((turn) => turn !== undefined);
  const found = next.map(({ sign, what, step }) => ({ text: sign === "fewer" || sign === "one" ? ENDINGS[sign] : what, step }));
  const final = ahead.find((frame) => frame.final);
  if (final !== undefined) found.push({ text: "the run ends", step: final.step });
  return found.map((stop) => ({ group: "The run as a whole", ...stop }));
}

/** @param {View} view @param {PlayerFrame} here @param {readonly PlayerFrame[]} ahead @returns {Stop[]} */
function states({ ended }, here, ahead) {
  /** @param {string} name */
  const call = (name) => inWords(ended.diagram.lanes.find((lane) => lane.name === name) ?? { name, label: "" });
  /** @type {Map<string, number>} */
  const found = new Map();
  let before = places(here);
  for (const frame of ahead) {
    const now = places(frame);
    for (const [process, { state, text }] of now) {
      const what = `${call(process)} reaches “${text}”`;
      if (before.get(process)?.state !== state && !found.has(what)) found.set(what, frame.step);
    }
    // A crash is a state of its own where a state machine shows it.
    const { kind, process, fault } = frame.event ?? { kind: "", process: "", fault: false };
    const shown = now.has(process);
    const what = shown
      ? ""
      : kind === "crash"
        ? `${call(process)} crashes`
        : kind === "recover"
          ? `${call(process)} is up again`
          : fault
            ? "a fault happens"
            : "";
    if (what !== "" && !found.has(what)) found.set(what, frame.step);
    before = now;
  }
  return [...found].map(([text, step]) => ({ group: "Processes", text, step }));
}

/** The states in which processes are, where a state machine shows them. @param {PlayerFrame} frame @returns {Map<string, {state: string, text: string}>} */
function places({ panels }) {
  const all = panels.flatMap((panel) => (panel.type === "group" ? [...panel.panels] : [panel]));
  const found = all.flatMap((panel) =>
    panel.type !== "machine" ? [] : panel.tokens.map(({ process, state }) => ({ process, state, boxes: panel.states })),
  );
  return new Map(found.map(({ process, state, boxes }) => [process, { state, text: boxes.find(({ name }) => name === state)?.text || state }]));
}
