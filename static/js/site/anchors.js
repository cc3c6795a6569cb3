/** How long a page may go on growing after it was opened at one of its places. */
const PATIENCE = 15_000;
/** Signs of a reader who has taken over. */
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];

let release = () => {};

/**
 * Keep the place that the address names in sight while the page above it grows: simulations are larger than what stands there before they start.
 * The first touch of the reader ends it.
 */
export function holdAnchor() {
  release();
  const target = named();
  if (target === null) return;
  const growth = new ResizeObserver(() => target.scrollIntoView({ behavior: "instant" }));
  const timer = setTimeout(() => release(), PATIENCE);
  release = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const hand of HANDS) removeEventListener(hand, release, true);
    release = () => {};
  };
  for (const hand of HANDS) addEventListener(hand, release, { capture: true, passive: true });
  growth.observe(document.body);
}

/** @returns {HTMLElement | null} what the address names */
function named() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // an address that is no proper text names nothing
  }
}

/** A page that is loaded again, or come back to, is shown where the reader was; only the end of a lesson that was just finished is gone to. */
export function wireAnchors() {
  const [entry] = performance.getEntriesByType("navigation");
  const again = entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
  if (!again || location.hash === "#fl-end") holdAnchor();
  addEventListener("hashchange", holdAnchor);
}
