import { html, nothing } from "lit";
import { lastStepTo } from "../prospects/prospects.js";
import { stillPossible, turningPoints } from "../prospects/prospects-view.js";
import { outcomeParts } from "../words.js";
import { columnTitles, count, progressText, same, searched, standsIn } from "./endings.js";

/** @import {CellRecord, Endings, TableRecord} from "../../protocol.js" */
/** @import {Findings} from "./findings.js" */
/** @import {Foresight} from "../prospects/foresight.js" */
/** @import {SeenView} from "../perspective/perspective.js" */
/** @import {View} from "../run/session.js" */

/** @typedef {{id: string, view: SeenView, step: number, findings: Findings, foresight: Foresight, go: (step: number) => void}} EndingsModel */

/** Outcomes listed until all are asked for. */
const LISTED = 12;

/**
 * All possible endings: found on demand, each with a run to play, and whether it is still possible at this step of the run on show.
 * @param {EndingsModel} model
 */
export function endings(model) {
  const { id, view, findings, foresight, go } = model;
  const { search, result, table, trouble, closed } = findings;
  if (closed) return nothing;
  const known = result?.table ?? table;
  return html`<div class="sp-endings" role="group" aria-labelledby="${id}-endings" tabindex="-1" data-home="endings">
    <h3 id="${id}-endings">All possible endings</h3>
    <p class="sp-quiet sp-searched" role="status">${line(findings)}</p>
    ${trouble !== null && trouble.want === null ? html`<p class="sp-error" role="alert">${trouble.text}</p>` : nothing}
    ${result !== null ? nothing : finder(findings)}
    ${search === null ? nothing : html`<progress aria-label="Search"></progress>`}
    ${result === null ? nothing : turningPoints({ foresight, go, covered: view.seenBy !== undefined })}
    <div class="sp-tables">${known === null ? nothing : grid(known, view, findings)}${result === null ? nothing : list(result, model)}</div>
  </div>`;
}

/** The button that starts the search and stops it. @param {Findings} findings */
function finder(findings) {
  const searching = findings.search !== null;
  return html`<button type="button" class="sp-find" @click=${() => (searching ? findings.cancel() : findings.start())}>
    ${searching ? "Stop searching" : "Find all endings"}</button>`;
}

/** @param {Findings} findings */
function line({ search, result }) {
  if (search !== null) return `${progressText(search.progress)}.`;
  if (result !== null) return searched(result.exploration);
  return "Tries every order of events and every fault within the budget, and gives a shortest run to each ending.";
}

/**
 * The table that the concept declares. Its cells are what the other parameters of the run make them.
 * @param {TableRecord} table
 * @param {View} view
 * @param {Findings} findings
 */
function grid(table, view, findings) {
  if (table.columns.length === 0) return html`<p class="sp-quiet">With these parameters the table of endings stays empty.</p>`;
  const all = table.exhausted ? `all ${count(table.states, "state")}` : `${count(table.states, "state")}, not all: there may be more`;
  return html`<section class="sp-panel">
    <div class="sp-scroll" aria-label=${table.title}><table class="sp-grid">
      <caption>${table.title}</caption>
      <thead><tr><th scope="col">${table.corner}</th>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${table.rows.map(
        ({ head, cells }) =>
          html`<tr><th scope="row">${head}</th>${cells.map((cell, index) => {
            const place = `${head}, ${table.columns[index]}`;
            return gridCell(cell, place, table, view, findings);
          })}</tr>`,
      )}</tbody>
    </table></div>
    <p class="sp-quiet sp-note">${table.sentence} ${table.verdict} Tried: ${all}. Choose a cell to watch its shortest run.</p>
  </section>`;
}

/**
 * @param {readonly CellRecord[]} results
 * @param {string} place
 * @param {TableRecord} table
 * @param {View} view
 * @param {Findings} findings
 */
function gridCell(results, place, table, view, findings) {
  if (results.length === 0) return html`<td class="sp-tone-dim"><span aria-hidden="true">–</span><span class="sp-hidden">never</span></td>`;
  return html`<td class="sp-results">${results.map((cell) => {
    const { text, tone, states } = cell;
    // The text of a cell without a label is its count.
    const ending = text === String(states) ? count(states, "final state") : `${text}, ${count(states, "final state")}`;
    const play = () => findings.open(cell, `A shortest run to ${place}${text === String(states) ? "" : `: ${text}`}.`);
    return html`<button type="button" class="sp-tone-${tone}" aria-current=${standsIn(cell, table, view) ? "true" : nothing}
      aria-label="${ending}: ${place}" title="${count(states, "final state")}; play a shortest run" @click=${play}>${text}</button>`;
  })}</td>`;
}

/**
 * Every outcome of the model on show.
 * @param {Endings} result
 * @param {EndingsModel} model
 */
function list({ exploration: { outcomes, exhausted } }, { id, view, step, findings, foresight }) {
  if (outcomes.length === 0) return html`<p class="sp-quiet">${exhausted ? "No run ends." : "No ending was found so far."}</p>`;
  const heads = columnTitles(outcomes);
  const { lanes } = view.ended.diagram;
  const { prospects } = foresight;
  const end = view.frames.length - 1;
  const shown = findings.all ? outcomes : outcomes.slice(0, LISTED);
  return html`<section class="sp-panel">
    <div class="sp-scroll" aria-label="Endings with these parameters"><table class="sp-outcomes" id="${id}-outcomes">
      <caption>With the parameters of this run: ${count(outcomes.length, "ending")}. ${stillPossible(foresight, step)}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}<th scope="col">Final states</th><th scope="col">Shortest run</th>${prospects === null ? nothing : html`<th scope="col" class="sp-until">Possible</th>`}</tr></thead>
      <tbody>${shown.map(({ outcome, states, choices, titles }) => {
        const said = outcomeParts(outcome, lanes, titles);
        const text = said.map((part) => `${part.name} ${part.text}`).join(", ");
        const play = () => findings.open({ parameters: {}, choices }, `A shortest run to this ending: ${text}.`);
        const last = lastStepTo(prospects, outcome);
        return html`<tr class=${last !== null && last < step ? "sp-impossible" : ""} aria-current=${same(outcome, view.ended.outcome) ? "true" : nothing}>
          ${said.map((part) => html`<td>${part.text}</td>`)}<td>${states.toLocaleString("en")}</td>
          <td><button type="button" class="sp-link-button" aria-label="${count(choices.length, "event")}, play: ${text}" @click=${play}>${count(choices.length, "event")}</button>
            ${same(outcome, view.ended.outcome) ? html`<span class="sp-this-run">this run</span>` : nothing}</td>
          ${last === null ? nothing : html`<td class="sp-until">${last === end ? "to the end" : `up to step ${last}`}${last < step ? html`<span class="sp-hidden">, no longer possible here</span>` : nothing}</td>`}
        </tr>`;
      })}</tbody>
    </table></div>
    ${shown.length < outcomes.length ? html`<button type="button" class="sp-find" @click=${() => findings.showAll()}>Show all ${outcomes.length}</button>` : nothing}
  </section>`;
}
