import { pieces, Strips } from "../drawing/geometry.js";
import { place } from "../drawing/labels.js";

/** @import {Move, StateMachine} from "../../protocol.js" */
/** @import {Segment, Spot} from "../drawing/geometry.js" */
/** @import {Candidate, Placed} from "../drawing/labels.js" */

/** @typedef {{name: string, text: string, x: number, y: number, layer: number, aside: boolean}} Box `x` and `y` are its middle */
/** @typedef {{key: string, d: string, from: Spot, to: Spot, trace: Segment[], text: string, last: boolean, fault: boolean, candidates: Candidate[]}} Way */
/** @typedef {{width: number, height: number, boxes: Box[], ways: Way[], labels: ReadonlyMap<string, Placed>}} MachineLayout */

export const BOX = { width: 104, height: 34 };
const ROW = 92;
const COLUMN = 150;
const TOP = 30;
/** Space at the left for transitions that go back up, and their labels. */
const SIDE = 44;
const LETTER = 7;

/**
 * Assign a layer to each state: the length of the longest path to it in the declared order, so that a machine reads downwards. States that
 * only a fault leads to are placed aside, halfway down.
 * @param {Pick<StateMachine, "states" | "moves">} machine
 * @returns {Map<string, {layer: number, aside: boolean}>}
 */
export function layers({ states, moves }) {
  const order = new Map(states.map(({ name }, index) => [name, index]));
  const rank = (/** @type {string} */ name) => order.get(name) ?? 0;
  const into = (/** @type {string} */ name) => moves.filter((move) => move.target === name && move.source !== name);
  /** @type {Map<string, {layer: number, aside: boolean}>} */
  const found = new Map();
  for (const [index, { name }] of states.entries()) {
    const ways = into(name);
    const aside = index > 0 && ways.length > 0 && ways.every((move) => move.fault);
    const before = ways.filter((move) => rank(move.source) < index && !found.get(move.source)?.aside);
    found.set(name, { aside, layer: before.reduce((most, move) => Math.max(most, (found.get(move.source)?.layer ?? 0) + 1), 0) });
  }
  const deepest = Math.max(0, ...[...found.values()].filter(({ aside }) => !aside).map(({ layer }) => layer));
  for (const one of found.values()) if (one.aside) one.layer = deepest / 2;
  return found;
}

/**
 * Lay out a state machine.
 * @param {StateMachine} machine
 * @returns {MachineLayout}
 */
export function machineLayout(machine) {
  const boxes = boxesOf(machine);
  const width = Math.max(...boxes.map(({ x }) => x)) + BOX.width / 2 + 34;
  const height = Math.max(...boxes.map(({ y }) => y)) + BOX.height / 2 + 30;
  const ways = waysOf(machine, boxes);
  const obstacles = new Strips(60);
  for (const { x, y } of boxes) {
    obstacles.add({ left: x - BOX.width / 2, right: x + BOX.width / 2, top: y - BOX.height / 2, bottom: y + BOX.height / 2 + 14 }, 1e6);
  }
  for (const { trace } of ways) for (const piece of trace) obstacles.addSegment(piece, 3);
  const wishes = ways.filter(({ text }) => text !== "");
  const field = { left: 2, right: Math.max(width, 0) - 2, top: 2, bottom: height - 2 };
  return { width, height, boxes, ways, labels: new Map(place(wishes, obstacles, field).map((label) => [label.key, label])) };
}

/** @param {StateMachine} machine @returns {Box[]} */
function boxesOf(machine) {
  const found = layers(machine);
  const main = machine.states.filter(({ name }) => !found.get(name)?.aside);
  const across = (/** @type {number} */ layer) => main.filter(({ name }) => found.get(name)?.layer === layer);
  const widest = Math.max(1, ...main.map(({ name }) => across(found.get(name)?.layer ?? 0).length));
  const side = SIDE + LETTER * Math.max(0, ...machine.moves.map((move) => (goesBack(move, found) ? words(move).length : 0)));
  return machine.states.map(({ name, text }) => {
    const { layer, aside } = found.get(name) ?? { layer: 0, aside: false };
    const beside = across(layer);
    const place = aside ? Math.max(1, widest - 0.35) : beside.findIndex((other) => other.name === name) - (beside.length - 1) / 2 + (widest - 1) / 2;
    return { name, text, layer, aside, x: side + BOX.width / 2 + place * COLUMN + (aside ? 30 : 0), y: TOP + BOX.height / 2 + layer * ROW };
  });
}

/** Whether a transition goes back up or round, at the left of the boxes. @param {Move} move @param {ReturnType<typeof layers>} found */
function goesBack({ source, target }, found) {
  const [from, to] = [found.get(source), found.get(target)];
  return from !== undefined && to !== undefined && !from.aside && !to.aside && to.layer <= from.layer;
}

/**
 * Route one line for all transitions between the same two states.
 * @param {StateMachine} machine
 * @param {Box[]} boxes
 * @returns {Way[]}
 */
function waysOf(machine, boxes) {
  /** @type {Map<string, Move[]>} */
  const pairs = new Map();
  for (const move of machine.moves) {
    const key = `${move.source}>${move.target}`;
    pairs.set(key, [...(pairs.get(key) ?? []), move]);
  }
  const taken = machine.last === null ? undefined : machine.moves[machine.last];
  return [...pairs].flatMap(([key, moves]) => {
    const source = boxes.find(({ name }) => name === moves[0]?.source);
    const target = boxes.find(({ name }) => name === moves[0]?.target);
    if (source === undefined || target === undefined) return [];
    const text = moves.map(words).join(" · ");
    const fault = moves.every((move) => move.fault);
    return [{ key, text, fault, last: taken !== undefined && moves.includes(taken), ...route(source, target, text) }];
  });
}

/**
 * The label of a transition: trigger / action.
 * @param {Pick<Move, "trigger" | "action">} move
 */
export function words({ trigger, action }) {
  return action === "" ? trigger : `${trigger} / ${action}`.trim();
}

/**
 * The line from one box to another: straight to the next layer or aside, else round the boxes between.
 * @param {Box} source
 * @param {Box} target
 * @param {string} text
 * @returns {Pick<Way, "d" | "from" | "to" | "trace" | "candidates">}
 */
function route(source, target, text) {
  const [half, tall] = [BOX.width / 2, BOX.height / 2];
  if (source === target) return loop(source);
  if (target.aside) return straight({ x: source.x + half, y: source.y }, { x: target.x - half, y: target.y }, [0.3, 0.42, 0.2, 0.55]);
  if (source.aside) {
    const from = { x: source.x, y: source.y - tall };
    const to = { x: target.x + half, y: target.y - 8 };
    return curve(from, to, { x: source.x, y: to.y }, text.length > 12 ? "middle" : "start");
  }
  if (target.layer === source.layer + 1)
    return straight({ x: source.x, y: source.y + tall }, { x: target.x, y: target.y - tall }, [0.5, 0.4, 0.6, 0.3]);
  if (target.layer === source.layer - 1 && target.x < source.x) {
    return straight({ x: source.x + 22, y: source.y - tall }, { x: target.x + half - 10, y: target.y + tall }, [0.5, 0.4, 0.6]);
  }
  const lean = target.layer < source.layer ? -1 : 1;
  const from = { x: source.x + lean * half, y: source.y };
  const to = { x: target.x + lean * half, y: target.y + (lean < 0 ? 8 : 0) };
  const bend = { x: Math.min(from.x, to.x) - 34 - 8 * Math.abs(target.layer - source.layer), y: (from.y + to.y) / 2 };
  if (lean > 0) bend.x = Math.max(from.x, to.x) + 44;
  return curve(from, to, bend, lean < 0 ? "end" : "start");
}

/** @param {Box} box @returns {Pick<Way, "d" | "from" | "to" | "trace" | "candidates">} */
function loop({ x, y }) {
  const left = x - BOX.width / 2;
  const d = `M${left} ${y - 9}C${left - 34} ${y - 22} ${left - 34} ${y + 22} ${left} ${y + 9}`;
  /** @type {Candidate[]} */
  const candidates = [
    { x: left - 8, y: y - 20, anchor: "end", cost: 0 },
    { x: left - 8, y: y + 30, anchor: "end", cost: 1 },
    { x: left + 8, y: y - 24, anchor: "end", cost: 2 },
  ];
  const trace = pieces([
    { x: left, y: y - 9 },
    { x: left - 34, y: y - 22 },
    { x: left - 34, y: y + 22 },
    { x: left, y: y + 9 },
  ]);
  return { d, from: { x: left - 12, y: y + 13 }, to: { x: left, y: y + 9 }, trace, candidates };
}

/** @param {Spot} from @param {Spot} to @param {readonly number[]} shares @returns {Pick<Way, "d" | "from" | "to" | "trace" | "candidates">} */
function straight(from, to, shares) {
  const level = Math.abs(to.x - from.x) > Math.abs(to.y - from.y);
  const candidates = shares.flatMap((share, index) => {
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    /** @type {Candidate[]} */
    const both = level
      ? [
          { x, y: y - 7, anchor: "middle", cost: index * 2 },
          { x, y: y + 16, anchor: "middle", cost: index * 2 + 1 },
        ]
      : [
          { x: x + 8, y: y + 4, anchor: "start", cost: index * 2 },
          { x: x - 8, y: y + 4, anchor: "end", cost: index * 2 + 1 },
        ];
    return both;
  });
  return { d: `M${from.x} ${from.y}L${to.x} ${to.y}`, from, to, trace: [{ from, to }], candidates };
}

/**
 * A curve, with its label on the outer side of its middle.
 * @param {Spot} from @param {Spot} to @param {Spot} bend @param {"start" | "middle" | "end"} anchor
 * @returns {Pick<Way, "d" | "from" | "to" | "trace" | "candidates">}
 */
function curve(from, to, bend, anchor) {
  const crest = { x: (from.x + 2 * bend.x + to.x) / 4, y: (from.y + 2 * bend.y + to.y) / 4 };
  const aside = { start: 7, middle: 0, end: -7 }[anchor];
  /** @type {Candidate[]} */
  const candidates = [0, -14, 14, -28, 28, -42, 42].flatMap((shift, index) => [
    { x: crest.x + aside, y: crest.y + 4 + shift, anchor, cost: index },
    { x: crest.x + 12, y: crest.y + 4 + shift, anchor: /** @type {const} */ ("start"), cost: index + 3 },
    { x: crest.x - 12, y: crest.y + 4 + shift, anchor: /** @type {const} */ ("end"), cost: index + 3 },
    { x: crest.x, y: crest.y + 4 + shift, anchor: /** @type {const} */ ("middle"), cost: index + 8 },
  ]);
  return { d: `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`, from: bend, to, trace: pieces([from, bend, to]), candidates };
}
