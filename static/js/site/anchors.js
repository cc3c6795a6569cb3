/** How long, in ms, a page may grow after it was opened at an anchor. */
const PATIENCE = 15_000;
/** Input by which the reader takes over. */
const INPUTS = ["wheel", "touchstart", "pointerdown", "keydown"];

let release = () => {};

/**
 * Keep the anchor of the address in view while the page above it grows: simulations are larger than their fallbacks. The reader's first input
 * ends it.
 */
export function holdAnchor() {
  release();
  const target = named();
  if (target === null) return;
  unfold(target);
  const growth = new ResizeObserver(() => target.scrollIntoView({ behavior: "instant" }));
  const timer = setTimeout(() => release(), PATIENCE);
  release = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const input of INPUTS) removeEventListener(input, release, true);
    release = () => {};
  };
  for (const input of INPUTS) addEventListener(input, release, { capture: true, passive: true });
  growth.observe(document.body);
}

/** Open whatever an element is folded away in. @param {Element} target */
function unfold(target) {
  for (let fold = target.closest("details"); fold !== null; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}

/** @returns {HTMLElement | null} what the address names */
function named() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // a malformed fragment names nothing
  }
}

/** Hold the anchor on a fresh navigation; after a reload or going back the browser restores the scroll position. */
export function wireAnchors() {
  const [entry] = performance.getEntriesByType("navigation");
  const again = entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
  if (!again || location.hash === "#fl-end") holdAnchor();
  addEventListener("hashchange", holdAnchor);
}
