import { forgetAnswers } from "./answers.js";
import { forgetDrafts } from "./drafts.js";
import { landed } from "./underway.js";

const PATIENCE = 10_000;
/** To the other pages of this browser. */
const others = new BroadcastChannel("faultline-forgotten");

/**
 * Whoever has his data deleted has what this browser holds of it deleted too: an answer or a draft that came after that would be kept again. What is
 * on its way already is waited for, so that it comes before.
 */
export function wireForgetting() {
  document.addEventListener("submit", submitted);
  document.addEventListener("htmx:after:swap", arrive);
  others.addEventListener("message", forget);
  arrive();
}

/** The data were deleted without our help, where the scripts came too late. */
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
  await landed(PATIENCE);
  form.submit();
}
