/** @typedef {{x: number, y: number}} Spot */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{from: Spot, to: Spot}} Segment */

/**
 * @param {Box} one
 * @param {Box} other
 */
export function overlaps(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Whether a segment runs through a box (clipping by each side in turn).
 * @param {Segment} segment
 * @param {Box} box
 */
export function crosses({ from, to }, box) {
  const sides = /** @type {const} */ ([
    [from.x - to.x, from.x - box.left],
    [to.x - from.x, box.right - from.x],
    [from.y - to.y, from.y - box.top],
    [to.y - from.y, box.bottom - from.y],
  ]);
  let enter = 0;
  let leave = 1;
  for (const [along, room] of sides) {
    if (along === 0 && room < 0) return false;
    if (along < 0) enter = Math.max(enter, room / along);
    if (along > 0) leave = Math.min(leave, room / along);
  }
  return enter <= leave;
}

/**
 * The place on a segment at a share of its length.
 * @param {Segment} segment
 * @param {number} share
 * @returns {Spot}
 */
export function along({ from, to }, share) {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/**
 * A segment without its ends, so that an arrow stops at the edge of a point.
 * @param {Segment} segment
 * @param {number} start
 * @param {number} end
 * @returns {Segment}
 */
export function shortened(segment, start, end) {
  const length = Math.hypot(segment.to.x - segment.from.x, segment.to.y - segment.from.y);
  if (length <= start + end) return segment;
  return { from: along(segment, start / length), to: along(segment, 1 - end / length) };
}

/** Segments by which a curve is approximated. */
const PIECES = 8;

/**
 * Approximate a Bézier curve by segments.
 * @param {readonly Spot[]} controls its ends and what bends it between them
 * @returns {Segment[]}
 */
export function pieces(controls) {
  /** @param {readonly Spot[]} spots @param {number} share @returns {Spot} */
  const at = (spots, share) => {
    const [first, ...rest] = spots.slice(1).map((to, index) => along({ from: /** @type {Spot} */ (spots[index]), to }, share));
    return first === undefined ? /** @type {Spot} */ (spots[0]) : at([first, ...rest], share);
  };
  return Array.from({ length: PIECES }, (_, index) => ({ from: at(controls, index / PIECES), to: at(controls, (index + 1) / PIECES) }));
}

/** A spatial index of boxes and segments by vertical strips, so that the cost of placing a label does not grow with the run. */
export class Strips {
  /** @param {number} width */
  constructor(width) {
    this.width = width;
    /** @type {Map<number, {box: Box, segment: Segment | null, weight: number}[]>} */
    this.strips = new Map();
  }

  /**
   * @param {Box} box
   * @param {number} weight
   * @param {Segment | null} [segment]
   */
  add(box, weight, segment = null) {
    const item = { box, segment, weight };
    for (const strip of this.#touched(box)) {
      const items = this.strips.get(strip) ?? [];
      items.push(item);
      this.strips.set(strip, items);
    }
  }

  /**
   * @param {Segment} segment
   * @param {number} weight
   */
  addSegment(segment, weight) {
    const { from, to } = segment;
    const box = { left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) };
    this.add(box, weight, segment);
  }

  /**
   * The weight of all that a box would cover.
   * @param {Box} box
   */
  cost(box) {
    const met = new Set();
    let sum = 0;
    for (const strip of this.#touched(box)) {
      for (const item of this.strips.get(strip) ?? []) {
        if (met.has(item)) continue;
        met.add(item);
        if (item.segment === null ? overlaps(box, item.box) : crosses(item.segment, box)) sum += item.weight;
      }
    }
    return sum;
  }

  /** @param {Box} box */
  #touched(box) {
    const first = Math.floor(box.left / this.width);
    const last = Math.floor(box.right / this.width);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }
}
