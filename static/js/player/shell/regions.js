/**
 * Scroll the diagram, not the page, so that the current event is visible; do nothing while it is well in view.
 * @param {Element | null} space the region in which the diagram scrolls
 * @param {number} focus x of the current event in the drawing
 * @param {boolean} first nothing was shown before, so that there is nothing to glide from; nor is there where all that was in sight goes out of it
 */
export function followFocus(space, focus, first) {
  if (space === null) return;
  const names = space.firstElementChild?.clientWidth ?? 0;
  const room = space.clientWidth - names;
  const at = focus - space.scrollLeft;
  if (at > room * 0.1 && at < room * 0.85) return;
  const far = Math.abs(focus - room * 0.55 - space.scrollLeft) > room;
  const still = first || far || matchMedia("(prefers-reduced-motion: reduce)").matches;
  space.scrollTo({ left: focus - room * 0.55, behavior: still ? "instant" : "smooth" });
}

/**
 * Scroll the current row of the table of events into view, without scrolling the page.
 * @param {Element | null} list
 */
export function followRow(list) {
  const row = list?.querySelector("[aria-current]");
  if (list == null || !(row instanceof HTMLElement) || list.clientHeight === 0) return;
  const heading = list.querySelector("thead")?.clientHeight ?? 0;
  if (row.offsetTop - heading < list.scrollTop) list.scrollTop = row.offsetTop - heading;
  const below = row.offsetTop + row.offsetHeight - list.clientHeight;
  if (below > list.scrollTop) list.scrollTop = below;
}

/**
 * Make a scrollable region focusable, so that the keyboard can scroll it, and one that does not scroll not. Its label needs a role in either case.
 * @param {Element} region
 */
export function makeReachable(region) {
  region.setAttribute("role", "group");
  const scrolls = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
  if (scrolls) region.setAttribute("tabindex", "0");
  else region.removeAttribute("tabindex");
}
