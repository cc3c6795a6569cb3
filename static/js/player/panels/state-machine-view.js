import { guard, html, nothing, svg } from "lit";
import { colourIn, head, text } from "../drawing/shapes.js";
import { BOX, machineLayout, words } from "./state-machine.js";

/** @import {Lane, Move, StateMachine} from "../../protocol.js" */
/** @import {Box, MachineLayout} from "./state-machine.js" */

/**
 * A state machine with a token for each process in its present state, and the transition that was just taken in bold.
 * @param {StateMachine} machine
 * @param {unknown} below
 * @param {readonly Lane[]} lanes
 */
export function machine(machine, below, lanes) {
  // Not known: a part of it would be a wrong picture.
  if (machine.states.length === 0) return html`<section class="sp-panel sp-machine-panel"><h3>${machine.title}: state machine</h3>${below}</section>`;
  const layout = machineLayout(machine);
  const taken = machine.last === null ? undefined : machine.moves[machine.last];
  return html`<section class="sp-panel sp-machine-panel">
    <h3>${machine.title}: state machine</h3>
    <div class="sp-scroll" aria-label="${machine.title}: state machine">${drawing(machine, layout, lanes)}</div>
    <div class="sp-hidden">
      <p>${machine.tokens.map(({ process, state }) => `${process} is in the state “${textOf(machine, state)}”.`).join(" ")}
        ${taken === undefined ? nothing : `Just now: ${sentence(machine, taken)}.`}</p>
      ${guard([machine.title, machine.moves.length], () => html`<ul aria-label="Transitions of ${machine.title}">${machine.moves.map((move) => html`<li>${sentence(machine, move)}</li>`)}</ul>`)}
    </div>
    ${below}
  </section>`;
}

/** @param {StateMachine} machine @param {MachineLayout} layout @param {readonly Lane[]} lanes */
function drawing(machine, { width, height, boxes, ways, labels }, lanes) {
  const first = machine.states[0]?.name;
  return html`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    ${ways.map(
      ({ d, from, to, last, fault }) =>
        svg`<g class="sp-way ${fault ? "sp-fault" : ""} ${last ? "sp-taken" : ""}"><path d=${d}/>${head(from, to)}</g>`,
    )}
    ${boxes.map((box) => boxOf(machine, box, box.name === first, lanes))}
    ${ways.map(({ key, fault, last }) => text(labels.get(key), `${fault ? "sp-bad" : "sp-soft"} ${last ? "sp-new" : ""}`))}
  </svg>`;
}

/** @param {StateMachine} machine @param {Box} box @param {boolean} first @param {readonly Lane[]} lanes */
function boxOf(machine, { name, text: words, x, y, aside }, first, lanes) {
  const here = machine.tokens.filter(({ state }) => state === name);
  const [left, top] = [x - BOX.width / 2, y - BOX.height / 2];
  return svg`<g class="sp-state ${here.length > 0 ? "sp-here" : ""} ${aside ? "sp-fault" : ""}">
    ${first ? svg`<path class="sp-entry" d="M${x} ${top - 22}v14"/>${head({ x, y: top - 20 }, { x, y: top - 2 })}` : nothing}
    <rect x=${left} y=${top} width=${BOX.width} height=${BOX.height} rx="8"/>
    <text x=${x} y=${y + 4.5} text-anchor="middle">${words}</text>
    ${here.map(({ process }, index) => token(process, colourIn(lanes, process), x + (index - (here.length - 1) / 2) * 62, y + BOX.height / 2 + 3))}</g>`;
}

/** @param {string} process @param {string} colour @param {number} x @param {number} y */
function token(process, colour, x, y) {
  const width = 16 + 6.6 * process.length;
  return svg`<g class="sp-token ${colour}"><rect x=${x - width / 2} y=${y - 8} width=${width} height="18" rx="9"/>
    <text x=${x} y=${y + 5} text-anchor="middle">${process}</text></g>`;
}

/** @param {StateMachine} machine @param {string} state */
function textOf(machine, state) {
  return machine.states.find(({ name }) => name === state)?.text ?? state;
}

/** @param {StateMachine} machine @param {Move} move */
function sentence(machine, move) {
  return `from “${textOf(machine, move.source)}” to “${textOf(machine, move.target)}”: ${words(move)}`;
}
