import { LitElement } from "lit";
import { explore } from "../../api/endings-api.js";
import { makeReachable } from "../../shell/regions.js";
import { filled, sentence, turned, withLie } from "./lies.js";
import { lies } from "./lies-view.js";
import { judged } from "./verdict.js";

/** @import {LieSlot, Progress} from "../../../protocol.js" */
/** @import {Picks, Strategy} from "./lies.js" */
/** @import {Session} from "../../run/session.js" */
/** @import {Found} from "./verdict.js" */
/** @import {EditorModel} from "../index.js" */
/** @import {LieActions} from "./lies-view.js" */

/** The strategies to recognise in the lies; random lies may match another one, so they are tried last. @type {readonly Strategy[]} */
const KNOWN = ["differ", "same", "halves", "random"];

/**
 * `<sp-lies>`: the matrix of lies of the run on show. It gets its model anew with every change of the player.
 * @implements {LieActions}
 */
export class LieEditor extends LitElement {
  /** @override */
  static get properties() {
    return { model: { attribute: false } };
  }

  constructor() {
    super();
    /** @type {EditorModel | null} */
    this.model = null;
    /** @type {Picks} */
    this.picks = { round: null, traitor: null, receiver: null };
    /** @type {string | null} */
    this.scope = null;
    this.seed = 0;
    this.said = "";
    this.progress = "";
    /** @type {AbortController | null} */
    this.stop = null;
    /** @type {Found | null} */
    this.found = null;
    this.searched = "";
    this.search = this.search.bind(this);
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.abort();
  }

  /** Drop the result of a search over another model. @override */
  willUpdate() {
    if (this.searched === "" || this.searched === this.subject) return;
    this.stop?.abort();
    this.found = null;
    this.searched = "";
  }

  /** @override */
  render() {
    const { session } = this;
    const strategy = KNOWN.find((one) => same(this.choices, filled(this.choices, this.slots, one, { traitor: this.scope, seed: this.seed }))) ?? null;
    const { slots, choices, picks, scope, seed, progress, found, said } = this;
    return lies({
      slots,
      choices,
      step: session.step,
      picks,
      scope,
      seed,
      strategy,
      closed: this.model?.closed ?? true,
      searching: this.stop !== null,
      progress,
      found,
      said,
      verdicts: session.view?.ended.properties ?? [],
      act: this,
    });
  }

  /** @override */
  updated() {
    for (const region of this.querySelectorAll(".sp-scroll")) makeReachable(region);
  }

  /** @returns {Session} */
  get session() {
    return /** @type {NonNullable<LieEditor["model"]>} */ (this.model).session;
  }

  /** @returns {readonly LieSlot[]} */
  get slots() {
    return this.session.view?.opened.lies ?? [];
  }

  /** The choices of the run that is asked for, else of the one on show: two quick changes must not undo each other. */
  get choices() {
    const { pending, view, given } = this.session;
    const asked = pending?.target;
    return (asked?.parameters === given ? asked.choices : null) ?? view?.ended.choices ?? [];
  }

  /** A key of the model that a search is about. */
  get subject() {
    const { view } = this.session;
    return JSON.stringify([view?.opened.scenario, view?.opened.parameters]);
  }

  /** @param {LieSlot} slot @param {1 | -1} by */
  turn(slot, by) {
    const choices = withLie(this.choices, slot, turned(slot, this.choices, by));
    this.said = sentence(slot, choices);
    this.#run(choices, this.session.step);
  }

  /** @param {Strategy} strategy @param {number} [seed] without one, chance takes the next */
  fill(strategy, seed) {
    if (strategy === "random") this.seed = Number.isSafeInteger(seed) && seed !== undefined && seed >= 0 ? seed : this.seed + 1;
    this.said = strategy === "random" ? `Random lies from the seed ${this.seed}` : "The lies are filled in";
    this.#run(filled(this.choices, this.slots, strategy, { traitor: this.scope, seed: this.seed }), this.session.step);
  }

  /** @param {"round" | "traitor" | "receiver"} name @param {string} value */
  pick(name, value) {
    this.picks = { ...this.picks, [name]: name === "round" ? Number(value) : value };
    this.requestUpdate();
  }

  /** @param {string | null} traitor */
  limit(traitor) {
    this.scope = traitor;
    this.requestUpdate();
  }

  /** @param {readonly number[]} choices */
  play(choices) {
    this.#run(choices, choices.length);
  }

  /** Search all lies, or stop searching. */
  async search() {
    if (this.stop !== null) {
      this.stop.abort();
      return;
    }
    const stop = new AbortController();
    const { concept, given, view } = this.session;
    Object.assign(this, { stop, found: null, searched: this.subject, progress: "" });
    this.requestUpdate();
    try {
      const asked = { concept, parameters: given, scenario: view?.opened.scenario ?? null };
      const found = judged(await explore({ ...asked, signal: stop.signal, onProgress: (progress) => this.#tell(progress) }));
      this.found = stop.signal.aborted ? null : found;
    } catch {
      this.found = null;
    }
    this.stop = null;
    this.requestUpdate();
    const first = this.found?.broken[0];
    if (first !== undefined) this.play(first.choices);
  }

  /** @param {Progress} progress */
  #tell({ states }) {
    this.progress = `${states.toLocaleString("en")} states so far`;
    this.requestUpdate();
  }

  /** @param {readonly number[]} choices @param {number} step */
  #run(choices, step) {
    const { given, view } = this.session;
    this.model?.act.run({ parameters: given, scenario: view?.opened.scenario ?? null, choices, step });
    this.requestUpdate();
  }
}

/** Whether two lists of choices lead to the same run: what is not there is the default. @param {readonly number[]} one @param {readonly number[]} other */
function same(one, other) {
  return Array.from({ length: Math.max(one.length, other.length) }).every((_, index) => (one[index] ?? 0) === (other[index] ?? 0));
}

customElements.define("sp-lies", LieEditor);
