import { fieldsOf, say } from "./parts.js";
import { tracked } from "./pending-requests.js";

const PAUSE = 600;
const SAID = {
  kept: "Draft kept",
  closed: "Draft not kept: this was answered in another tab, or the visit has ended. Copy what you need and load the page again.",
  unreachable: "Draft not kept: no connection",
};

/** @typedef {{timer: number, sending: boolean, again: boolean}} Typing */

/** @type {Map<HTMLFormElement, Typing>} what was typed and is not kept yet */
const typed = new Map();

/** Save what is typed to the server: debounced, and at the latest when the page is hidden. */
export function wireDrafts() {
  for (const kind of ["input", "change"]) document.addEventListener(kind, noticed);
  addEventListener("pagehide", () => flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
  addEventListener("online", () => flush());
}

/**
 * Save pending drafts now.
 * @returns {Promise<void>} when all of it was sent
 */
export async function flush() {
  await Promise.all([...typed.keys()].map(keep));
}

/** Drop the pending draft of a form whose answer is being sent. @param {HTMLFormElement} form */
export function forget(form) {
  clearTimeout(typed.get(form)?.timer);
  typed.delete(form);
}

/** Discard pending drafts. */
export function forgetDrafts() {
  for (const form of typed.keys()) forget(form);
}

/** @param {Event} event */
function noticed(event) {
  const field = event.target;
  const form = field instanceof Element ? field.closest("form") : null;
  if (!(form instanceof HTMLFormElement) || form.dataset.draft === undefined) return;
  const typing = typed.get(form) ?? { timer: 0, sending: false, again: false };
  clearTimeout(typing.timer);
  typing.timer = setTimeout(() => keep(form), PAUSE);
  typing.again = typing.sending;
  typed.set(form, typing);
  say(form, "");
}

/** @param {HTMLFormElement} form */
async function keep(form) {
  const typing = typed.get(form);
  if (typing === undefined || typing.sending) return;
  clearTimeout(typing.timer);
  typing.sending = true;
  const said = await tracked(put(form));
  typing.sending = false;
  if (typed.get(form) !== typing) return;
  if (said === "kept" && !typing.again) typed.delete(form);
  typing.again = false;
  say(form, SAID[said], said !== "kept");
  if (said === "closed") typed.delete(form);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<"kept" | "closed" | "unreachable">}
 */
async function put(form) {
  try {
    const answer = await fetch(form.dataset.draft ?? "", {
      method: "PUT",
      body: fieldsOf(form),
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      credentials: "same-origin",
      keepalive: true,
    });
    return answer.ok ? "kept" : answer.status >= 500 ? "unreachable" : "closed";
  } catch {
    return "unreachable";
  }
}
