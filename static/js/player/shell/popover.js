/** Distance of a menu from its button, and its smallest one from the edge of the window, in pixels. */
const GAP = 4;
const EDGE = 8;

/**
 * Position an open menu below its button, or above it where only there is room for it; aligned right.
 * @param {HTMLElement} list
 * @param {Element} button
 */
export function placeBy(list, button) {
  const { right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = list;
  const above = innerHeight - bottom < offsetHeight + EDGE && top > offsetHeight + EDGE;
  const left = Math.max(EDGE, right - offsetWidth) + scrollX;
  Object.assign(list.style, { left: `${left}px`, top: `${(above ? top - GAP - offsetHeight : bottom + GAP) + scrollY}px` });
}
