const SLASH = "faultline-no-slash";

/** The search sheet, its keys, and the way through its results by arrows. */
export function wireSearch() {
  // In the capture phase: htmx listens on the link itself.
  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.slash !== undefined) allowSlash(box.checked);
  });
}

/** @returns {HTMLDialogElement | null} the sheet of this page; the search page is none */
function sheet() {
  return document.querySelector("[data-search-sheet]");
}

/** @param {MouseEvent} event */
function clicked(event) {
  const at = event.target instanceof Element ? event.target : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (at?.closest("[data-search-door]") && plain && sheet() !== null) {
    event.preventDefault();
    event.stopPropagation();
    open();
  } else if (at?.closest("[data-search-close]") || at === sheet() || at?.closest("[data-search-sheet] a")) sheet()?.close();
}

function open() {
  const box = sheet();
  const slash = box?.querySelector("[data-slash]");
  if (slash instanceof HTMLInputElement) slash.checked = slashAllowed();
  if (box !== null && !box.open) box.showModal();
  const field = document.querySelector("[data-search] input[type=search]");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const letter = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !editable(document.activeElement) && slashAllowed();
  if (letter || slash) {
    event.preventDefault();
    open();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
}

/** Move through the field and the results with the arrow keys. @param {KeyboardEvent} event */
function walk(event) {
  const here = document.activeElement;
  const room = here?.closest("[data-search-sheet], main");
  if (!here?.matches("[data-search] input[type=search], [data-found] .found a") || !room) return;
  const stops = [...room.querySelectorAll("[data-search] input[type=search], [data-found] .found a")];
  const next = stops[stops.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  event.preventDefault();
  if (next instanceof HTMLElement) next.focus();
}

/** @param {Element | null} element whether what is typed goes into it */
function editable(element) {
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  return element?.matches("input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit]), textarea, select") ?? false;
}

/** A key without Ctrl can be pressed by accident, or by speech: it can be turned off. */
function slashAllowed() {
  try {
    return localStorage.getItem(SLASH) === null;
  } catch {
    return true;
  }
}

/** @param {boolean} allowed */
function allowSlash(allowed) {
  try {
    if (allowed) localStorage.removeItem(SLASH);
    else localStorage.setItem(SLASH, "");
  } catch {
    // Without storage it stays as it is.
  }
}
