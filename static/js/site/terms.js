/** How long, in ms, a pointer rests on a term before its meaning is shown, and may be away from both before that goes. */
const [REST, AWAY] = [150, 250];
/** How far the meaning keeps from its term and from the edges of the window, in pixels. */
const [GAP, EDGE] = [6, 8];

let timer = 0;
/** What touched the page last: a finger cannot hover. */
let pointer = "mouse";

/** Show the meaning of a term of the glossary where a pointer rests on it, the keyboard reaches it, or a finger taps it. */
export function wireTerms() {
  document.addEventListener("pointerover", hovered);
  document.addEventListener("focusin", focused);
  document.addEventListener("pointerdown", pressed, { capture: true });
  // In the capture phase: htmx listens on the link itself.
  document.addEventListener("click", clicked, true);
  addEventListener("resize", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

/** @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
function termAt(target) {
  return target instanceof Element ? target.closest("a.term") : null;
}

/** @param {Element} term @returns {HTMLElement | null} */
function meaningOf(term) {
  return document.getElementById(term.getAttribute("aria-describedby") ?? "");
}

/** @param {PointerEvent} event */
function hovered(event) {
  if (event.pointerType === "touch") return;
  const term = termAt(event.target);
  clearTimeout(timer);
  if (term !== null) timer = setTimeout(() => show(term), REST);
  // The pointer may go to what is shown, to read or to copy it.
  else if (!(event.target instanceof Element && event.target.closest(".term-note"))) timer = setTimeout(hide, AWAY);
}

/** @param {FocusEvent} event */
function focused(event) {
  const term = termAt(event.target);
  if (term === null) hide();
  else if (term.matches(":focus-visible")) show(term);
}

/** @param {PointerEvent} event */
function pressed(event) {
  pointer = event.pointerType;
  if (termAt(event.target) === null) hide();
}

/** A tap shows the meaning, and only a second one leads to the glossary. @param {MouseEvent} event */
function clicked(event) {
  const term = termAt(event.target);
  if (term === null || pointer !== "touch" || meaningOf(term)?.matches(":popover-open")) return;
  event.preventDefault();
  event.stopPropagation();
  show(term);
}

function hide() {
  clearTimeout(timer);
  for (const open of document.querySelectorAll(".term-note:popover-open")) if (open instanceof HTMLElement) open.hidePopover();
}

/** Show the meaning below its term, or above it where there is no room below. @param {HTMLAnchorElement} term */
function show(term) {
  const meaning = meaningOf(term);
  if (meaning?.matches(":popover-open")) return;
  hide();
  // The first line of a term that goes on in the next one.
  const place = term.getClientRects()[0];
  if (meaning === null || place === undefined) return;
  meaning.showPopover();
  const { width, height } = meaning.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(document.documentElement.clientWidth - width - EDGE, place.left));
  const below = term.getBoundingClientRect().bottom + GAP;
  const top = below + height < innerHeight || place.top < height + GAP ? below : place.top - height - GAP;
  Object.assign(meaning.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
}
