/** Mark regions that are scrolled sideways, so that a shadow is drawn beside their sticky row headings. */
export function wireScrollShadows() {
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof HTMLElement) target.toggleAttribute("data-along", target.scrollLeft > 0);
    },
    { capture: true, passive: true },
  );
}
