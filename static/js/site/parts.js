import { goOn } from "./predictions.js";

/** The attributes that identify a simulation: where they are equal, the element is kept with all of its state. */
const SAME = ["id", "concept", "parameters", "scenario"];
/** The attributes that are updated on a kept simulation after a challenge was graded, or a prediction answered. */
const JUDGED = ["challenge", "goal", "goal-choices", "choices", "step", "until"];

/**
 * Swap in the parts of a page that the server has sent.
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
  const kept = before !== null && after !== null && stays(before, after, old);
  const waited = before?.hasAttribute("until") ?? false;
  const place = document.createComment("");
  if (kept) {
    for (const name of JUDGED) copy(name, after, before);
    after.replaceWith(place);
  }
  old.before(part);
  if (kept) place.replaceWith(before);
  old.remove();
  if (kept && waited && !before.hasAttribute("until")) goOn(part, before);
  // Let htmx handle the links and forms in it.
  /** @type {{htmx?: {process: (element: Element) => void}}} */ (window).htmx?.process(part);
  return true;
}

/**
 * Whether a simulation is kept. A new attempt at a challenge gets a new one, and so does an answer that was typed, which is another run.
 * @param {Element} before
 * @param {Element} after
 * @param {Element} old the part that it stands in
 */
function stays(before, after, old) {
  const field = old.querySelector("[data-choices]");
  const typed = field instanceof HTMLInputElement && field.dataset.played !== field.value.replaceAll(" ", "");
  const anew = after.hasAttribute("challenge") && !before.hasAttribute("challenge");
  const waits = after.hasAttribute("until") && !before.hasAttribute("until");
  return !typed && !anew && !waits && SAME.every((name) => before.getAttribute(name) === after.getAttribute(name));
}

/** @param {string} name @param {Element} from @param {Element} to */
function copy(name, from, to) {
  const value = from.getAttribute(name);
  if (value === null) to.removeAttribute(name);
  else to.setAttribute(name, value);
}

/**
 * Focus the feedback, for keyboard and screen readers; scroll only if it is out of view.
 * @param {Element} question
 */
export function lead(question) {
  // A rejection comes first: a verdict beside it is about an older answer.
  const [target] = ["[data-notice]", "[data-verdict]", "h3"].map((one) => question.querySelector(one)).filter((one) => one !== null);
  if (!(target instanceof HTMLElement)) return;
  target.focus({ preventScroll: true });
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) target.scrollIntoView({ block: "center" });
}

/**
 * Show a status beside the button of a form; it is a live region.
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
