import { holdAnchor } from "./anchors.js";
import { showTheme } from "./themes.js";

/**
 * Put the reader where a page load would have: at the top, with the focus on the page's heading, so that a screen reader says where one is now.
 */
function arrive() {
  showTheme();
  if (location.hash) {
    holdAnchor();
    return;
  }
  const heading = document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
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
  document.addEventListener("htmx:before:swap", (event) => {
    if (isPage(event)) undress();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (isPage(event)) arrive();
  });
  // A request that never got an answer: load the page in the plain way, so that the browser says what is wrong.
  document.addEventListener("htmx:error", (event) => {
    const address = event instanceof CustomEvent ? event.detail?.ctx?.request?.action : null;
    if (isPage(event) && typeof address === "string") location.assign(address);
  });
}
