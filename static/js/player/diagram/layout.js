import { Strips } from "../drawing/geometry.js";
import { aroundPoint, besideArrow, place } from "../drawing/labels.js";
import { labelOf, shorten } from "../words.js";
import { COLUMN_MAX, clockText, columnsOf, isCrowded } from "./columns.js";
import { arrowShape, effectShapes, jumpShape, lineShape, spanShape } from "./figures.js";

/** @import {Diagram, Lane} from "../../protocol.js" */
/** @import {SeenLane} from "../perspective/seen-diagram.js" */
/** @import {Shape} from "./columns.js" */
/** @import {ArrowShape, EffectShape, JumpShape, LineShape, PointShape, SpanShape} from "./figures.js" */
/** @import {Placed, Wish} from "../drawing/labels.js" */

/** @typedef {{index: number, lane: SeenLane, y: number}} LaneShape */
/**
 * @typedef {{margin: number, width: number, height: number, column: number, whole: boolean, crowded: boolean, lanes: LaneShape[], points: PointShape[], arrows: ArrowShape[],
 *   effects: EffectShape[], spans: SpanShape[], jumps: JumpShape[], lines: LineShape[], labels: ReadonlyMap<string, Placed>, cursors: number[], focus: number[]}} Layout
 * `whole`: all of it is in sight at normal size; `crowded`: so many messages that only the lies among them have room for their words
 */

/**
 * Few lanes are further apart than many; rollback arcs need more room between them; where most messages have no label, lanes may be closer. Above and
 * below is room for labels.
 */
const ROOMY = { spread: 390, least: 78, most: 108, jumps: 100, crowded: 52, above: 46, below: 44 };
const COMPACT = { spread: 260, least: 58, most: 84, jumps: 72, crowded: 36, above: 36, below: 34 };
/** Rollback arcs rise above the first lane and below the last. */
const ARC_ROOM = 16;
const INSET = 30;
const LABEL_MAX = 22;
/** A line more between the lanes, for the clocks. */
const CLOCK_ROOM = 16;
/** @type {Shape} */
const NORMAL = { zoom: "normal", clocks: false };

/**
 * Lay out a run, in pixels. Done once a run: stepping only changes what is highlighted.
 * @param {Diagram} diagram
 * @param {number} available the width that there is without scrolling
 * @param {Shape} [shape]
 * @param {Diagram} [whole] what it is a part of, and laid out as
 * @returns {Layout}
 */
export function layout(diagram, available, shape = NORMAL, whole = diagram) {
  const margin = marginOf(diagram.lanes);
  const room = Math.max(0, available - margin);
  const count = Math.max(1, ...diagram.columns.map((column) => column + 1));
  const jumping = whole.jumps.length > 0;
  const columns = columnsOf(whole, room - 2 * INSET, shape);
  const crowded = isCrowded(whole);
  const rows = shape.compact ? COMPACT : ROOMY;
  const least = jumping ? rows.jumps : crowded ? rows.crowded : rows.least;
  const gap = Math.max(least, Math.min(rows.most, rows.spread / diagram.lanes.length)) + (shape.clocks ? CLOCK_ROOM : 0);
  const width = Math.max(room, 2 * INSET + columns.total);
  const top = rows.above + (jumping ? ARC_ROOM : 0);
  const height = top + (diagram.lanes.length - 1) * gap + rows.below + (jumping ? ARC_ROOM : 0) + (whole.lines.length > 0 ? 18 : 0);
  /** @param {number} index */
  const x = (index) => INSET + (columns.starts[index] ?? columns.total) + 0.35 * (columns.widths[index] ?? columns.unit);
  /** @param {number} lane */
  const y = (lane) => top + lane * gap;
  /** @param {{lane: number, column: number}} at */
  const spot = (at) => ({ x: x(at.column), y: y(at.lane) });

  const lanes = diagram.lanes.map((lane, index) => ({ index, lane, y: y(index) }));
  const points = diagram.points.map((point) => ({ point, ...spot(point) }));
  const arrows = diagram.arrows.map((arrow) => arrowShape(arrow, x, y, count));
  const effects = effectShapes(points, diagram.lanes);
  const spans = diagram.spans.map((span) => spanShape(span, x, y, width));
  const jumps = diagram.jumps.map((jump) => jumpShape(jump, x, y, diagram.lanes.length));
  const lines = diagram.lines.map((line) => lineShape(line, spot, height));
  const cursors = diagram.columns.map((index) => x(index) + (columns.widths[index] ?? 0) * 0.42);
  const focus = focusOf(cursors, jumps, lines);
  const labels = new Map(
    placeLabels({ lanes, points, arrows, effects, jumps, lines, width, height }, shape.clocks).map((label) => [label.key, label]),
  );
  const fits = 2 * INSET + columnsOf(whole, room - 2 * INSET, { ...shape, zoom: "normal" }).total <= room;
  return {
    margin,
    width,
    height,
    column: columns.unit,
    whole: fits,
    crowded,
    lanes,
    points,
    arrows,
    effects,
    spans,
    jumps,
    lines,
    labels,
    cursors,
    focus,
  };
}

/**
 * The x to scroll to at each step: the cursor, for a rollback its target, and at the end the recovery line.
 * @param {number[]} cursors
 * @param {JumpShape[]} jumps
 * @param {LineShape[]} lines
 */
function focusOf(cursors, jumps, lines) {
  const focus = [...cursors];
  for (const { jump, head } of jumps) focus[jump.step] = head.x;
  for (const { line, label } of lines) focus[line.step] = label.x + 40;
  return focus;
}

/** Longest name of a lane that the margin shows whole. */
export const NAME_MAX = 12;

/**
 * The width of the margin with the lanes' names.
 * @param {readonly Lane[]} lanes
 */
function marginOf(lanes) {
  return Math.max(60, 26 + 8 * Math.max(0, ...lanes.map((lane) => Math.min(NAME_MAX, labelOf(lane).length))));
}

/**
 * @param {Pick<Layout, "lanes" | "points" | "arrows" | "effects" | "jumps" | "lines" | "width" | "height">} shapes
 * @param {boolean} clocks
 * @returns {Placed[]}
 */
function placeLabels({ lanes, points, arrows, effects, jumps, lines, width, height }, clocks) {
  const obstacles = new Strips(COLUMN_MAX);
  for (const { point, x, y } of points) {
    const flag = point.kind === "timeout" ? 10 : 0;
    obstacles.add({ left: x - 7, right: x + 7 + flag / 2, top: y - 7 - flag, bottom: y + 7 }, 20);
  }
  for (const { y } of lanes) obstacles.addSegment({ from: { x: 0, y }, to: { x: width, y } }, 2);
  for (const { segment, bent } of arrows) if (!bent) obstacles.addSegment(segment, 3);
  for (const { segment } of effects) obstacles.addSegment(segment, 12);
  for (const { head } of jumps) obstacles.add({ left: head.x - 8, right: head.x + 14, top: head.y - 7, bottom: head.y + 7 }, 30);
  for (const { trace } of [...jumps, ...lines]) for (const segment of trace) obstacles.addSegment(segment, 8);
  for (const { badge } of jumps) obstacles.add({ left: badge.x - 9, right: badge.x + 9, top: badge.y - 9, bottom: badge.y + 9 }, 50);
  return place([...(clocks ? clockWishes(points) : []), ...pointWishes(points, arrows), ...arrowWishes(arrows)], obstacles, {
    left: 2,
    right: width - 2,
    top: 2,
    bottom: height - 2,
  });
}

/** @param {PointShape[]} points @param {ArrowShape[]} arrows @returns {Wish[]} */
function pointWishes(points, arrows) {
  const said = new Set(arrows.map(({ arrow }) => `${arrow.from_lane},${arrow.from_column},${arrow.label}`));
  const ordered = points
    .map((shape, index) => ({ ...shape, key: pointKey(index) }))
    // Leave out what the label of the arrow from here says already.
    .filter(({ point }) => point.label !== "" && !said.has(`${point.lane},${point.column},${point.label}`));
  ordered.sort((one, other) => Number(other.point.fault) - Number(one.point.fault));
  return ordered.map(({ key, point, x, y }) => ({
    key,
    text: shorten(point.kind === "timeout" ? "time-out" : point.label, LABEL_MAX),
    candidates: aroundPoint({ x, y }, point.kind === "recover"),
  }));
}

/** @param {ArrowShape[]} arrows @returns {Wish[]} */
function arrowWishes(arrows) {
  return arrows
    .map((shape, index) => ({ ...shape, key: arrowKey(index) }))
    .filter(({ arrow }) => arrow.label !== "")
    .map(({ key, arrow, segment, bent }) => ({
      key,
      text: shorten(arrow.copy ? `${arrow.label} (copy)` : arrow.label, LABEL_MAX),
      candidates: bent ? aroundPoint({ x: (segment.from.x + segment.to.x) / 2, y: segment.from.y - 12 }) : besideArrow(segment),
    }));
}

/** @param {PointShape[]} points @returns {Wish[]} below its point, so that the clocks of a lane stand in a row */
function clockWishes(points) {
  return points
    .map(({ point, x, y }, index) => ({ key: clockKey(index), text: clockText(point.clock), candidates: aroundPoint({ x, y }, true) }))
    .filter(({ text }) => text !== "");
}

/** @param {number} index */
export function clockKey(index) {
  return `c${index}`;
}

/** @param {number} index */
export function pointKey(index) {
  return `p${index}`;
}

/** @param {number} index */
export function arrowKey(index) {
  return `a${index}`;
}
