import { html, nothing } from "lit";
import { colourIn } from "../drawing/shapes.js";
import { and } from "../words.js";

/** @import {Code, CodeLine, Lane, Listing} from "../../protocol.js" */

/**
 * The pseudocode of every role, with where its processes stand: the line that comes next, what is done, what a crash has cut off.
 * @param {Code} panel
 * @param {readonly Lane[]} lanes
 */
export function code(panel, lanes) {
  return html`<section class="sp-panel sp-code">
    <h3>${panel.title}</h3>
    <div class="sp-listings">${panel.listings.map((one) => listing(one, lanes))}</div>
  </section>`;
}

/** @param {Listing} listing @param {readonly Lane[]} lanes */
function listing({ title, processes, lines }, lanes) {
  return html`<div class="sp-listing"><h4>${title}</h4><ol>${lines.map((one) => line(one, processes, lanes))}</ol></div>`;
}

/** @param {CodeLine} line @param {readonly string[]} processes @param {readonly Lane[]} lanes */
function line({ text, indent, next = [], done = [], last = [], lost = [] }, processes, lanes) {
  const state =
    next.length > 0 ? "sp-next-line" : lost.length > 0 ? "sp-lost-line" : last.length > 0 ? "sp-last-line" : done.length > 0 ? "sp-done-line" : "";
  return html`<li class=${state}><span class="sp-in-${Math.min(indent, 4)}">${text}</span>
    ${mark("▸", "next", next, processes, lanes)}${mark("✕", "lost in the crash", lost, processes, lanes)}${
      next.length + lost.length > 0 ? nothing : mark("✓", "done", done, processes, lanes)
    }</li>`;
}

/**
 * A sign at a line and the processes that it is about, where there are several.
 * @param {string} sign @param {string} word @param {readonly string[]} named @param {readonly string[]} all @param {readonly Lane[]} lanes
 */
function mark(sign, word, named, all, lanes) {
  if (named.length === 0) return nothing;
  const names = all.length === 1 ? nothing : html` ${named.map((name) => html`<b class=${colourIn(lanes, name)}>${name}</b> `)}`;
  return html`<small class="sp-line-mark"><span aria-hidden="true">${sign}</span><span aria-hidden="true">${names}</span><span class="sp-hidden">${
    all.length === 1 ? word : `${word}: ${and(named)}`
  }</span></small>`;
}
