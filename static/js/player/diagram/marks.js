import { nothing, svg } from "lit";
import { colourOf, head, pointMark, text } from "../drawing/shapes.js";
import { inWords } from "../words.js";
import { arrowKey, clockKey, pointKey } from "./layout.js";

/** @import {Arrow, Lane} from "../../protocol.js" */
/** @import {Cone} from "./causality.js" */
/** @import {ArrowShape, EffectShape, JumpShape, LineShape, PointShape, SpanShape} from "./figures.js" */
/** @import {LaneShape, Layout} from "./layout.js" */

/** @param {string} id */
export function hatch(id) {
  return svg`<defs><pattern id="${id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path class="sp-hatch" d="M0 0V7"/></pattern></defs>`;
}

/** @param {number} at @param {number} step */
function when(at, step) {
  return at > step ? "sp-future" : at === step ? "sp-now" : "";
}

/**
 * The mark of the step at which this run and the other one part: at the event, or at the end of a shorter run.
 * @param {Layout} layout
 * @param {number} parting
 */
export function partingMark({ cursors, column, width, height }, parting) {
  const x = Math.min(width - 4, (cursors[parting] ?? (cursors.at(-1) ?? 0) + column) - column * 0.42);
  const anchor = x > width - 40 ? "end" : "middle";
  return svg`<g class="sp-parting"><path d="M${x} 20V${height - 6}"/><text x=${x} y="14" text-anchor=${anchor}>they part</text></g>`;
}

/**
 * The line of a process. One of which nothing can be known says so.
 * @param {LaneShape} shape @param {Layout} layout @param {Lane | undefined} seer the one that knows nothing of it
 */
export function laneMark({ y, lane }, { width }, seer) {
  const line = svg`<path class="sp-lane ${lane.unknown ? "sp-unknown" : lane.kind === "outside" ? "sp-outside" : ""}" d="M0 ${y}H${width}"/>`;
  if (lane.kind === "process" && !lane.unknown) return svg`${line}<path class="sp-hit sp-lane-hit" d="M0 ${y}H${width}"/>`;
  return lane.unknown && seer !== undefined ? svg`${line}<text class="sp-label sp-soft" x="14" y=${y + 4}>unknown to ${inWords(seer)}</text>` : line;
}

/** @param {SpanShape} shape @param {number} step @param {string} id */
export function spanMark({ span, left, right, y }, step, id) {
  const state = when(span.from_step, step);
  if (span.kind === "down")
    return svg`<g class=${state}><path class="sp-erase" d="M${left} ${y}H${right}"/><path class="sp-down" d="M${left} ${y}H${right}"/></g>`;
  if (span.from_step > step) return nothing;
  return svg`<rect class="sp-undone" x=${left} y=${y - 15} width=${Math.max(0, right - left)} height="30" fill="url(#${id}-hatch)"/>`;
}

/** @param {EffectShape} shape @param {number} step */
export function effectMark({ point, segment: { from, to } }, step) {
  return svg`<g class="sp-message ${when(point.step, step)}"><path d="M${from.x} ${from.y}L${to.x} ${to.y}"/>${head(from, to)}</g>`;
}

/** @param {ArrowShape} shape @param {Layout} layout @param {number} step @param {number} cursor @param {Cone | null} cone */
export function arrowMark({ arrow, segment, bent }, layout, step, cursor, cone) {
  const { from, to } = segment;
  const arrived = arrow.end_step !== null && arrow.end_step <= step;
  const sent = arrow.sent_step <= step;
  const path = bent
    ? `M${from.x} ${from.y}C${from.x} ${from.y - 30} ${to.x} ${to.y - 30} ${to.x} ${to.y - 7}`
    : `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const kind = `${arrow.fate === "lost" ? "sp-lost" : ""} ${arrow.lie ? "sp-lie" : ""} ${arrow.copy ? "sp-copy" : ""} ${inCone(cone, layout, arrow) ? "" : "sp-dim"}`;
  const end =
    arrow.fate === "lost"
      ? svg`<path class="sp-cross" d="M${to.x - 5} ${to.y - 5}l10 10m0-10-10 10"/>`
      : arrow.fate === "in-flight"
        ? arrow.unknown === "to"
          ? svg`<text class="sp-label sp-soft" x=${to.x + 3} y=${to.y + 5}>?</text>`
          : nothing
        : head(bent ? { x: to.x, y: to.y - 20 } : from, bent ? { x: to.x, y: to.y - 7 } : to, arrow.fate === "ignored");
  const whole = svg`<g class="sp-message ${kind} ${arrived || arrow.fate === "in-flight" ? when(arrow.sent_step, step) : "sp-future"} ${arrow.end_step === step ? "sp-now" : ""}"
    data-step=${arrow.end_step ?? arrow.sent_step}><title>${arrow.label}</title><path class="sp-hit" d=${path}/><path d=${path}/>${end}</g>`;
  if (!sent) return whole;
  // In flight: drawn up to the cursor, faint beyond it.
  const share = to.x > from.x ? Math.min(1, Math.max(0.12, (cursor - from.x) / (to.x - from.x))) : 1;
  const flown =
    arrived || bent || arrow.fate === "in-flight"
      ? nothing
      : svg`<path d="M${from.x} ${from.y}L${from.x + (to.x - from.x) * share} ${from.y + (to.y - from.y) * share}"/>`;
  return svg`${whole}<g class="sp-message ${arrow.lie ? "sp-lie" : ""} ${inCone(cone, layout, arrow) ? "" : "sp-dim"}">${flown}</g>`;
}

/**
 * The label of a message. All labels are drawn after all lines, so that no line crosses one.
 * @param {ArrowShape} shape @param {number} index @param {Layout} layout @param {number} step @param {Cone | null} cone
 */
export function arrowLabel({ arrow }, index, layout, step, cone) {
  const bad = arrow.lie || arrow.fate === "lost" ? "sp-bad" : "";
  if (layout.crowded && bad === "" && !touches(cone, layout, arrow)) return nothing;
  const ahead = arrow.sent_step > step ? "sp-future" : "";
  return text(layout.labels.get(arrowKey(index)), `${bad} ${ahead} ${inCone(cone, layout, arrow) ? "" : "sp-dim"}`);
}

/** @param {JumpShape} shape @param {number} step */
export function jumpMark({ jump, path, head: tip, badge, lean }, step) {
  if (jump.step > step) return nothing;
  return svg`<g class="sp-jump ${when(jump.step, step)}" data-step=${jump.step}><path d=${path}/>
    <path class="sp-head" d="M0 0l9-3.4v6.8z" transform="translate(${tip.x} ${tip.y}) rotate(${lean < 0 ? -38 : 38})"/>
    <circle class="sp-badge" cx=${badge.x} cy=${badge.y} r="8.5"/><text x=${badge.x} y=${badge.y + 4} text-anchor="middle">${jump.label}</text></g>`;
}

/** @param {LineShape} shape @param {number} step */
export function lineMark({ line, path, label }, step) {
  if (line.step > step) return nothing;
  return svg`<g class="sp-line" data-step=${line.step}><path d=${path}/><text x=${label.x} y=${label.y}>${line.label}</text></g>`;
}

/**
 * Whether a message is sent or received by the highlighted event.
 * @param {Cone | null} cone @param {Layout} layout @param {Arrow} arrow
 */
function touches(cone, { points }, arrow) {
  const lit = points[cone?.relations.indexOf("self") ?? -1]?.point;
  if (lit === undefined) return false;
  return (lit.lane === arrow.from_lane && lit.column === arrow.from_column) || (lit.lane === arrow.to_lane && lit.column === arrow.to_column);
}

/**
 * Whether both ends of a message lie in the highlighted past, or both in the highlighted future.
 * @param {Cone | null} cone @param {Layout} layout @param {Arrow} arrow
 */
function inCone(cone, { points }, arrow) {
  if (cone === null) return true;
  const end = (/** @type {number} */ lane, /** @type {number | null} */ column) =>
    cone.relations[points.findIndex(({ point }) => point.lane === lane && point.column === column)] ?? "beside";
  const [from, to] = [end(arrow.from_lane, arrow.from_column), end(arrow.to_lane, arrow.to_column)];
  return (from === "past" && (to === "past" || to === "self")) || ((from === "future" || from === "self") && to === "future");
}

/** @param {PointShape} shape @param {number} index @param {Layout} layout @param {number} step @param {Cone | null} cone */
export function pointGroup(shape, index, layout, step, cone) {
  const { point, x, y } = shape;
  const clock = point.clock.length > 0 ? ` · clock (${point.clock.join(", ")})` : "";
  const side = cone?.relations[index];
  const ring = side === undefined || side === "beside" ? nothing : svg`<circle class="sp-cone" cx=${x} cy=${y} r=${side === "self" ? 13 : 11}/>`;
  return svg`<g class="sp-point ${point.fault ? "sp-fault" : layout.lanes[point.lane]?.lane.traitor ? "sp-traitor" : colourOf(point.lane)} ${when(point.step, step)} ${side === undefined ? "" : `sp-in-${side}`}"
    data-step=${point.step}><title>Step ${point.step}: ${point.label || point.kind}${clock}</title><circle class="sp-hit" cx=${x} cy=${y} r="14"/>${ring}
    ${pointMark(shape)}${text(layout.labels.get(pointKey(index)), point.fault ? "sp-bad" : "sp-soft")}${text(layout.labels.get(clockKey(index)), "sp-clock")}</g>`;
}
