import { html, nothing } from "lit";
import { pairAddress } from "../compare/pair-address.js";

/** @import {Session} from "../run/session.js" */
/** @import {Sharing} from "./sharing.js" */

/** @typedef {{id: string, session: Session, sharing: Sharing}} ShareModel */

const FILES = /** @type {const} */ ([
  ["svg", "SVG picture"],
  ["png", "PNG picture"],
  ["mermaid", "Mermaid diagram"],
  ["shiviz", "ShiViz log"],
  ["json", "JSON"],
]);

/**
 * The links and buttons for comparing, opening and exporting a run.
 * @param {ShareModel} model
 */
export function shareTools({ id, session, sharing }) {
  const { concept, spec } = session;
  const href = pairAddress(concept, { a: spec, b: null, lead: "a", choices: spec.choices, step: spec.step, revision: spec.revision ?? null });
  /** @param {import("./sharing.js").Sheet} sheet @param {string} name */
  const button = (sheet, name) => html`<button type="button" class="sp-share-${sheet}" aria-expanded=${sharing.sheet === sheet ? "true" : "false"}
    aria-controls=${sharing.sheet === sheet ? `${id}-sheet` : nothing} @click=${() => sharing.toggle(sheet)}>${name}</button>`;
  return html`<a class="sp-to-compare" href=${href}>Compare</a>${button("open", "Open")}${button("export", "Export")}`;
}

/**
 * The open sheet below the header.
 * @param {ShareModel} model
 */
export function shareSheet({ id, sharing }) {
  if (sharing.sheet === null) return nothing;
  return html`<div class="sp-share" id="${id}-sheet" role="group" aria-label=${sharing.sheet === "open" ? "Open a run" : "Export this run"}
    @keydown=${closing(sharing)}>${sharing.sheet === "open" ? openSheet(id, sharing) : exportSheet(sharing)}</div>`;
}

/** Close the sheet on Escape and restore the focus. @param {Sharing} sharing */
function closing(sharing) {
  /** @param {KeyboardEvent} event */
  return (event) => {
    if (event.key !== "Escape" || sharing.sheet === null) return;
    event.preventDefault();
    event.stopPropagation();
    const button = /** @type {Element} */ (event.currentTarget).closest("sim-player")?.querySelector(".sp-more");
    sharing.close();
    if (button instanceof HTMLElement) button.focus();
  };
}

/** @param {Sharing} sharing */
function exportSheet(sharing) {
  /** @param {(typeof FILES)[number][0]} format */
  const save = (format) => (/** @type {Event} */ event) => {
    const player = /** @type {Element} */ (event.currentTarget).closest("sim-player");
    if (player !== null) sharing.save(format, player);
  };
  return html`<div class="sp-share-part"><b>Copy</b>
      <button type="button" @click=${() => sharing.copyLink()}>Link to this step</button>
      <button type="button" @click=${() => sharing.copyDirective()}>Directive for a lesson</button></div>
    <div class="sp-share-part"><b>Save as</b>
      ${FILES.map(([format, name]) => html`<button type="button" @click=${save(format)}>${name}</button>`)}</div>
    ${sharing.text === null ? nothing : html`<label class="sp-share-text">Copy this text <textarea rows="5" readonly .value=${sharing.text}></textarea></label>`}`;
}

/** @param {string} id @param {Sharing} sharing */
function openSheet(id, sharing) {
  const { trouble } = sharing;
  /** @param {Event} event */
  const chosen = (event) => sharing.take(/** @type {HTMLInputElement} */ (event.currentTarget).files?.[0]);
  /** @param {SubmitEvent} event */
  const pasted = (event) => {
    event.preventDefault();
    sharing.open(String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("run") ?? ""));
  };
  const described = trouble === null ? nothing : `${id}-trouble`;
  return html`<p class="sp-quiet">A run that was exported as JSON: choose the file, drop it on the player, or paste its text.</p>
    ${
      trouble === null
        ? nothing
        : html`<p class="sp-error" id="${id}-trouble" role="alert">${trouble.problem}
        ${trouble.href === null ? nothing : html`<a href=${trouble.href}>Open it there</a>`}</p>`
    }
    <label class="sp-share-text">File <input type="file" accept=".json,application/json" aria-describedby=${described} @change=${chosen}></label>
    <form class="sp-share-text" novalidate @submit=${pasted}>
      <label>Text <textarea name="run" rows="3" spellcheck="false" aria-describedby=${described}></textarea></label>
      <button type="submit">Open this text</button>
    </form>`;
}
