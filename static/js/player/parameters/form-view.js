import { html, nothing } from "lit";
import { show } from "../words.js";
import { controlOf, differs, readForm } from "./form.js";

/** @import {Refused} from "../../protocol.js" */
/** @import {Declaration, Parameter} from "./form.js" */
/** @import {Values} from "../run/spec.js" */

/**
 * @typedef {{id: string, declaration: Declaration, values: Values, refusal: Refused | null, apply: (values: Values) => void,
 *   cancel: () => void}} FormModel `values`: those that the form was opened with; what is typed stays in the controls
 */

const LEAVING = "Press Escape again to leave without these changes.";

/**
 * The form made from the concept's declaration.
 * @param {FormModel} model
 */
export function form(model) {
  const { id, declaration, values, refusal, apply, cancel } = model;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    apply(readForm(declaration.parameters, new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))));
  };
  /** @param {KeyboardEvent} event Escape closes; what was changed is given up only when it is pressed twice */
  const key = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    const whole = /** @type {HTMLFormElement} */ (event.currentTarget);
    const warning = whole.querySelector(".sp-leaving");
    if (warning === null || warning.textContent !== "" || !differs(readForm(declaration.parameters, new FormData(whole)), values)) cancel();
    else warning.textContent = LEAVING;
  };
  const known = declaration.parameters.some(({ name }) => name === refusal?.field);
  return html`<form class="sp-form" id="${id}-form" aria-label="Parameters of ${declaration.title}" novalidate @submit=${submit} @keydown=${key}>
    ${refusal !== null && !known ? html`<p class="sp-error" role="alert">${refusal.message}</p>` : nothing}
    ${declaration.parameters.map((parameter) => field(model, parameter, values[parameter.name] ?? parameter.default))}
    <div class="sp-actions">
      <button type="submit" class="sp-primary">Run with these</button>
      <button type="button" @click=${cancel}>Cancel</button>
      <p class="sp-leaving sp-quiet" role="status"></p>
    </div>
  </form>`;
}

/** @param {FormModel} model @param {Parameter} parameter @param {string | number | boolean} value */
function field({ id, refusal }, parameter, value) {
  const wrong = refusal?.field === parameter.name ? refusal.message : null;
  const control = controlOf(parameter, value);
  const own = `${id}-${parameter.name}`;
  const described = `${own}-help${wrong === null ? "" : ` ${own}-error`}`;
  const heading = parameter.title || show(parameter.name.replaceAll("_", " "));
  const help = html`<small id="${own}-help">${parameter.sentence}${limits(parameter)}</small>
    ${wrong === null ? nothing : html`<p class="sp-error" id="${own}-error" role="alert">${wrong}</p>`}`;
  if (control === "segments") {
    return html`<fieldset class="sp-field" aria-describedby=${described}><legend>${heading}</legend>
      <div class="sp-segments">${(parameter.choices ?? []).map(
        (choice) =>
          html`<label><input type="radio" name=${parameter.name} value=${choice} .checked=${choice === value}><span>${show(choice)}</span></label>`,
      )}</div>${help}</fieldset>`;
  }
  return html`<div class="sp-field">
    <label for=${own}>${heading}</label>${input(control, own, parameter, value, described, wrong !== null)}${help}
  </div>`;
}

/** @param {Parameter} parameter */
function limits({ type, minimum, maximum }) {
  return type === "integer" && minimum != null && maximum != null ? ` From ${minimum} to ${maximum}.` : "";
}

/**
 * @param {import("./form.js").Control} control
 * @param {string} id
 * @param {Parameter} parameter
 * @param {string | number | boolean} value
 * @param {string} described
 * @param {boolean} wrong
 */
function input(control, id, parameter, value, described, wrong) {
  const { name } = parameter;
  const invalid = wrong ? "true" : "false";
  switch (control) {
    case "select":
      return html`<select id=${id} name=${name} aria-describedby=${described} aria-invalid=${invalid}>
        ${(parameter.choices ?? []).map((choice) => html`<option value=${choice} ?selected=${choice === value}>${show(choice)}</option>`)}</select>`;
    case "switch":
      return html`<input type="checkbox" role="switch" id=${id} name=${name} aria-describedby=${described} .checked=${value === true}>`;
    case "number":
      return html`<input type="number" id=${id} name=${name} aria-describedby=${described} aria-invalid=${invalid}
        min=${parameter.minimum ?? nothing} max=${parameter.maximum ?? nothing} .value=${String(value)}>`;
    case "lines":
      return html`<textarea id=${id} name=${name} rows="4" spellcheck="false" aria-describedby=${described} aria-invalid=${invalid}
        .value=${String(value)}></textarea>`;
    default:
      return html`<input type="text" id=${id} name=${name} spellcheck="false" autocomplete="off" aria-describedby=${described}
        aria-invalid=${invalid} .value=${String(value)}>`;
  }
}
