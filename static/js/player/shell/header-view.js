import { html, nothing } from "lit";
import { chips } from "../parameters/chips-view.js";
import { shareSheet } from "../sharing/sharing-view.js";
import { more } from "./more-view.js";

/** @import {Declaration} from "../parameters/form.js" */
/** @import {Session} from "../run/session.js" */
/** @import {Values} from "../run/spec.js" */
/** @import {UndoStack} from "../run/undo-stack.js" */
/** @import {Sharing} from "../sharing/sharing.js" */
/** @import {Opened} from "../../protocol.js" */

/**
 * @typedef {{id: string, opened: Opened, declaration: Declaration | null, editing: boolean, changed: boolean, picks: boolean, given: Values, undoStack: UndoStack, link: string | null, session: Session,
 *   sharing: Sharing, edit: (name: string | null) => void, pick: (scenario: string | null) => void, undo: () => void, redo: () => void,
 *   copy: () => void}} HeaderModel `changed`: the run on show is no longer the scenario's own; `picks`: whether others are offered
 */

/** The picker's entry for a run that left its scenario; no scenario can have this name. */
const OWN_RUN = "*";

/**
 * Title, parameters as chips, scenarios, undo and the link.
 * @param {HeaderModel} model
 */
export function header(model) {
  const { id, opened, declaration, editing, undoStack, undo, redo, copy, edit } = model;
  return html`<header class="sp-head-row">
    <h2 class="sp-title">${opened.title}</h2>
    ${chips({ opened, given: model.given, declaration, form: editing ? `${id}-form` : null, edit })}
    ${!model.picks || declaration === null || declaration.scenarios.length === 0 ? nothing : picker(model, declaration)}
    <div class="sp-tools">
      <button type="button" class="sp-undo" aria-disabled=${undoStack.past.length > 0 ? "false" : "true"} title="Back to the run before your last choice (Ctrl+Z)"
        @click=${undo}>Undo</button>
      <button type="button" class="sp-redo" aria-disabled=${undoStack.future.length > 0 ? "false" : "true"} title="Again the run that undo led away from (Ctrl+Shift+Z)"
        @click=${redo}>Redo</button>
      <button type="button" class="sp-copy-link" @click=${copy}>Copy link</button>
      ${more(model)}
    </div>
    ${shareSheet(model)}
    ${story(model)}
    ${model.link === null ? nothing : html`<p class="sp-link"><label>Copy this address <input type="text" readonly .value=${model.link}></label></p>`}
  </header>`;
}

/** The sentence of the scenario, with what to watch for where it may be told; for a run that has left it, its name and the way back. @param {HeaderModel} model */
function story({ opened, declaration, changed, picks, pick }) {
  const scenario = declaration?.scenarios.find(({ name }) => name === opened.scenario);
  if (scenario === undefined) return nothing;
  const broken = scenario.broken ? html`<b class="sp-broken">Broken on purpose</b> ` : nothing;
  if (!changed) {
    const watch = picks && scenario.watch ? html` <b>Watch:</b> ${scenario.watch}` : nothing;
    return html`<p class="sp-scenario">${broken}${scenario.sentence}${watch}</p>`;
  }
  return html`<p class="sp-scenario">${broken}Changed from “${scenario.title}”.
    <button type="button" class="sp-link-button" @click=${() => pick(scenario.name)}>Back to the scenario</button></p>`;
}

/** @param {HeaderModel} model @param {Declaration} declaration */
function picker({ opened, changed, pick }, declaration) {
  const whole = declaration.scenarios.filter(({ broken }) => !broken);
  const broken = declaration.scenarios.filter((scenario) => scenario.broken);
  const here = changed ? OWN_RUN : (opened.scenario ?? "");
  /** @param {Event} event */
  const picked = (event) => pick(/** @type {HTMLSelectElement} */ (event.currentTarget).value || null);
  /** @param {import("../parameters/form.js").Scenario} scenario */
  const option = ({ name, title }) => html`<option value=${name} .selected=${name === here}>${title}</option>`;
  return html`<select class="sp-picker" aria-label="Scenario" @change=${picked}>
    ${changed ? html`<option value=${OWN_RUN} disabled .selected=${true}>Changed run</option>` : nothing}
    <option value="" .selected=${here === ""}>No scenario</option>
    <optgroup label="Scenarios">${whole.map(option)}</optgroup>
    ${broken.length > 0 ? html`<optgroup label="Broken on purpose">${broken.map(option)}</optgroup>` : nothing}
  </select>`;
}
