import { html, live, nothing, svg } from "lit";
import { breaks } from "../properties/properties.js";
import { turnMarks } from "../prospects/prospects-view.js";
import { stopButton } from "../prospects/stops-view.js";
import { stepText, ticks } from "./timeline.js";

/** @import {View} from "../run/session.js" */
/** @import {Turn} from "../prospects/prospects.js" */

/**
 * @typedef {{view: View, step: number, playing: boolean, speed: number, forks: readonly number[], parting: number | null, goalStep?: number | null, turns?: readonly Turn[], stops?: string | null,
 *   go: (step: number, spoken?: boolean) => void, toggle: () => void, setSpeed: (speed: number) => void}} BarModel
 * `turns`: where something becomes certain or impossible; `stops`: the id of the player, if it offers to stop when something happens
 */

export const SPEEDS = [0.5, 1, 2, 4];

const ICONS = {
  start: svg`<path d="M5 4v12M16 4 7.5 10 16 16z"/>`,
  back: svg`<path d="M14 4 5.5 10 14 16z"/>`,
  play: svg`<path d="M6 3.5 16 10 6 16.5z"/>`,
  pause: svg`<path d="M6.5 4v12M13.5 4v12"/>`,
  next: svg`<path d="M6 4 14.5 10 6 16z"/>`,
  end: svg`<path d="M15 4v12M4 4l8.5 6L4 16z"/>`,
};

/**
 * The controls of the playback, and the timeline.
 * @param {BarModel} model
 */
export function bar({ view, step, playing, speed, forks, parting, goalStep = null, turns = [], stops = null, go, toggle, setSpeed }) {
  const last = view.frames.length - 1;
  /** @param {Event} event */
  const chosen = (event) => setSpeed(Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value));
  return html`<div class="sp-bar" role="group" aria-label="Playback">
    ${button("start", "To the start", () => go(0), step === 0)}
    ${button("back", "Back", () => go(step - 1), step === 0)}
    <button type="button" class="sp-play" aria-label=${playing ? "Pause" : "Play"} title=${playing ? "Pause" : "Play"} @click=${toggle}>
      ${icon(playing ? "pause" : "play")}
    </button>
    ${button("next", "Next", () => go(step + 1), step === last)}
    ${button("end", "To the end", () => go(last), step === last)}
    ${timeline(view, step, { forks, parting, goalStep, turns }, go)}
    <select class="sp-speed" aria-label="Speed" @change=${chosen}>
      ${SPEEDS.map((choice) => html`<option value=${choice} ?selected=${choice === speed}>${choice}×</option>`)}
    </select>
    ${stops === null ? nothing : stopButton(stops)}
  </div>`;
}

/**
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} act
 * @param {boolean} idle
 */
function button(name, label, act, idle) {
  // aria-disabled, since disabled would drop the focus at the end of a run.
  return html`<button type="button" class="sp-to-${name}" aria-label=${label} title=${label} aria-disabled=${idle ? "true" : "false"} @click=${act}>
    ${icon(name)}
  </button>`;
}

/** @param {keyof typeof ICONS} name */
function icon(name) {
  return html`<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">${ICONS[name]}</svg>`;
}

/**
 * A native slider over a drawn track: ticks for steps, taller diamonds for faults, a cross above where a property
 * that should always hold is first violated, a fork below where another branch leaves the run, a hook below where
 * the goal of a challenge is reached, and the signs of what becomes certain or impossible.
 * @param {View} view
 * @param {number} step
 * @param {{forks: readonly number[], parting: number | null, goalStep: number | null, turns: readonly Turn[]}} marks `parting`: where this run leaves the one beside it
 * @param {BarModel["go"]} go
 */
function timeline(view, step, { forks, parting, goalStep, turns }, go) {
  const last = view.frames.length - 1;
  const here = [
    stepText(view, step),
    forks.includes(step) ? "Another branch leaves here." : "",
    step === parting ? "Here the runs part." : "",
    step === goalStep ? "The goal is reached here." : "",
    ...turns.filter((turn) => turn.step === step).map(({ here: text }) => text),
  ];
  /** @param {Event} event */
  const moved = (event) => go(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value), false);
  return html`<div class="sp-timeline">
    <svg aria-hidden="true" width="100%" height="34">
      <rect class="sp-track" x="0" y="16" width="100%" height="3" rx="1.5"/>
      <rect class="sp-passed" x="0" y="16" width="${(100 * step) / Math.max(1, last)}%" height="3" rx="1.5"/>
      ${ticks(view.frames).map(({ at, fault, step: of }) =>
        fault
          ? svg`<svg x="${at * 100}%" y="17.5" overflow="visible"><path class="sp-tick sp-fault" d="M0-9 5.5 0 0 9-5.5 0z"/></svg>`
          : svg`<svg x="${at * 100}%" y="17.5" overflow="visible"><rect class="sp-tick ${of <= step ? "sp-done" : ""}" x="-1.5" y="-6" width="3" height="12" rx="1.5"/></svg>`,
      )}
      ${turnMarks(turns, last, forks)}
      ${[...breaks(view.frames, view.ended.properties).keys()].map(
        (of) =>
          svg`<svg x="${(100 * of) / Math.max(1, last)}%" y="17.5" overflow="visible"><path class="sp-break" d="M-3.5-16.5l7 7m0-7l-7 7"/></svg>`,
      )}
      ${forks.map((of) => svg`<svg x="${(100 * of) / Math.max(1, last)}%" y="17.5" overflow="visible"><path class="sp-branching" d="M0 8.5v9m0-6q0 3.5 6 3.5"/></svg>`)}
      ${parting === null ? nothing : svg`<svg x="${(100 * parting) / Math.max(1, last)}%" y="17.5" overflow="visible"><path class="sp-part-mark" d="M-5-17h4.5v34h-4.5M5-17h-4.5v34h4.5"/></svg>`}
      ${goalStep === null ? nothing : svg`<svg x="${(100 * goalStep) / Math.max(1, last)}%" y="17.5" overflow="visible"><path class="sp-goal-mark" d="M-5 13.5l3.5 3.5 7-7"/></svg>`}
    </svg>
    <input type="range" min="0" max=${last} step="1" .value=${live(String(step))} aria-label="Timeline"
      aria-valuetext=${here.filter(Boolean).join(" ")} @input=${moved}>
  </div>`;
}
