/** @import {Arrow, Diagram, Point} from "../../protocol.js" */

/** @typedef {{kind: Point["kind"], words: string}} PointSign */
/** @typedef {{fate: Arrow["fate"] | "lie" | "copy", words: string}} ArrowSign */

/** @type {readonly PointSign[]} */
const POINTS = [
  { kind: "send", words: "a message is sent or received" },
  { kind: "step", words: "a step of its own" },
  { kind: "choose", words: "somebody chooses" },
  { kind: "observe", words: "an effect that the outside sees" },
  { kind: "write", words: "a write to stable storage" },
  { kind: "checkpoint", words: "a checkpoint" },
  { kind: "timeout", words: "a timer runs out" },
  { kind: "suspect", words: "a process is suspected" },
  { kind: "crash", words: "a crash; dotted until it is up again" },
  { kind: "recover", words: "up again" },
  { kind: "partition", words: "the network is partitioned" },
  { kind: "heal", words: "the network is whole again" },
  { kind: "rollback", words: "goes back to a checkpoint; the number is the round" },
];

/** @type {readonly ArrowSign[]} */
const ARROWS = [
  { fate: "lost", words: "a message that is lost" },
  { fate: "ignored", words: "a message that nobody takes in" },
  { fate: "lie", words: "a lie" },
  { fate: "copy", words: "a second copy of a message" },
];

/**
 * List the signs that a diagram uses.
 * @param {Diagram} diagram
 * @returns {{points: PointSign[], arrows: ArrowSign[], undone: boolean, line: boolean}}
 */
export function signsOf(diagram) {
  /** @type {Set<string>} */
  const kinds = new Set(diagram.points.map(({ kind }) => (kind === "receive" ? "send" : kind)));
  const fates = new Set(diagram.arrows.flatMap((arrow) => [arrow.fate, arrow.lie ? "lie" : arrow.fate, arrow.copy ? "copy" : arrow.fate]));
  return {
    points: POINTS.filter(({ kind }) => kinds.has(kind)),
    arrows: ARROWS.filter(({ fate }) => fates.has(fate)),
    undone: diagram.spans.some((span) => span.kind === "undone"),
    line: diagram.lines.length > 0,
  };
}
