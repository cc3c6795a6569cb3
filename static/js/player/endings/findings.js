import { explore } from "../api/endings-api.js";
import { proofOf, shrunkText } from "../properties/properties.js";
import { Shrinker } from "../properties/shrinker.js";
import { linkTo } from "../run/link.js";
import { title } from "../words.js";
import { nameOf, same, specOf, tableStays } from "./endings.js";
import { ENDINGS } from "./results.js";

/** @import {Endings, Progress, TableRecord} from "../../protocol.js" */
/** @import {Found} from "./endings.js" */
/** @import {Scenario} from "../parameters/form.js" */
/** @import {Session, View} from "../run/session.js" */
/** @import {Spec} from "../run/spec.js" */
/** @import {Deed} from "../properties/properties.js" */

/**
 * The part of the player that this needs.
 * @typedef {{session: Session, declaration: {scenarios: readonly Scenario[]} | null, changed: () => void, run: (target: Spec) => void,
 *   go: (step: number) => void}} Host
 */
/** @typedef {{name: string, want: string | null, progress: Progress | null, stop: AbortController}} Search `want`: the property that it is done for */

/** Results that need a search over the model on show: all endings, a shortest run to each, and shrunk violations. */
export class Findings {
  /**
   * @param {Host} host
   * @param {boolean} eager whether endings are to be found without being asked for
   */
  constructor(host, eager) {
    /** Whether a challenge is open: the student is to find the run, so nothing is searched for. */
    this.closed = false;
    this.session = host.session;
    this.host = host;
    this.eager = eager;
    /** Whether all outcomes are listed. */
    this.all = false;
    /** @type {Search | null} */
    this.search = null;
    this.shrinker = new Shrinker(host.session, host.changed);
    /** @type {{text: string, run: string} | null} */
    this.note = null;
    /** @type {{text: string, want: string | null} | null} */
    this.trouble = null;
    /** The last result shown, for its table. @type {Endings | null} */
    this.latest = null;
    /** Whether the run that was opened last is still awaited. */
    this.awaited = false;
    /** The run that was looked at last. @type {View | null} */
    this.seen = null;
  }

  /** The result for the model on show. @returns {Endings | null} */
  get result() {
    const { view } = this.session;
    return view === null ? null : ENDINGS.of(nameOf(view.opened));
  }

  /** The table of endings that the run on show stands in. @returns {TableRecord | null} */
  get table() {
    const { view } = this.session;
    if (this.result !== null) return this.result.table;
    return view !== null && this.latest !== null && tableStays(this.latest, view.opened) ? this.latest.table : null;
  }

  /** Whether the run on show is being shortened. */
  get shrinking() {
    return this.shrinker.busy;
  }

  /** The sentence about the run on show: why it was opened, or what its violation needs. */
  get said() {
    return this.note !== null && this.note.run === this.#run(this.session.spec) ? this.note.text : "";
  }

  /** After another run has arrived: take the known result of its model, or search where one is wanted. */
  look() {
    const { view } = this.session;
    if (view === null || view === this.seen) return;
    this.seen = view;
    this.trouble = null;
    if (this.search !== null && this.search.name !== nameOf(view.opened)) this.cancel();
    if (this.result !== null) this.latest = this.result;
    else if (this.search === null && (this.eager || this.table !== null)) this.start();
    this.eager = false;
  }

  /**
   * Find all endings of the model on show.
   * @param {string | null} [want] the property that is asked about: a run that breaks or reaches it is opened
   */
  async start(want = null) {
    const { view, given, concept } = this.session;
    if (view === null || this.search !== null) return;
    // Another player of the page may have found it meanwhile.
    if (this.result !== null) return this.#finish(nameOf(view.opened), want, this.result);
    const stop = new AbortController();
    /** @type {Search} */
    const search = { name: nameOf(view.opened), want, progress: null, stop };
    this.#set({ search, trouble: null });
    const asked = { concept, parameters: given, scenario: view.opened.scenario, signal: stop.signal };
    /** @param {Progress} progress */
    const onProgress = (progress) => this.#set({ search: Object.assign(search, { progress }) });
    try {
      const last = await explore({ ...asked, onProgress });
      if (stop.signal.aborted) return;
      this.search = null;
      if (last.type === "refused") this.trouble = { text: last.message, want };
      else this.#finish(search.name, want, last);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
    this.host.changed();
  }

  /** Stop searching, here and on the server. */
  cancel() {
    this.search?.stop.abort();
    this.#set({ search: null });
  }

  /** List all outcomes. */
  showAll() {
    this.#set({ all: true });
  }

  /**
   * Do what was offered for a property.
   * @param {string} name
   * @param {Deed} deed
   */
  act(name, deed) {
    if (deed === "search") this.start(name);
    else if (deed === "shrink") this.#shrink(name);
    else this.#show(name);
  }

  /**
   * Open a run that was found, at its start. Undo returns to the one on show.
   * @param {Found} run
   * @param {string} text what to say of it
   */
  open(run, text) {
    const { view, spec } = this.session;
    if (view === null) return;
    const target = specOf(run, { view, spec, scenarios: this.host.declaration?.scenarios ?? [] });
    this.note = { text, run: this.#run(target) };
    this.awaited = true;
    if (same(this.note.run, this.#run(spec))) this.host.go(0);
    else this.host.run(target);
  }

  /** @param {string} name the property of which a run was found */
  #show(name) {
    const proof = proofOf(this.result, name);
    if (proof?.choices == null) return;
    const end = this.#kind(name) === "reachable" ? "A shortest run that reaches it" : "A shortest way to break it";
    this.open({ parameters: {}, choices: proof.choices }, `${end}: “${title(name)}”, at step ${proof.choices.length}.`);
  }

  /** @param {string} name @param {string | null} want @param {Endings} result */
  #finish(name, want, result) {
    ENDINGS.keep(name, result);
    this.latest = result;
    if (want !== null) this.#show(want);
    this.host.changed();
  }

  /** @param {string} name the property whose violation is to be shown without what it does not need */
  async #shrink(name) {
    this.trouble = null;
    const short = await this.shrinker.of(name);
    if (short?.type === "refused") this.#set({ trouble: { text: short.message, want: name } });
    else if (short !== null) this.#shrunk(short.choices, short.spared);
  }

  /** @param {readonly number[]} choices @param {number} spared */
  #shrunk(choices, spared) {
    const text = shrunkText(spared, choices.length);
    if (spared > 0) this.open({ parameters: {}, choices }, text);
    else this.note = { text, run: this.#run(this.session.spec) };
    this.host.changed();
  }

  /** @param {string} name */
  #kind(name) {
    return this.session.view?.ended.properties.find((property) => property.name === name)?.kind;
  }

  /** @param {Spec} spec the name of a run, wherever it is looked at */
  #run(spec) {
    return linkTo(this.session.concept, { ...spec, step: null });
  }

  /** @param {Partial<Pick<Findings, "search" | "trouble" | "all">>} parts */
  #set(parts) {
    Object.assign(this, parts);
    this.host.changed();
  }
}
