import { overlaps } from "../drawing/geometry.js";
import { boxOf } from "../drawing/labels.js";
import { arrowKey, pointKey } from "./layout.js";

/** @import {Spot} from "../drawing/geometry.js" */
/** @import {Layout} from "./layout.js" */

/** @typedef {{key: string, kind: "process" | "point" | "message" | "place", index: number, lane: number, column: number, step?: number}} Handle `place`: the line of a process at a step */
/** @typedef {"ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End"} Direction */

/** The distance from a point or a message, in pixels, within which a pointer hits it: targets are 28 px wide. */
const REACH = 14;

/** @param {number} lane */
export function laneKey(lane) {
  return `l${lane}`;
}

/**
 * List what can be selected, lane by lane and from left to right; a message belongs to the lane of its sender.
 * @param {Pick<Layout, "lanes" | "points" | "arrows">} layout
 * @returns {Handle[]}
 */
export function handlesOf({ lanes, points, arrows }) {
  /** @type {Handle[]} */
  const all = [
    ...lanes.filter(({ lane }) => lane.kind === "process").map(({ index }) => handle(laneKey(index), "process", index, index, -1)),
    ...points.map(({ point }, index) => handle(pointKey(index), "point", index, point.lane, point.column)),
    ...arrows.map(({ arrow }, index) => handle(arrowKey(index), "message", index, arrow.from_lane, arrow.from_column + 0.5)),
  ];
  return all.sort((one, other) => one.lane - other.lane || one.column - other.column);
}

/** @param {string} key @param {Handle["kind"]} kind @param {number} index @param {number} lane @param {number} column @returns {Handle} */
function handle(key, kind, index, lane, column) {
  return { key, kind, index, lane, column };
}

/**
 * Find the handle that an arrow key moves to: the next one on the lane, or the nearest one on the next lane. Stays at an edge.
 * @param {readonly Handle[]} handles as `handlesOf` gives them
 * @param {string} key
 * @param {Direction} direction
 * @returns {string}
 */
export function neighbour(handles, key, direction) {
  const here = handles.find((one) => one.key === key);
  if (here === undefined) return handles[0]?.key ?? key;
  const row = handles.filter(({ lane }) => lane === here.lane);
  const place = row.indexOf(here);
  if (direction === "ArrowLeft") return row[place - 1]?.key ?? key;
  if (direction === "ArrowRight") return row[place + 1]?.key ?? key;
  if (direction === "Home") return row[0]?.key ?? key;
  if (direction === "End") return row.at(-1)?.key ?? key;
  const beyond = handles.filter(({ lane }) => (direction === "ArrowUp" ? lane < here.lane : lane > here.lane));
  const next = direction === "ArrowUp" ? Math.max(...beyond.map(({ lane }) => lane)) : Math.min(...beyond.map(({ lane }) => lane));
  const choices = beyond.filter(({ lane }) => lane === next);
  const away = (/** @type {Handle} */ one) => Math.abs(one.column - here.column);
  return choices.reduce((best, one) => (away(one) < away(best) ? one : best), choices[0] ?? here).key;
}

/**
 * Hit-test a spot: the nearest point or message within reach, or the one whose label is there. Points take precedence over messages.
 * @param {Pick<Layout, "points" | "arrows" | "labels">} layout
 * @param {Spot} spot
 * @returns {string | null} its key
 */
export function at({ points, arrows, labels }, spot) {
  const near = nearest(points.map(({ x, y }) => Math.hypot(x - spot.x, y - spot.y)));
  if (near !== null) return pointKey(near);
  for (const [key, label] of labels) {
    if (!/^[ap]/.test(key)) continue;
    if (overlaps(boxOf(label.text, label), { left: spot.x - 2, right: spot.x + 2, top: spot.y - 2, bottom: spot.y + 2 })) return key;
  }
  const message = nearest(arrows.map(({ segment, bent }) => distance(spot, bent ? lifted(segment) : segment)));
  return message === null ? null : arrowKey(message);
}

/**
 * Hit-test the lines of the processes where nothing else is: the line, and the step that shows what had happened there.
 * @param {Pick<Layout, "lanes" | "cursors" | "column">} layout
 * @param {Spot} spot
 * @returns {string | null} the key of the place
 */
export function placeAt({ lanes, cursors, column }, { x, y }) {
  const hit = lanes.find((shape) => shape.lane.kind === "process" && !shape.lane.unknown && Math.abs(shape.y - y) <= REACH);
  if (hit === undefined) return null;
  // A cursor stands a little behind the events of its step.
  const step = cursors.findLastIndex((cursor) => cursor - 0.42 * column <= x);
  return `s${hit.index}.${Math.max(0, step)}`;
}

/**
 * Find what a key names: something that can be selected, or a place on the line of a process.
 * @param {readonly Handle[]} handles
 * @param {string | null} key
 * @returns {Handle | undefined}
 */
export function handleIn(handles, key) {
  const place = /^s(\d+)\.(\d+)$/.exec(key ?? "");
  if (place === null) return handles.find((one) => one.key === key);
  const [lane, step] = [Number(place[1]), Number(place[2])];
  return { ...handle(place[0], "place", lane, lane, step), step };
}

/** @param {readonly number[]} distances @returns {number | null} the index of the least, if that is within reach */
function nearest(distances) {
  const least = Math.min(...distances);
  return least <= REACH ? distances.indexOf(least) : null;
}

/** @param {{from: Spot, to: Spot}} segment a message to oneself is drawn as an arc above the lane */
function lifted({ from, to }) {
  return { from: { x: from.x, y: from.y - 18 }, to: { x: to.x, y: to.y - 18 } };
}

/** @param {Spot} spot @param {{from: Spot, to: Spot}} segment */
function distance(spot, { from, to }) {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const share = Math.max(0, Math.min(1, ((spot.x - from.x) * x + (spot.y - from.y) * y) / (x * x + y * y || 1)));
  return Math.hypot(spot.x - from.x - share * x, spot.y - from.y - share * y);
}
