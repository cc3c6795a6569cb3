import { holdAnchor } from "./anchors.js";
import { showTheme } from "./themes.js";

/** Whether the reader has done something since the new page came; htmx tells of the page a moment after it can be used. */
let acted = false;

/**
 * Put the reader where a page load would have: at the top, with the focus on the page's heading, so that a screen reader says where one is now.
 * A reader who has already gone somewhere on the new page is left there.
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
 * Whether a page was written for newer scripts or styles than those that run here: then it must be loaded, for what runs cannot be replaced.
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

/** Load in the plain way what htmx has asked for. @param {Event} event */
function reload(event) {
  const address = event instanceof CustomEvent ? event.detail?.ctx?.request?.action : null;
  if (typeof address === "string") location.assign(address);
}

/** htmx hands styles on to elements of the same name, which the policy of our pages forbids; those of the page that goes are needed no more. */
function undress() {
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

/** Follow the navigation that htmx does; without htmx nothing here ever happens. */
export function wireNavigation() {
  for (const hand of ["keydown", "pointerdown"]) {
    addEventListener(hand, () => (acted = true), { capture: true, passive: true });
  }
  document.addEventListener("htmx:before:swap", (event) => {
    if (!isPage(event)) return;
    if (isNewer(event)) {
      event.preventDefault();
      reload(event);
      return;
    }
    undress();
    acted = false;
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (isPage(event)) arrive();
  });
  // A request that never got an answer: load the page in the plain way, so that the browser says what is wrong.
  document.addEventListener("htmx:error", (event) => {
    if (isPage(event)) reload(event);
  });
}
