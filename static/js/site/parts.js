/** What makes a simulation the same one: then it is kept as it is, with everything that was done in it. */
const SAME = ["id", "concept", "parameters", "scenario", "until", "challenge"];

/**
 * Put parts of a page, as the server has sent them, in the place of the old ones.
 * @param {string} html
 * @returns {Element[]} what stands on the page now
 */
export function swap(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("[data-question-part]")].filter(replaceOld);
}

/** @param {Element} part */
function replaceOld(part) {
  const old = document.getElementById(part.id);
  if (old === null) return false;
  const [before, after] = [old.querySelector("sim-player"), part.querySelector("sim-player")];
  const kept = before !== null && after !== null && SAME.every((name) => before.getAttribute(name) === after.getAttribute(name));
  const place = document.createComment("");
  if (kept) after.replaceWith(place);
  old.before(part);
  if (kept) place.replaceWith(before);
  old.remove();
  // Links and forms in it are htmx's business as those of the page are.
  /** @type {{htmx?: {process: (element: Element) => void}}} */ (window).htmx?.process(part);
  return true;
}

/**
 * Lead the keyboard, and with it a screen reader, to what was said; the page moves only if that cannot be seen.
 * @param {Element} question
 */
export function lead(question) {
  const target = question.querySelector("[data-verdict]") ?? question.querySelector("h3");
  if (!(target instanceof HTMLElement)) return;
  target.focus({ preventScroll: true });
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) target.scrollIntoView({ block: "center" });
}

/**
 * Say something beside the button of a form, for eyes and screen readers.
 * @param {Element} form
 * @param {string} text
 * @param {boolean} [waiting] whether something is still to come
 */
export function say(form, text, waiting = false) {
  const place = form.querySelector("[data-kept]");
  if (place === null) return;
  place.classList.toggle("waiting", waiting);
  if (place.textContent !== text) place.textContent = text;
}

/** @param {HTMLFormElement} form the fields as a browser would send them */
export function fieldsOf(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields.toString();
}
