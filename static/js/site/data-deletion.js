import { forgetAnswers } from "./answers.js";
import { forgetDrafts } from "./drafts.js";
import { allSettled } from "./pending-requests.js";

const PATIENCE = 10_000;
/** Reaches the other tabs of this browser. */
const others = new BroadcastChannel("faultline-forgotten");

/**
 * When a student deletes their data, delete what this browser stores of it too: an answer or draft sent later would be stored again. Wait for
 * pending requests, so that they arrive before the deletion.
 */
export function wireDataDeletion() {
  document.addEventListener("submit", submitted);
  document.addEventListener("htmx:after:swap", arrive);
  others.addEventListener("message", forget);
  arrive();
}

/** The data was deleted without this script, which had not loaded yet. */
function arrive() {
  if (document.querySelector("[data-forgotten]") !== null) forget();
}

function forget() {
  forgetAnswers();
  forgetDrafts();
  try {
    sessionStorage.clear();
  } catch {
    // Where storage is forbidden, it holds nothing.
  }
}

/** @param {SubmitEvent} event */
async function submitted(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.forget === undefined) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const button = form.querySelector("button");
  if (button !== null) button.textContent = "Deleting …";
  others.postMessage("");
  forget();
  await allSettled(PATIENCE);
  form.submit();
}
