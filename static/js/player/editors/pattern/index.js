import { html } from "lit";
import "./pattern-editor.js";

/** @import {Group} from "../../keyboard/keys.js" */
/** @import {EditorModel} from "../index.js" */

/** @type {readonly Group[]} */
export const keys = [
  {
    where: "In the drawing of the pattern",
    keys: [
      { keys: ["←", "→", "↑", "↓"], does: "Move the cursor along a process, and to another one" },
      { keys: ["Shift ←", "Shift →"], does: "Move the event under the cursor" },
      { keys: ["Enter", "Space"], does: "Add there, or pick up the event under the cursor" },
      { keys: ["Delete"], does: "Remove the event under the cursor" },
      { keys: ["Ctrl Z", "Ctrl Y"], does: "Undo, redo in the drawing" },
      { keys: ["Esc"], does: "Give up what was picked up" },
    ],
  },
];

/** @param {EditorModel} model */
export function editor(model) {
  return html`<sp-pattern .model=${model}></sp-pattern>`;
}
