/** What makes a simulation the same one: then it is kept as it is, with everything that was done in it. */
const SAME = ["id", "concept", "parameters", "scenario", "until"];
/** What the judgement of a challenge says to a simulation that is kept: whether it is over and won, and which run the page now asks for. */
const JUDGED = ["challenge", "goal-choices", "choices", "step"];

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
  const kept = before !== null && after !== null && stays(before, after, old);
  const place = document.createComment("");
  if (kept) {
    for (const name of JUDGED) copy(name, after, before);
    after.replaceWith(place);
  }
  old.before(part);
  if (kept) place.replaceWith(before);
  old.remove();
  // Links and forms in it are htmx's business as those of the page are.
  /** @type {{htmx?: {process: (element: Element) => void}}} */ (window).htmx?.process(part);
  return true;
}

/**
 * Whether a simulation stays. A new attempt at a challenge begins with a new one; and so does one whose answer was typed, and is another run.
 * @param {Element} before
 * @param {Element} after
 * @param {Element} old the part that it stands in
 */
function stays(before, after, old) {
  const field = old.querySelector("[data-choices]");
  const typed = field instanceof HTMLInputElement && field.dataset.played !== field.value.replaceAll(" ", "");
  const anew = after.hasAttribute("challenge") && !before.hasAttribute("challenge");
  return !typed && !anew && SAME.every((name) => before.getAttribute(name) === after.getAttribute(name));
}

/** @param {string} name @param {Element} from @param {Element} to */
function copy(name, from, to) {
  const value = from.getAttribute(name);
  if (value === null) to.removeAttribute(name);
  else to.setAttribute(name, value);
}

/**
 * Lead the keyboard, and with it a screen reader, to what was said; the page moves only if that cannot be seen.
 * @param {Element} question
 */
export function lead(question) {
  // What was refused comes first: an older verdict beside it speaks of an answer before.
  const [target] = ["[data-notice]", "[data-verdict]", "h3"].map((one) => question.querySelector(one)).filter((one) => one !== null);
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
