/** @import {LieSlot} from "../../../protocol.js" */

/**
 * How lies are made up: the same value to all; another from one receiver to the next (the default); one for each half of the loyal; by chance.
 * @typedef {"same" | "differ" | "halves" | "random"} Strategy
 */
/** @typedef {{round: number | null, traitor: string | null, receiver: string | null}} Picks What of a large matrix is looked at; null: the first. */
/** @typedef {{name: "round" | "traitor" | "receiver", values: readonly (string | number)[], value: string | number}} Ask */
/** @typedef {{traitor: string, cells: readonly (readonly LieSlot[])[]}} TraitorRow One message in each cell, value by value. */
/** @typedef {{round: number, receivers: readonly string[], rows: readonly TraitorRow[]}} Matrix */

/** The most lies shown at once; more are filtered by round, traitor and receiver. */
export const SHOWN_MAX = 120;

/** The name of a process as the diagram writes it. @param {string} name */
export function processName(name) {
  return /^\d/.test(name) ? `P${name}` : name;
}

/**
 * The value that a run's choices give to a lie. Choices that are not there yet are the default.
 * @param {LieSlot} slot
 * @param {readonly number[]} choices
 */
export function spoken(slot, choices) {
  return slot.options[choices[slot.step] ?? 0] ?? "";
}

/**
 * What a lie is about, in words: nothing for a message of one value, `about P2` for an element, `about P1, by P4` for a path.
 * @param {LieSlot} slot
 */
export function about({ traitor, part }) {
  const [first, ...way] = part.split(".").map(processName);
  if (part === "" || part === traitor) return part === "" ? "" : " about itself";
  return ` about ${first}${way.length > 0 ? `, by ${way.join(", ")}` : ""}`;
}

/**
 * A lie in words, as its control is named.
 * @param {LieSlot} slot
 * @param {readonly number[]} choices
 */
export function sentence(slot, choices) {
  const { round, traitor, receiver } = slot;
  return `Round ${round + 1}, ${processName(traitor)} tells ${processName(receiver)}${about(slot)}: ${spoken(slot, choices)}`;
}

/**
 * Change one lie of a run and keep all others. Trailing defaults are dropped, so that links stay short.
 * @param {readonly number[]} choices
 * @param {LieSlot} slot
 * @param {number} option
 */
export function withLie(choices, slot, option) {
  return withAll(choices, [[slot.step, option]]);
}

/**
 * The next option of a lie, or the previous one, wrapping around.
 * @param {LieSlot} slot
 * @param {readonly number[]} choices
 * @param {1 | -1} turn
 */
export function turned(slot, choices, turn) {
  const count = slot.options.length;
  return ((choices[slot.step] ?? 0) + turn + count) % count;
}

/**
 * Fill in the lies of a run by a strategy.
 * @param {readonly number[]} choices
 * @param {readonly LieSlot[]} slots all of them
 * @param {Strategy} strategy
 * @param {{traitor: string | null, seed: number}} how `traitor` null: for all of them
 */
export function filled(choices, slots, strategy, { traitor, seed }) {
  const receivers = unique(slots.map((slot) => slot.receiver)).sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  const values = slots[0]?.options ?? [];
  const draw = chance(seed);
  /** @param {LieSlot} slot */
  const option = (slot) => {
    if (strategy === "differ") return 0;
    if (strategy === "random") return Math.floor(draw() * slot.options.length);
    const second = strategy === "halves" && receivers.indexOf(slot.receiver) >= Math.ceil(receivers.length / 2);
    return Math.max(0, slot.options.indexOf(values[second ? 1 : 0] ?? ""));
  };
  const mine = slots.filter((slot) => traitor === null || slot.traitor === traitor);
  return withAll(
    choices,
    mine.map((slot) => [slot.step, option(slot)]),
  );
}

/**
 * @param {readonly number[]} choices
 * @param {(readonly [number, number])[]} changes step and choice
 */
function withAll(choices, changes) {
  const last = Math.max(choices.length - 1, ...changes.map(([step]) => step));
  const made = Array.from({ length: last + 1 }, (_, step) => choices[step] ?? 0);
  for (const [step, choice] of changes) made[step] = choice;
  return made.slice(0, made.findLastIndex((choice) => choice !== 0) + 1);
}

/**
 * Select the lies to show at once, and the filters to offer where there are more.
 * @param {readonly LieSlot[]} slots
 * @param {Picks} picks
 * @returns {{slots: readonly LieSlot[], asks: readonly Ask[]}}
 */
export function narrowed(slots, picks) {
  /** @type {Ask[]} */
  const asks = [];
  let left = slots;
  for (const name of /** @type {const} */ (["round", "traitor", "receiver"])) {
    const values = unique(left.map((slot) => slot[name]));
    const first = values[0];
    if (left.length <= SHOWN_MAX || first === undefined) break;
    if (values.length === 1) continue;
    const picked = picks[name];
    const value = picked !== null && values.includes(picked) ? picked : first;
    asks.push({ name, values, value });
    left = left.filter((slot) => slot[name] === value);
  }
  return { slots: left, asks };
}

/**
 * Arrange the lies in a matrix a round: a row for each traitor, a column for each receiver.
 * @param {readonly LieSlot[]} slots
 * @returns {Matrix[]}
 */
export function matrices(slots) {
  return unique(slots.map((slot) => slot.round)).map((round) => {
    const mine = slots.filter((slot) => slot.round === round);
    const receivers = unique(mine.map((slot) => slot.receiver));
    const rows = unique(mine.map((slot) => slot.traitor)).map((traitor) => ({
      traitor,
      cells: receivers.map((receiver) => mine.filter((slot) => slot.traitor === traitor && slot.receiver === receiver)),
    }));
    return { round, receivers, rows };
  });
}

/** @template T @param {readonly T[]} values @returns {T[]} */
function unique(values) {
  return [...new Set(values)];
}

/**
 * A pseudo-random generator (mulberry32): the same seed gives the same lies again.
 * @param {number} seed
 */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
