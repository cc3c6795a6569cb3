import { html, live, nothing } from "lit";
import { HELP, patternBoard } from "./board-view.js";

/** @import {Draft, Tool} from "./draft.js" */
/** @import {PatternPointer} from "./pointer.js" */
/** @import {PatternModel} from "./board-view.js" */

/**
 * @typedef {{id: string, draft: Draft, drag: PatternModel["drag"], problem: string, result: string, crash: string | null, busy: boolean, act: PatternActions}} EditorModel
 * `problem`: what the server says of the text; `result`: how its run ends; `crash`: the process that crashes, null where the concept has no such parameter
 */
/**
 * @typedef {{
 *   edit: (change: (draft: Draft) => void) => void, write: (text: string) => void, choose: (crash: string) => void, apply: () => void, close: () => void,
 *   key: (event: KeyboardEvent) => void, pointer: Pick<PatternPointer, "down" | "moved" | "up" | "dropped" | "still">}} PatternActions
 */

/** @type {readonly (readonly [Tool, string])[]} */
const TOOLS = [
  ["checkpoint", "Checkpoint"],
  ["message", "Message"],
];

/**
 * The editor of a pattern: what to add, the drawing, the same as text, the crash, and the way back.
 * @param {EditorModel} model
 */
export function patternForm(model) {
  const { id, draft, drag, act } = model;
  const { pointer } = act;
  return html`<div class="sp-pattern-edit" id=${id}>
    ${tools(draft, act)}
    <p class="sp-quiet" id="${id}-help">${HELP}</p>
    <div class="sp-board" tabindex="0" role="application" aria-roledescription="drawing" aria-label="Pattern" aria-describedby="${id}-help" @keydown=${act.key}
      @pointerdown=${pointer.down} @pointermove=${pointer.moved} @pointerup=${pointer.up} @pointercancel=${pointer.dropped} @touchmove=${pointer.still}>${patternBoard({ draft, drag })}</div>
    <p class="sp-pattern-said" role="status">${draft.said}</p>
    <p class="sp-pattern-result" role="status">${model.result === "" ? nothing : html`If you run it: <b>${model.result}</b>`}</p>
    ${writing(model)}
    <div class="sp-actions">
      <button type="button" class="sp-primary" aria-disabled=${model.busy ? "true" : "false"} @click=${act.apply}>Run this pattern</button>
      <button type="button" @click=${act.close}>Cancel</button>
    </div>
  </div>`;
}

/** @param {Draft} draft @param {PatternActions} act */
function tools(draft, act) {
  const loose = draft.mark?.kind === "send" && !draft.pattern.events.flat().some(({ kind, name }) => kind === "receive" && name === draft.mark?.name);
  /** @param {string} label @param {(draft: Draft) => void} change @param {boolean} [able] */
  const button = (label, change, able = true) =>
    html`<button type="button" aria-disabled=${able ? "false" : "true"} @click=${() => able && act.edit(change)}>${label}</button>`;
  const event = draft.spot !== null;
  const empty = draft.pattern.names.length > 1 && draft.pattern.events[draft.process]?.length === 0;
  return html`<div class="sp-pattern-tools" role="toolbar" aria-label="Edit the pattern">
    <span role="group" aria-label="Add">Add ${TOOLS.map(
      ([tool, label]) => html`<button type="button" data-tool=${tool} aria-pressed=${draft.tool === tool ? "true" : "false"}
        @click=${() => act.edit((one) => one.use(tool))}>${label}</button>`,
    )}</span>
    <span role="group" aria-label="Selected event">${button("Earlier", (one) => one.shift(-1), event)}${button("Later", (one) => one.shift(1), event)}
      ${button("Remove", (one) => one.remove(), event)}${loose ? button("Let it be received", (one) => one.connect()) : nothing}</span>
    <span role="group" aria-label="Processes">${button("Add a process", (one) => one.processes("add"))}
      ${empty ? button(`Remove ${draft.pattern.names[draft.process]}`, (one) => one.processes("remove")) : nothing}</span>
    <span role="group" aria-label="History">${button("Undo edit", (one) => one.back("undo"), draft.past.length > 0)}
      ${button("Redo edit", (one) => one.back("redo"), draft.future.length > 0)}</span>
  </div>`;
}

/** @param {EditorModel} model */
function writing({ id, draft, problem, crash, act }) {
  const bad = problem !== "";
  return html`<div class="sp-pattern-text">
    <div class="sp-field"><label for="${id}-text">As text</label>
      <textarea id="${id}-text" rows=${Math.max(3, draft.pattern.names.length)} spellcheck="false" aria-describedby="${id}-problem" aria-invalid=${bad ? "true" : "false"}
        .value=${live(draft.text)} @input=${(/** @type {Event} */ event) => act.write(/** @type {HTMLTextAreaElement} */ (event.currentTarget).value)}></textarea>
      <p class=${bad ? "sp-error" : "sp-hidden"} id="${id}-problem" role="status">${problem}</p></div>
    ${crash === null ? nothing : crashField(id, draft, crash, act)}
  </div>`;
}

/** @param {string} id @param {Draft} draft @param {string} crash @param {PatternActions} act */
function crashField(id, draft, crash, act) {
  return html`<div class="sp-field"><label for="${id}-crash">Which process crashes at the end</label>
    <select id="${id}-crash" @change=${(/** @type {Event} */ event) => act.choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${draft.pattern.names.map((name) => html`<option value=${name} .selected=${name === crash}>${name}</option>`)}</select></div>`;
}
