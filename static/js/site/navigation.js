import { holdAnchor } from "./anchors.js";
import { showTheme } from "./themes.js";

/** Whether the reader has acted since the new page was swapped in; htmx fires its event a moment after the page can be used. */
let acted = false;

/**
 * Do what a page load does: scroll to the top and focus the heading, so that a screen reader announces the page. A reader who has already moved
 * on the new page is left alone.
 */
function arrive() {
  showTheme();
  if (location.hash) {
    holdAnchor();
    return;
  }
  const heading = document.querySelector("h1");
  if (!heading || (acted && document.activeElement?.closest("main, dialog"))) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
}

/**
 * Whether a page needs newer scripts or styles than those that are loaded: then it must be loaded afresh.
 *
 * @param {Event} event
 */
function isNewer(event) {
  const text = event instanceof CustomEvent ? event.detail?.ctx?.text : null;
  if (typeof text !== "string") return false;
  const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const packs = loaded.filter((address) => address.pathname.startsWith("/static/packs/"));
  return packs.some(({ pathname, search }) => text.includes(`${pathname}?v=`) && !text.includes(pathname + search));
}

/** Load without htmx what htmx has requested. @param {Event} event */
function reload(event) {
  const address = event instanceof CustomEvent ? event.detail?.ctx?.request?.action : null;
  if (typeof address === "string") location.assign(address);
}

/** Drop inline styles of the old page: htmx would copy them to elements of the same id, which the content security policy forbids. */
function dropInlineStyles() {
  for (const element of document.querySelectorAll("[id][style]")) element.removeAttribute("style");
}

/**
 * Whether a whole page was swapped, and no part of one.
 *
 * @param {Event} event
 */
function isPage(event) {
  const target = event instanceof CustomEvent ? event.detail?.ctx?.target : null;
  return target === document.body || target === "body";
}

/** Listen to the navigation that htmx does. */
export function wireNavigation() {
  for (const input of ["keydown", "pointerdown"]) {
    addEventListener(input, () => (acted = true), { capture: true, passive: true });
  }
  document.addEventListener("htmx:before:swap", (event) => {
    if (!isPage(event)) return;
    if (isNewer(event)) {
      event.preventDefault();
      reload(event);
      return;
    }
    dropInlineStyles();
    acted = false;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (isPage(event)) arrive();
  });
  // A failed request: load the page without htmx, so that the browser shows the error.
  document.addEventListener("htmx:error", (event) => {
    if (isPage(event)) reload(event);
  });
}
