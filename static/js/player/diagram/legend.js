/** @import {Diagram, Point} from "../../protocol.js" */
/** @import {SeenArrow} from "../perspective/seen-diagram.js" */
/** @import {Turn} from "../prospects/prospects.js" */

/** @typedef {{kind: Point["kind"], words: string}} PointSign */
/** @typedef {{fate: SeenArrow["fate"] | "lie" | "copy" | "unknown", words: string}} ArrowSign */
/** @typedef {"now" | "cursor" | "future" | "lane" | "outside" | "clock" | "past" | "later"} FrameSign */
/** @typedef {"thumb" | "tick" | "fault" | "break" | "fork" | "goal" | "lost" | "safe" | "fewer" | "one"} TimelineSign */
/** @typedef {{faults: boolean, breaks: boolean, forks: boolean, goal: boolean, turns: ReadonlySet<Turn["sign"]>}} Timeline what is marked on it */

/** @type {readonly PointSign[]} */
const POINTS = [
  { kind: "start", words: "a process starts" },
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
  { fate: "delivered", words: "a message on its way; it arrives where the arrow ends" },
  { fate: "lost", words: "a message that is lost" },
  { fate: "ignored", words: "a message that nobody takes in" },
  { fate: "lie", words: "a lie" },
  { fate: "copy", words: "a second copy of a message" },
  { fate: "unknown", words: "a message of which its sender cannot know what becomes" },
];

/** What every picture has, and the outside where it has one. @type {readonly {sign: FrameSign, words: string}[]} */
const FRAME = [
  { sign: "lane", words: "a process; time goes to the right" },
  { sign: "outside", words: "the outside: what people see, and cannot be taken back" },
  { sign: "cursor", words: "where you are: left of it, it has happened" },
  { sign: "now", words: "what happens at this step" },
  { sign: "future", words: "what comes later in this run, if nothing else is chosen" },
];
/** What is shown when the reader asks for it. @type {readonly {sign: FrameSign, words: string}[]} */
const ASKED = [
  { sign: "clock", words: "a vector clock: how many events of each process are known here" },
  { sign: "past", words: "before the event that you point at: it may have led to it" },
  { sign: "later", words: "after the event that you point at: it may come from it" },
];

/** @type {readonly {sign: TimelineSign, words: string}[]} */
const TIMELINE = [
  { sign: "thumb", words: "the step on show; drag it" },
  { sign: "tick", words: "a step" },
  { sign: "fault", words: "a fault" },
  { sign: "break", words: "a property is broken from here on" },
  { sign: "fork", words: "another run of yours leaves here" },
  { sign: "goal", words: "the goal is reached" },
  { sign: "lost", words: "from here on, nothing can save a property, or prevent what may happen" },
  { sign: "safe", words: "from here on, a property cannot be broken any more, or something cannot happen" },
  { sign: "fewer", words: "from here on, fewer endings are possible" },
  { sign: "one", words: "from here on, only one ending is possible" },
];

/**
 * List the signs that a diagram uses.
 * @param {Diagram} diagram
 * @returns {{frame: typeof FRAME[number][], points: PointSign[], arrows: ArrowSign[], undone: boolean, line: boolean, asked: typeof FRAME[number][]}}
 */
export function signsOf(diagram) {
  /** @type {Set<string>} */
  const kinds = new Set(diagram.points.map(({ kind }) => (kind === "receive" ? "send" : kind)));
  const fates = new Set(
    diagram.arrows.flatMap((/** @type {SeenArrow} */ arrow) => [
      arrow.fate,
      arrow.lie ? "lie" : arrow.fate,
      arrow.copy ? "copy" : arrow.fate,
      arrow.unknown ? "unknown" : arrow.fate,
    ]),
  );
  /** @type {Partial<Record<FrameSign, boolean>>} */
  const absent = {
    outside: !diagram.lanes.some(({ kind }) => kind === "outside"),
    clock: !diagram.points.some(({ clock }) => clock.length > 0),
  };
  return {
    frame: FRAME.filter(({ sign }) => diagram.lanes.length > 0 && !absent[sign]),
    points: POINTS.filter(({ kind }) => kinds.has(kind)),
    arrows: ARROWS.filter(({ fate }) => fates.has(fate)),
    undone: diagram.spans.some((span) => span.kind === "undone"),
    line: diagram.lines.length > 0,
    asked: ASKED.filter(({ sign }) => diagram.lanes.length > 0 && !absent[sign]),
  };
}

/**
 * List the signs on the timeline.
 * @param {Timeline} marked
 */
export function timelineSigns({ faults, breaks, forks, goal, turns }) {
  /** @type {Partial<Record<TimelineSign, boolean>>} */
  const present = { fault: faults, break: breaks, fork: forks, goal };
  for (const sign of /** @type {const} */ (["lost", "safe", "fewer", "one"])) present[sign] = turns.has(sign);
  return TIMELINE.filter(({ sign }) => present[sign] ?? true);
}
