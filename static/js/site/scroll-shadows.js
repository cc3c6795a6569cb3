/** Mark what is scrolled sideways, so that a shade can lie beside the headings of rows, which stay where they are. */
export function wireScrollShadows() {
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof HTMLElement) target.toggleAttribute("data-along", target.scrollLeft > 0);
    },
    { capture: true, passive: true },
  );
}
