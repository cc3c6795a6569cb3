import { html, nothing } from "lit";

/** @import {Hints} from "./hints.js" */

/**
 * The hint that is due, in a strip above the stage: it covers nothing, and the part that it is about has a frame (see `pointedAt`).
 * @param {Hints} hints
 */
export function hintStrip(hints) {
  const { shown, due } = hints;
  if (shown === null) return nothing;
  const { hint, number } = shown;
  const last = hint === null || number === due.length;
  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    hints.close();
  };
  return html`<div class="sp-hints" role="group" aria-label="Hints" @keydown=${pressed}>
    <p aria-live="polite">${hint === null ? "You know how it works. All keys stand under More, Keys." : html`<b>Hint ${number} of ${due.length}.</b> ${hint.words}`}</p>
    <div><button type="button" class="sp-hint-next" @click=${() => hints.next()}>${last ? "Done" : "Got it"}</button>
      ${last ? nothing : html`<button type="button" class="sp-hint-none" @click=${() => hints.close()}>No hints</button>`}</div>
  </div>`;
}

/** What the hint on show points at; empty where there is none. @param {Hints} hints */
export function pointedAt({ shown }) {
  return shown?.hint?.at ?? "";
}
