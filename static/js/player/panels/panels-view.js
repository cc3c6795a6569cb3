import { html, nothing, svg } from "lit";
import { colourIn } from "../drawing/shapes.js";
import { code } from "./code-view.js";
import { ring } from "./ring-view.js";
import { machine } from "./state-machine-view.js";

/** @import {Cell, Group, Lane, MemoryField, PlayerFrame, ProcessCard, Processes, Table} from "../../protocol.js" */
/** @typedef {PlayerFrame["panels"][number]} Panel */

/**
 * The panel that stands in place of the diagram. A cell that is about something offers its events.
 * @param {PlayerFrame} frame
 * @param {readonly Lane[]} lanes
 * @param {string} stage
 * @param {((index: number) => void) | null} choose null where nothing can be chosen
 */
export function stagePanel(frame, lanes, stage, choose) {
  const panel = frame.panels.find(({ name }) => name === stage);
  if (panel === undefined) return nothing;
  return html`<div class="sp-stage-panel">${draw(panel, note(panel.note), lanes, choose === null ? null : { frame, choose })}</div>`;
}

/**
 * One panel of a step, by its name.
 * @param {PlayerFrame | undefined} frame
 * @param {readonly Lane[]} lanes
 * @param {string} name
 */
export function panel(frame, lanes, name) {
  const found = frame?.panels.find((one) => one.name === name);
  return found === undefined ? nothing : draw(found, note(found.note), lanes);
}

/**
 * The panels of a step, without those that stand elsewhere. A note that several of them share is said once, below.
 * @param {PlayerFrame | undefined} frame
 * @param {readonly Lane[]} lanes
 * @param {readonly string[]} elsewhere
 */
export function panels(frame, lanes, elsewhere) {
  const shown = (frame?.panels ?? []).filter(({ name }) => !elsewhere.includes(name));
  const notes = shown.map((panel) => panel.note);
  const shared = new Set(notes.filter((one, index) => one !== "" && notes.indexOf(one) !== index));
  /** @param {Panel} panel */
  const own = (panel) => (shared.has(panel.note) ? nothing : note(panel.note));
  return html`${shown.map((panel) => draw(panel, own(panel), lanes))}${[...shared].map(note)}`;
}

/** @typedef {{frame: PlayerFrame, choose: (index: number) => void}} Offers What the cells of a stage can do. */

/** @param {Panel} panel @param {unknown} below @param {readonly Lane[]} lanes @param {Offers | null} [offers] @returns {unknown} */
function draw(panel, below, lanes, offers = null) {
  switch (panel.type) {
    case "table":
      return table(panel, below, offers);
    case "processes":
      return processes(panel, below, lanes);
    case "ring":
      return ring(panel, below, lanes);
    case "machine":
      return machine(panel, below, lanes);
    case "code":
      return code(panel, lanes);
    case "group":
      return group(panel, below, lanes);
  }
}

/** @param {Group} panel @param {unknown} below @param {readonly Lane[]} lanes */
function group(panel, below, lanes) {
  return html`<section class="sp-panel sp-group">
    <h3>${panel.title}</h3>
    ${panel.panels.map((one) => draw(one, note(one.note), lanes))}
    ${below}
  </section>`;
}

/** @param {string} text */
function note(text) {
  return text === "" ? nothing : html`<p class="sp-quiet sp-note">${text}</p>`;
}

/** @param {Table} panel @param {unknown} below @param {Offers | null} offers */
function table(panel, below, offers) {
  if (panel.rows.length === 0) return html`<section class="sp-panel sp-empty"><h3>${panel.title}</h3>${below}</section>`;
  const corner = panel.corner === "" ? html`<td></td>` : html`<th scope="col">${panel.corner}</th>`;
  return html`<section class="sp-panel">
    <div class="sp-scroll" aria-label=${panel.title}><table>
      <caption>${panel.title}</caption>
      <thead><tr>${corner}${panel.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${panel.rows.map((row) => html`<tr><th scope="row">${row.head}</th>${row.cells.map((one) => cell(one, offers))}</tr>`)}</tbody>
    </table></div>
    ${below}
  </section>`;
}

/** @param {Cell} one @param {Offers | null} offers */
function cell({ text, tone = "plain", changed = false, words = "", about = "" }, offers) {
  const plain = words === "" ? text : html`<span aria-hidden="true">${text}</span><span class="sp-hidden">${words}</span>`;
  const said = about === "" || offers === null ? plain : offered(plain, about, offers);
  return html`<td class="sp-tone-${tone} ${changed ? "sp-changed" : ""}">${said}${changed ? html`<span class="sp-hidden"> (new)</span>` : nothing}</td>`;
}

/**
 * A cell whose events can be pressed for: the one that it has happens, of several the first is led to. A cell without any stays a button, so that the
 * keyboard that pressed it keeps its place.
 * @param {unknown} said @param {string} about @param {Offers} offers
 */
function offered(said, about, { frame, choose }) {
  const events = frame.enabled.filter(({ process }) => process === about);
  const [first] = events;
  /** @param {Event} event */
  const press = ({ currentTarget }) => {
    if (first === undefined) return;
    if (events.length === 1) return choose(first.index);
    const list = /** @type {Element} */ (currentTarget).closest("sim-player");
    const button = list?.querySelector(`.sp-choice[data-index="${first.index}"]`);
    if (button instanceof HTMLElement) button.focus();
  };
  const label = first === undefined ? "Nothing can happen here now" : events.length === 1 ? first.label : `${events.length} events of ${about}`;
  return html`<button type="button" class="sp-about" title=${label} aria-disabled=${first === undefined ? "true" : "false"} @click=${press}>${said}</button>`;
}

/** @param {Processes} panel @param {unknown} below @param {readonly Lane[]} lanes */
function processes(panel, below, lanes) {
  return html`<section class="sp-panel sp-wide">
    <h3>${panel.title}</h3>
    <div class="sp-cards">${panel.cards.map((process) => card(process, lanes))}</div>
    ${below}
  </section>`;
}

/** @param {ProcessCard} process @param {readonly Lane[]} lanes */
function card(process, lanes) {
  const lane = process.traitor ? "sp-traitor" : colourIn(lanes, process.name);
  return html`<article class="sp-card ${process.up ? "" : "sp-is-down"}">
    <h4><span class=${lane}>${process.name}</span>${process.traitor ? html` <small class="sp-traitor">traitor</small>` : nothing}
      <span class="sp-standing">${process.up ? process.status : html`<b>down</b>${process.status === "down" ? nothing : ` ${process.status}`}`}</span></h4>
    ${memory(process)}${store("stable", "On stable storage", process.stable)}
  </article>`;
}

/** @param {ProcessCard} process what a crash has erased is said, and not only left out */
function memory({ up, volatile }) {
  return up ? store("volatile", "In memory", volatile) : html`<p class="sp-store sp-gone">Memory lost in the crash</p>`;
}

const SIGNS = {
  volatile: svg`<path d="M2 3h12v7H2zM5 13h6"/>`,
  stable: svg`<ellipse cx="8" cy="3.5" rx="6" ry="2.3"/><path d="M2 3.5v8.6c0 3 12 3 12 0V3.5M2 7.8c0 3 12 3 12 0"/>`,
};

/** @param {keyof typeof SIGNS} kind @param {string} heading @param {readonly MemoryField[]} list */
function store(kind, heading, list) {
  if (list.length === 0) return nothing;
  return html`<div class="sp-store sp-${kind}"><h5><svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${SIGNS[kind]}</svg>${heading}</h5><dl>${list.map(
    ({ name, text, changed }) =>
      html`<div class=${changed ? "sp-changed" : ""}><dt>${name}</dt><dd>${text}${changed ? html`<span class="sp-hidden"> (new)</span>` : nothing}</dd></div>`,
  )}</dl></div>`;
}
