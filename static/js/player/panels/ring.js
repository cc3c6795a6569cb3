import { along, Strips, shortened } from "../drawing/geometry.js";
import { besideArrow, place } from "../drawing/labels.js";

/** @import {Ring, RingEdge, RingNode} from "../../protocol.js" */
/** @import {Segment, Spot} from "../drawing/geometry.js" */
/** @import {Placed} from "../drawing/labels.js" */

/** @typedef {{edge: RingEdge, segment: Segment}} EdgeShape */
/**
 * @typedef {{size: number, nodes: (Spot & {node: RingNode, index: number})[], quiet: Segment[], edges: EdgeShape[],
 *   labels: ReadonlyMap<string, Placed>}} RingLayout `quiet`: pairs that only told each other the truth, and not just now
 */

export const NODE = 22;
const MARGIN = 44;

/**
 * Lay out a ring of processes: lies and news as labelled arrows, everything else as a plain line.
 * @param {Ring} ring
 * @returns {RingLayout}
 */
export function ringLayout({ nodes, edges }) {
  const radius = Math.max(84, 24 * nodes.length);
  const middle = radius + MARGIN;
  const turn = (2 * Math.PI) / Math.max(1, nodes.length);
  // The first stands at the upper left, as one reads.
  const start = -Math.PI / 2 - turn / 2;
  const placed = nodes.map((node, index) => ({
    node,
    index,
    x: Math.round(middle + radius * Math.cos(start + index * turn)),
    y: Math.round(middle + radius * Math.sin(start + index * turn)),
  }));
  const spot = new Map(placed.map((node) => [node.node.name, node]));
  /** @param {{source: string, target: string}} edge @param {number} aside @returns {Segment[]} */
  const between = ({ source, target }, aside) => {
    const [from, to] = [spot.get(source), spot.get(target)];
    return from === undefined || to === undefined ? [] : [shortened(shifted({ from, to }, aside), NODE + 1, NODE + 3)];
  };
  const loud = edges.filter((edge) => edge.lie || edge.changed);
  const shapes = loud.flatMap((edge) => between(edge, edge.lie ? 4 : 0).map((segment) => ({ edge, segment })));
  const pairs = new Map(edges.map((edge) => [[edge.source, edge.target].sort().join(" "), edge]));
  const quiet = [...pairs.values()].flatMap((edge) => between(edge, 0));
  return { size: 2 * middle, nodes: placed, quiet, edges: shapes, labels: labelsOf(placed, shapes, quiet, 2 * middle) };
}

/**
 * Shift a segment to its right, so that two messages in opposite directions do not overlap.
 * @param {Segment} segment
 * @param {number} aside
 * @returns {Segment}
 */
function shifted({ from, to }, aside) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [x, y] = [(-(to.y - from.y) / length) * aside, ((to.x - from.x) / length) * aside];
  return { from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y } };
}

/** @param {RingLayout["nodes"]} nodes @param {EdgeShape[]} shapes @param {Segment[]} quiet @param {number} size */
function labelsOf(nodes, shapes, quiet, size) {
  const obstacles = new Strips(60);
  for (const { x, y } of nodes) obstacles.add({ left: x - NODE, right: x + NODE, top: y - NODE, bottom: y + NODE }, 1e6);
  for (const { segment } of shapes) obstacles.addSegment(segment, 6);
  for (const segment of quiet) obstacles.addSegment(segment, 1);
  // Where all are sent at once, labels would overlap; the table has them.
  const spoken = shapes.filter(({ edge }) => edge.lie);
  const wishes = spoken.map(({ edge, segment }) => ({
    key: `${edge.source}>${edge.target}`,
    text: edge.text,
    // Near the receiver, where the lines to different receivers are apart.
    candidates: [...besideArrow({ from: along(segment, 0.25), to: segment.to }), ...overAndUnder(segment)],
  }));
  const field = { left: 2, right: size - 2, top: 2, bottom: size - 2 };
  return new Map(place(wishes, obstacles, field).map((label) => [label.key, label]));
}

/** @param {Segment} segment @returns {import("../drawing/labels.js").Candidate[]} places that a level arrow has, and a steep one has not */
function overAndUnder(segment) {
  return [0.6, 0.5, 0.7, 0.4].flatMap((share, index) => {
    const { x, y } = along(segment, share);
    return [
      { x, y: y - 7, anchor: /** @type {const} */ ("middle"), cost: 1 + index },
      { x, y: y + 17, anchor: /** @type {const} */ ("middle"), cost: 1.5 + index },
    ];
  });
}
