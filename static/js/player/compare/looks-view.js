import { html, nothing } from "lit";
import { perspectiveSwitch } from "../perspective/perspective-view.js";
import { bar } from "../timeline/playback-view.js";

/** @import {BarModel} from "../timeline/playback-view.js" */
/** @import {SeenView} from "../perspective/perspective.js" */
/** @import {LookPart} from "./looks.js" */

/**
 * The one set of controls of two fixed runs, and to whom they look the same.
 * @param {Omit<BarModel, "forks"> & {seen: SeenView, parts: readonly LookPart[], spoken: string, see: (process: string) => void}} model
 */
export function looksControls(model) {
  const { seen, parts, spoken, see } = model;
  return html`${bar({ ...model, forks: [] })}
    <div class="cmp-looks">
      ${parts.length === 0 ? nothing : html`<p>Up to here the two runs look ${parts.map(part)}</p>`}
      ${perspectiveSwitch(seen, see)}
    </div>
    <p class="sp-hidden" aria-live="polite">${spoken}</p>`;
}

/** @param {LookPart} part */
function part({ look, mark, text }) {
  return html`<span class="cmp-look cmp-${look}"><b aria-hidden="true">${mark}</b> ${text}</span> `;
}
