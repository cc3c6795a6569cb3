import { reading } from "./reading-place.js";

let asked = 0;

/** Mark the section that is being read in the list beside the lesson. */
export function wireSections() {
  addEventListener("scroll", soon, { passive: true });
  document.addEventListener("htmx:after:swap", soon);
  soon();
}

/** At most once a frame. */
function soon() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(mark);
}

function mark() {
  const here = `#${reading()}`;
  for (const link of document.querySelectorAll("[data-sections] a")) {
    if (link.getAttribute("href") === here) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}
