import { html, nothing, repeat, svg } from "lit";
import { BRANCHES_MAX, nameOf, rows } from "./branch-tree.js";

/** @import {Row, Tree} from "./branch-tree.js" */

/** The drawing's width, and the room for a mark at its ends. */
const WIDTH = 132;
const INSET = 9;

/**
 * All runs that were on show, as a small tree beside their names. Hidden while there is only one.
 * @param {{tree: Tree, go: (id: number) => void}} model
 */
export function branches({ tree, go }) {
  if (tree.branches.length < 2) return nothing;
  const all = rows(tree);
  const longest = Math.max(1, ...all.map(({ branch }) => branch.choices.length));
  /** @param {number} step */
  const x = (step) => INSET + ((WIDTH - 2 * INSET) * step) / longest;
  return html`<section class="sp-branches">
    <h3>Branches</h3>
    <ol>${repeat(
      all,
      ({ branch }) => branch.id,
      (row) => item(row, all, tree.current, x, go),
    )}</ol>
    ${tree.dropped > 0 ? html`<p class="sp-quiet">${dropped(tree.dropped)}</p>` : nothing}
  </section>`;
}

/** @param {number} count */
function dropped(count) {
  return `At most ${BRANCHES_MAX} branches are kept: ${count === 1 ? "the oldest one was" : `the ${count} oldest ones were`} left out.`;
}

/** @param {Row} row @param {readonly Row[]} all @param {number} current @param {(step: number) => number} x @param {(id: number) => void} go */
function item(row, all, current, x, go) {
  const { branch } = row;
  const here = branch.id === current;
  const from = branch.parent === null || branch.parent === 0 ? "" : ` (from run ${branch.parent + 1})`;
  return html`<li><button type="button" class="sp-branch ${branch.fault ? "sp-fault" : ""}" aria-current=${here ? "true" : nothing} data-branch=${branch.id}
    @click=${() => go(branch.id)}>
    ${drawing(row, all, here, x)}
    <span class="sp-branch-name"><b>${branch.id + 1}</b> ${branch.fault ? html`<span class="sp-sign" aria-hidden="true">✕</span> ` : nothing}${nameOf(branch)}${from}</span>
    <small>${branch.ending === "" ? nothing : html`<span class="sp-hidden">. Ending: </span>${branch.ending}`}${here ? html`<span class="sp-tag">on show</span>` : nothing}</small>
  </button></li>`;
}

/**
 * A row of the tree: its own line from the fork to its end, and the lines that pass through on their way to branches further down.
 * @param {Row} row
 * @param {readonly Row[]} all
 * @param {boolean} here
 * @param {(step: number) => number} x
 */
function drawing({ branch, row, above }, all, here, x) {
  const passing = all.filter((other) => other.above !== null && other.above <= row && other.row > row);
  const begin = x(branch.at);
  return html`<svg class="sp-twigs" width=${WIDTH} aria-hidden="true">
    ${passing.map((other) => svg`<line x1=${x(other.branch.at)} x2=${x(other.branch.at)} y1=${other.above === row ? "50%" : "0"} y2="100%"/>`)}
    <g class=${here ? "sp-here" : ""}>
      ${above === null ? nothing : svg`<line x1=${begin} x2=${begin} y1="0" y2="50%"/>`}
      <line x1=${begin} x2=${x(branch.choices.length)} y1="50%" y2="50%"/>
      <svg x=${begin} y="50%" overflow="visible">${branch.fault ? svg`<path class="sp-fork-fault" d="M0-6 4.5 0 0 6-4.5 0z"/>` : svg`<circle class="sp-fork" r="3.5"/>`}</svg>
      <svg x=${x(branch.choices.length)} y="50%" overflow="visible"><circle class="sp-leaf" r="4"/></svg>
    </g>
  </svg>`;
}
