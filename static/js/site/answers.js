import { flush, forget } from "./drafts.js";
import { Outbox, send } from "./outbox.js";
import { fieldsOf, lead, say, swap } from "./parts.js";
import { isRunning } from "./predictions.js";
import { tracked } from "./pending-requests.js";

/** @import {Parcel} from "./outbox.js" */

const WAITING = "Not sent yet. It will be sent as soon as there is a connection; you may close this page.";
const UNCHANGED = "Change your answer first.";
const AGAIN = 4_000;

const outbox = new Outbox();
/** Answers that are being sent now. @type {Set<string>} */
const under = new Set();
let timer = 0;

/** Handle the forms of questions: an answer stays in the outbox until the server has acknowledged it. */
export function wireAnswers() {
  document.addEventListener("submit", submitted);
  for (const kind of ["input", "change"]) document.addEventListener(kind, changed);
  document.addEventListener("sim-run", played);
  document.addEventListener("sim-hand-in", handedIn);
  document.addEventListener("prediction-shown", shown);
  addEventListener("online", deliver);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && deliver());
  document.addEventListener("htmx:after:swap", arrive);
  arrive();
}

/** Discard queued answers. */
export function forgetAnswers() {
  clearTimeout(timer);
  outbox.clear();
}

/** On a new page: show queued answers as waiting, and send them. */
function arrive() {
  for (const { url } of outbox.all()) {
    const form = formOf(url);
    if (form !== null && !under.has(url)) wait(form);
  }
  deliver();
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset.finish !== undefined) finish(event, form);
  if (form.dataset.partForm === undefined) return;
  event.preventDefault();
  const parcel = { url: new URL(form.action).pathname, body: fieldsOf(form) };
  if (form.ariaBusy === "true" || under.has(parcel.url)) return;
  if (form.dataset.unchanged !== undefined) {
    say(form, UNCHANGED);
    leadTo(form);
    return;
  }
  form.ariaBusy = "true";
  forget(form);
  if (form.dataset.answer === undefined) once(form, parcel);
  else {
    outbox.put(parcel);
    say(form, "Sending …");
    pass(parcel);
  }
}

/** The fields no longer hold the answer that was not right. @param {Event} event */
function changed({ target }) {
  const form = target instanceof Element ? target.closest("form") : null;
  if (form !== null) delete form.dataset.unchanged;
}

/** Nothing is sent for an answer that was judged already, as a second click would: what was said of it stands there. @param {HTMLFormElement} form */
function leadTo(form) {
  const question = form.closest(".question");
  if (question !== null) lead(question);
}

/** Start a new attempt: sent at once or not at all. @param {HTMLFormElement} form @param {Parcel} parcel */
async function once(form, parcel) {
  const reached = await tracked(send(parcel));
  form.ariaBusy = "false";
  if (reached.kind === "parts") show(reached.html);
  else alert("This could not be sent. Please try again in a moment.");
}

/** Send queued answers one by one, and retry later what failed; not while the page asks whether to delete all data. */
async function deliver() {
  clearTimeout(timer);
  if (document.querySelector("[data-forget]") !== null) return;
  for (const parcel of outbox.all()) if (!under.has(parcel.url) && outbox.has(parcel.url)) await pass(parcel);
}

/** @param {Parcel} parcel */
async function pass(parcel) {
  under.add(parcel.url);
  const reached = await tracked(send(parcel));
  under.delete(parcel.url);
  const form = formOf(parcel.url);
  if (reached.kind === "unreachable") {
    if (form !== null) wait(form);
    clearTimeout(timer);
    timer = setTimeout(deliver, AGAIN);
    return;
  }
  outbox.drop(parcel);
  if (reached.kind === "parts") show(reached.html, form);
  else if (form !== null) {
    free(form);
    say(form, `The server did not take this answer (${reached.status}). Load the page again; what you typed is kept as a draft.`, true);
  }
}

/**
 * @param {string} html
 * @param {HTMLFormElement | null} [form] that was sent; where it was left meanwhile, the keyboard stays where it is
 */
function show(html, form = null) {
  const away = form !== null && document.activeElement !== document.body && !form.closest("section")?.contains(document.activeElement);
  const [question] = swap(html);
  if (question === undefined || away) return;
  if (isRunning(question)) focusSkip(question);
  else lead(question);
}

/** @param {Element} question */
function focusSkip(question) {
  const skip = question.querySelector("[data-skip-run]");
  if (skip instanceof HTMLElement) skip.focus({ preventScroll: true });
}

/** The run of a prediction is over: now what is said of it counts. Whoever is elsewhere by now stays there. @param {Event} event */
function shown({ target }) {
  if (target instanceof Element && (document.activeElement === document.body || target.contains(document.activeElement))) lead(target);
}

/** Lock the form of a queued answer: it may have arrived, with only its acknowledgement lost. @param {HTMLFormElement} form */
function wait(form) {
  form.ariaBusy = "true";
  for (const set of form.querySelectorAll("fieldset")) set.disabled = true;
  say(form, WAITING, true);
}

/** @param {HTMLFormElement} form */
function free(form) {
  form.ariaBusy = "false";
  for (const set of form.querySelectorAll("fieldset")) set.disabled = false;
}

/** @param {string} url @returns {HTMLFormElement | null} */
function formOf(url) {
  return document.querySelector(`form[data-answer][action="${CSS.escape(url)}"]`);
}

/** Finish a lesson. The server grades drafts too, so they are sent first. @param {SubmitEvent} event @param {HTMLFormElement} form */
async function finish(event, form) {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await flush();
  await deliver();
  const answer = await tracked(fetch(form.action, { method: "POST", credentials: "same-origin" })).catch(() => null);
  form.ariaBusy = "false";
  if (answer?.ok) {
    location.hash = "fl-end";
    location.reload();
  } else say(form, "This could not be sent. Nothing is lost; try again when there is a connection.", true);
}

/** A run is handed in from within its simulation. @param {Event} event */
function handedIn({ target }) {
  const form = target instanceof Element ? target.closest(".question")?.querySelector("form[data-answer]") : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** The run of a challenge's simulation is its answer. @param {Event} event */
function played(event) {
  const player = event.target;
  const field = player instanceof Element ? player.closest(".question")?.querySelector("[data-choices]") : null;
  if (!(event instanceof CustomEvent) || !(field instanceof HTMLInputElement) || field.matches(":disabled")) return;
  // Stepping without choosing means the default, which has the index 0.
  const { choices: own, step } = event.detail;
  const choices = [...own, ...Array(Math.max(0, step - own.length)).fill(0)].join(",");
  field.dataset.played = choices;
  if (field.value.replaceAll(" ", "") === choices) return;
  field.value = choices;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
