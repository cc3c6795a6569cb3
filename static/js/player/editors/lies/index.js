import { html } from "lit";
import "./lie-editor.js";

/** @import {Group} from "../../keyboard/keys.js" */
/** @import {EditorModel} from "../index.js" */

/** @type {readonly Group[]} */
export const keys = [{ where: "On a cell of the matrix of lies", keys: [{ keys: ["↑", "↓"], does: "The previous, the next value to tell" }] }];

/** @param {EditorModel} model */
export function editor(model) {
  return html`<sp-lies .model=${model}></sp-lies>`;
}
