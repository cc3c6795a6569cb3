/** Small runs and diagrams, made by hand, for the tests of the models. */

/** @param {number} step @param {{fault?: boolean, holds?: boolean, final?: boolean}} [more] */
export function frame(step, { fault = false, holds = true, final = false } = {}) {
  return {
    step,
    event: step === 0 ? null : { kind: fault ? "crash" : "deliver", process: "server", label: `event ${step}`, fault },
    narration: `Sentence ${step}.`,
    enabled: [
      { index: 0, kind: "deliver", process: "server", label: "deliver", fault: false, budget: "", idle: false },
      { index: 1, kind: "crash", process: "server", label: "crash", fault: true, budget: "crashes", idle: false },
    ],
    properties: [{ name: "at-most-once", holds, because: "because" }],
    panels: [],
    budgets: [{ name: "crashes", label: "crashes", left: 1 }],
    final,
    outcome: final ? { result: "OK" } : null,
    outcome_titles: {},
  };
}

/** @param {number} count */
export function frames(count) {
  return Array.from({ length: count }, (_, step) => frame(step, { final: step === count - 1 }));
}

export const EMPTY_DIAGRAM = { lanes: [], columns: [0], points: [], arrows: [], spans: [], jumps: [], lines: [] };

/** @param {number} request @param {Partial<import("../../static/js/protocol.js").Opened>} [more] */
export function opened(request, more = {}) {
  const plain = {
    concept: "server-crash",
    title: "Server crash",
    revision: 1,
    parameters: { client: "always", crashes: 1 },
    scenario: null,
    start: 0,
    titles: {},
    sentences: {},
    unused: [],
    editors: [],
  };
  return { type: /** @type {const} */ ("opened"), request, ...plain, ...more };
}

/** @param {number} request @param {number[]} choices @param {number} chosen */
export function ended(request, choices, chosen) {
  const plain = { end: /** @type {const} */ ("final"), outcome: { result: "OK" }, outcome_titles: {}, properties: [], diagram: EMPTY_DIAGRAM };
  return { type: /** @type {const} */ ("ended"), request, choices, chosen, length: choices.length, ...plain };
}

/** @param {number} id @param {number[]} way from lane, from column, to lane, to column @param {object} [more] */
export function arrow(id, [from_lane = 0, from_column = 0, to_lane = 1, to_column = 1], more = {}) {
  const plain = { sent_step: from_column, end_step: to_column, fate: /** @type {const} */ ("delivered"), label: `m${id}`, lie: false, copy: false };
  return { id, from_lane, to_lane, from_column, to_column, ...plain, ...more };
}

/** @param {number} lane @param {number} column @param {object} [more] */
export function point(lane, column, more = {}) {
  return { lane, column, step: column, kind: /** @type {const} */ ("send"), label: "", fault: false, clock: [], ...more };
}

/** @param {number} count */
export function lanes(count) {
  return Array.from({ length: count }, (_, index) => ({ name: `P${index + 1}`, kind: /** @type {const} */ ("process"), traitor: false }));
}
