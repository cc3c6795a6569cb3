import { html, nothing } from "lit";
import { shorten, show, title as words } from "../words.js";

/** @import {Declaration} from "./form.js" */
/** @import {Values} from "../run/spec.js" */
/** @import {Opened} from "../../protocol.js" */

/** Longest value that a chip shows whole. */
const VALUE_MAX = 26;

/**
 * The parameters of a run, without the unused ones: first those that a lesson asks for, which are what its run is about.
 * @param {{opened: Opened, given: Values, declaration?: Declaration | null, form?: string | null, edit?: ((name: string) => void) | null}} model
 * `given`: what a lesson asked for; `form`: what a chip has opened; `edit`: where nothing can be edited, chips are no buttons
 */
export function chips({ opened, given, declaration = null, form = null, edit = null }) {
  const used = Object.entries(opened.parameters).filter(([name]) => !opened.unused.includes(name));
  const [asked, others] = [used.filter(([name]) => name in given), used.filter(([name]) => !(name in given))];
  const shown = edit === null && asked.length > 0 ? asked : [...asked, ...others];
  return html`<div class="sp-chips sp-scroll" role="group" aria-label="Parameters">${shown.map(([name, value]) => {
    const text = html`${nameOf(opened, name)} <b>${shorten(show(value), VALUE_MAX)}</b>`;
    if (edit === null) return html`<span class="sp-chip" title=${show(value)}>${text}</span>`;
    return html`<button type="button" class="sp-chip" data-parameter=${name} aria-expanded=${form === null ? "false" : "true"}
      aria-controls=${form ?? nothing} title=${show(value)} ?disabled=${declaration === null} @click=${() => edit(name)}>${text}</button>`;
  })}</div>`;
}

/** @param {Opened} opened @param {string} name */
function nameOf({ titles }, name) {
  const title = titles[name] || words(name);
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
