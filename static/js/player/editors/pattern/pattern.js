/**
 * One event of a pattern: a checkpoint, or the sending or receipt of the message `name` (empty for a checkpoint).
 * @typedef {{readonly kind: "checkpoint" | "send" | "receive", readonly name: string}} Mark
 */
/** @typedef {{readonly names: readonly string[], readonly events: readonly (readonly Mark[])[]}} Pattern */
/** @typedef {{readonly process: number, readonly place: number}} Spot One event: its process, and which of its events. */
/** @typedef {{sent: Spot | null, received: Spot | null}} Ends Where a message stands in a pattern. */

/** Limits of the server, which has the last word. */
export const PROCESSES_MAX = 12;
export const EVENTS_MAX = 200;

const NAME = /^[A-Za-z0-9_]{1,12}$/;
const TOKEN = /^(?:C|([A-Za-z0-9_]{1,12})([!?]))$/;

/** @type {Mark} */
export const CHECKPOINT = { kind: "checkpoint", name: "" };

/**
 * Parse a pattern as the server does, to draw it while it is typed. The server explains what is wrong with it.
 * @param {string} text
 * @returns {Pattern | null} null if it cannot happen
 */
export function parse(text) {
  const lines = text
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const read = lines.map(readLine);
  if (read.length === 0 || read.some((line) => line === null)) return null;
  const whole = /** @type {{name: string, marks: readonly Mark[]}[]} */ (read);
  const pattern = { names: whole.map(({ name }) => name), events: whole.map(({ marks }) => marks) };
  return valid(pattern) ? pattern : null;
}

/** @param {string} line */
function readLine(line) {
  const colon = line.indexOf(":");
  const name = line.slice(0, colon).trim();
  if (colon < 0 || !NAME.test(name)) return null;
  const words = line
    .slice(colon + 1)
    .split(/\s+/)
    .filter((word) => word !== "");
  /** @type {Mark[]} */
  const marks = [];
  for (const word of words) {
    const found = TOKEN.exec(word);
    if (found === null) return null;
    marks.push(found[1] === undefined ? CHECKPOINT : { kind: found[2] === "!" ? "send" : "receive", name: found[1] });
  }
  return { name, marks };
}

/**
 * Write a pattern in its canonical form, or with another separator.
 * @param {Pattern} pattern
 * @param {string} [separator]
 */
export function print({ names, events }, separator = "; ") {
  return names.map((name, process) => [`${name}:`, ...(events[process] ?? []).map(token)].join(" ")).join(separator);
}

/** An event as the language writes it. @param {Mark} mark */
export function token({ kind, name }) {
  return { checkpoint: "C", send: `${name}!`, receive: `${name}?` }[kind];
}

/**
 * Whether all of it can happen: names and messages are unique, every receipt follows a sending by another process, and there is no cyclic wait.
 * @param {Pattern} pattern
 */
export function valid(pattern) {
  const { names, events } = pattern;
  const total = events.flat().length;
  if (names.length === 0 || names.length > PROCESSES_MAX || total > EVENTS_MAX || new Set(names).size < names.length) return false;
  const marks = events.flat().filter(({ kind }) => kind !== "checkpoint");
  if (new Set(marks.map(token)).size < marks.length) return false;
  const own = [...messages(pattern).values()].some(({ sent, received }) => received !== null && (sent === null || sent.process === received.process));
  return !own && columns(pattern) !== null;
}

/**
 * Map each message to where it is sent and received.
 * @param {Pattern} pattern
 * @returns {Map<string, Ends>}
 */
export function messages({ events }) {
  /** @type {Map<string, Ends>} */
  const found = new Map();
  events.forEach((marks, process) => {
    marks.forEach(({ kind, name }, place) => {
      if (kind === "checkpoint") return;
      const ends = found.get(name) ?? { sent: null, received: null };
      found.set(name, { ...ends, [kind === "send" ? "sent" : "received"]: { process, place } });
    });
  });
  return found;
}

/**
 * Assign a column to each event: after the previous one of its process, and a receipt after its sending.
 * @param {Pattern} pattern
 * @returns {number[][] | null} null if processes wait for each other's messages in a cycle
 */
export function columns({ events }) {
  /** @type {Map<string, number>} */
  const sent = new Map();
  /** @type {number[][]} */
  const found = events.map(() => []);
  for (let moved = true; moved; ) {
    moved = false;
    events.forEach((marks, process) => {
      const mine = found[process] ?? [];
      for (let mark = marks[mine.length]; mark !== undefined; mark = marks[mine.length]) {
        const after = mark.kind === "receive" ? sent.get(mark.name) : -1;
        if (after === undefined) return;
        const column = Math.max(mine.at(-1) ?? -1, after) + 1;
        if (mark.kind === "send") sent.set(mark.name, column);
        mine.push(column);
        moved = true;
      }
    });
  }
  return found.every((mine, process) => mine.length === events[process]?.length) ? found : null;
}

/**
 * The number of a checkpoint within its process, from 1.
 * @param {Pattern} pattern
 * @param {Spot} spot
 */
export function checkpointNumber({ events }, { process, place }) {
  return (events[process] ?? []).slice(0, place + 1).filter(({ kind }) => kind === "checkpoint").length;
}
