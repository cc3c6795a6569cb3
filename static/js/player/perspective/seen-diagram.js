/** @import {Arrow, Diagram, Lane, Point} from "../../protocol.js" */

/** @typedef {Lane & {unknown?: boolean}} SeenLane `unknown`: what happens on it is not seen */
/** @typedef {Arrow & {unknown?: "from" | "to"}} SeenArrow `unknown`: where it comes from, or what becomes of it, is not seen */

/**
 * Leave in a diagram what one process can know: its own events, the beginnings of the messages that it sent, the ends of those that it received.
 * @param {Diagram} diagram
 * @param {Lane} own
 * @returns {Diagram}
 */
export function seenDiagram(diagram, own) {
  const place = diagram.lanes.findIndex(({ name }) => name === own.name);
  const points = diagram.points.filter((point) => point.lane === place).map(ownPoint);
  return {
    ...diagram,
    lanes: diagram.lanes.map((lane, index) => (index === place ? lane : unknownLane(lane))),
    points,
    arrows: diagram.arrows.flatMap((arrow) => ownArrow(arrow, place)),
    spans: diagram.spans.filter(({ lane }) => lane === place),
    jumps: diagram.jumps.filter(({ lane }) => lane === place),
    lines: [],
  };
}

/** Who lies, the others cannot know. @param {Lane} lane @returns {SeenLane} */
function unknownLane(lane) {
  return { ...lane, traitor: false, unknown: true };
}

/** That its timer runs out too early, a process cannot know: of the faults it knows its own crash only. @param {Point} point @returns {Point} */
function ownPoint(point) {
  return { ...point, fault: point.fault && point.kind === "crash" };
}

/** @param {Arrow} arrow @param {number} place @returns {SeenArrow[]} */
function ownArrow(arrow, place) {
  const [sent, received] = [arrow.from_lane === place, arrow.to_lane === place && arrow.fate === "delivered" && arrow.to_column !== null];
  if (sent && received) return [{ ...arrow, copy: false }];
  // The second copy is made by the network.
  if (sent) return arrow.copy ? [] : [{ ...arrow, to_column: null, end_step: null, fate: "in-flight", unknown: "to" }];
  const { to_column, end_step } = arrow;
  if (!received || to_column === null || end_step === null) return [];
  return [{ ...arrow, from_column: to_column - 1, sent_step: end_step, lie: false, copy: false, unknown: "from" }];
}
