import { html, nothing } from "lit";

/** @import {Tab, Tabs} from "./tabs.js" */

/** @typedef {{id: string, tabs: Tabs, all: readonly Tab[], step: number, tools: unknown}} TabsModel `tools`: what stands at the end of the row */

const MOVES = /** @type {Readonly<Record<string, (at: number, count: number) => number>>} */ ({
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
});

/**
 * Everything that is not needed beside the stage, one tab at a time.
 * @param {TabsModel} model
 */
export function tabStrip({ id, tabs, all, step, tools }) {
  const open = tabs.open(all);
  const reached = open ?? all[0];
  if (reached === undefined) return nothing;
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const move = MOVES[event.key];
    const list = /** @type {HTMLElement} */ (event.currentTarget);
    const next = move === undefined ? undefined : all[move(all.indexOf(reached), all.length)];
    if (next === undefined) return;
    event.preventDefault();
    tabs.choose(next.name);
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (list.querySelector(`[data-tab="${CSS.escape(next.name)}"]`))?.focus());
  };
  return html`<div class="sp-more-here">
    <div class="sp-tabs">
      <div class="sp-tab-list" role="tablist" aria-label="More about this run" @keydown=${key}>${all.map(
        ({
          name,
          title,
        }) => html`<button type="button" role="tab" id="${id}-tab-${name}" data-tab=${name} aria-selected=${name === open?.name ? "true" : "false"}
          aria-controls=${open === undefined ? nothing : `${id}-tab`} tabindex=${name === reached.name ? 0 : -1} @click=${() => tabs.choose(name === open?.name ? "" : name)}>${title}</button>`,
      )}</div>
      ${tools}
    </div>
    ${all.filter(({ kept }) => kept).map((tab) => sheet(id, tab, step, tab.name !== open?.name))}
    ${open === undefined || open.kept ? nothing : sheet(id, open, step, false)}
  </div>`;
}

/** @param {string} id @param {Tab} tab @param {number} step @param {boolean} hidden */
function sheet(id, { name, kept, draw }, step, hidden) {
  return html`<div class="sp-panels sp-tab ${kept ? "sp-kept" : ""}" id=${hidden ? nothing : `${id}-tab`} role="tabpanel" tabindex="0" aria-labelledby="${id}-tab-${name}"
    ?hidden=${hidden}>${draw(step)}</div>`;
}
