import { pieces, shortened } from "../drawing/geometry.js";
import { COLUMN_MAX } from "./columns.js";

/** @import {Jump, Lane, Line, Point, Span} from "../../protocol.js" */
/** @import {SeenArrow} from "../perspective/seen-diagram.js" */
/** @import {Segment, Spot} from "../drawing/geometry.js" */

/** @typedef {{point: Point, x: number, y: number}} PointShape */
/** @typedef {{arrow: SeenArrow, segment: Segment, bent: boolean}} ArrowShape */
/** @typedef {{point: Point, segment: Segment}} EffectShape */
/** @typedef {{span: Span, left: number, right: number, y: number}} SpanShape */
/** @typedef {{jump: Jump, path: string, head: Spot, badge: Spot, lean: number, trace: Segment[]}} JumpShape */
/** @typedef {{line: Line, path: string, label: Spot, trace: Segment[]}} LineShape */

const RADIUS = 6;
/** How far a message whose other end is not known is drawn, in lanes. */
const STUB = 0.5;

/**
 * The arrow of a message. A lost one ends before its receiver, one in flight soon after its sender. What comes from the unknown or goes there is a
 * stub of the same height for all.
 * @param {SeenArrow} arrow
 * @param {(column: number) => number} x
 * @param {(lane: number) => number} y
 * @param {number} count
 * @returns {ArrowShape}
 */
export function arrowShape(arrow, x, y, count) {
  const from = { x: x(arrow.from_column), y: y(arrow.from_lane) };
  if (arrow.unknown !== undefined) return stubShape(arrow, x, y);
  const column = arrow.to_column ?? Math.min(count, arrow.from_column + 1);
  const reach = arrow.fate === "lost" ? 0.62 : arrow.fate === "in-flight" ? 0.45 : 1;
  const landing = y(arrow.to_lane);
  const to = { x: x(column), y: from.y + (landing - from.y) * reach };
  // A message lost in the step that sends it would be vertical and hide others: slant it like the rest.
  if (arrow.fate === "lost" && to.x <= from.x) to.x = from.x + 26;
  const bent = arrow.from_lane === arrow.to_lane;
  return { arrow, bent, segment: bent || arrow.fate === "lost" ? { from, to } : shortened({ from, to }, 0, RADIUS + 1) };
}

/**
 * @param {SeenArrow} arrow one end of it is not known
 * @param {(column: number) => number} x
 * @param {(lane: number) => number} y
 * @returns {ArrowShape}
 */
function stubShape(arrow, x, y) {
  const lanes = arrow.to_lane - arrow.from_lane;
  const rise = STUB * (y(1) - y(0)) * Math.sign(lanes);
  // One slant for each lane, or messages to several processes would be one line.
  const run = COLUMN_MAX * (0.22 + 0.16 * Math.abs(lanes));
  if (arrow.unknown === "to") {
    const from = { x: x(arrow.from_column), y: y(arrow.from_lane) };
    return { arrow, bent: false, segment: { from, to: { x: from.x + run, y: from.y + rise } } };
  }
  const to = { x: x(arrow.to_column ?? 0), y: y(arrow.to_lane) };
  return { arrow, bent: false, segment: shortened({ from: { x: to.x - run, y: to.y - rise }, to }, 0, RADIUS + 1) };
}

/**
 * The lines from a process to the effects outside that it caused in the same step and column.
 * @param {PointShape[]} points
 * @param {readonly Lane[]} lanes
 * @returns {EffectShape[]}
 */
export function effectShapes(points, lanes) {
  return points
    .filter(({ point }) => point.kind === "observe" && lanes[point.lane]?.kind === "outside")
    .flatMap((to) => {
      const { step, column } = to.point;
      const from = points.find(({ point }) => point.step === step && point.column === column && lanes[point.lane]?.kind === "process");
      return from === undefined ? [] : [{ point: to.point, segment: shortened({ from, to }, 0, 9) }];
    });
}

/**
 * @param {Span} span
 * @param {(column: number) => number} x
 * @param {(lane: number) => number} y
 * @param {number} width
 * @returns {SpanShape}
 */
export function spanShape(span, x, y, width) {
  return { span, left: x(span.from_column), right: span.to_column === null ? width : x(span.to_column), y: y(span.lane) };
}

/**
 * A rollback arc above its lane; below it on the last one, where there is room.
 * @param {Jump} jump
 * @param {(column: number) => number} x
 * @param {(lane: number) => number} y
 * @param {number} lanes
 * @returns {JumpShape}
 */
export function jumpShape(jump, x, y, lanes) {
  const lean = jump.lane === lanes - 1 && lanes > 1 ? 1 : -1;
  const [from, to] = [x(jump.from_column), x(jump.to_column)];
  const edge = y(jump.lane) + lean * 13;
  const rise = Math.min(38, 16 + Math.abs(from - to) * 0.05);
  const crest = edge + lean * rise;
  const reach = Math.max(14, Math.min(60, Math.abs(from - to) / 3));
  const path = `M${from} ${edge}C${from - reach} ${crest} ${to + reach} ${crest} ${to + 4} ${edge}`;
  const trace = pieces([
    { x: from, y: edge },
    { x: from - reach, y: crest },
    { x: to + reach, y: crest },
    { x: to + 4, y: edge },
  ]);
  return { jump, path, head: { x: to + 4, y: edge }, badge: { x: (from + to) / 2, y: edge + lean * rise * 0.75 }, lean, trace };
}

/**
 * @param {Line} line
 * @param {(at: {lane: number, column: number}) => Spot} spot
 * @param {number} height
 * @returns {LineShape}
 */
export function lineShape(line, spot, height) {
  const spots = [...line.places].sort((one, other) => one.lane - other.lane).map(spot);
  const ends = spots.flatMap(({ x, y }) => [
    { x, y: y - 22 },
    { x, y: y + 22 },
  ]);
  const path = ends.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  const trace = ends.slice(1).map((to, index) => ({ from: /** @type {Spot} */ (ends[index]), to }));
  return { line, path, trace, label: { x: Math.max(8, Math.min(...spots.map(({ x }) => x)) - 8), y: height - 8 } };
}
