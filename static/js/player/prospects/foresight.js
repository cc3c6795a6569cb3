import { foresee } from "../api/endings-api.js";
import { nameOf } from "../endings/endings.js";
import { PROSPECTS } from "../endings/results.js";
import { endingNames, turnsOf } from "./prospects.js";

/** @import {Progress, Prospects} from "../../protocol.js" */
/** @import {Findings} from "../endings/findings.js" */
/** @import {Session, View} from "../run/session.js" */
/** @import {Turn} from "./prospects.js" */

/** A model that was searched in this time, in seconds, is searched again for each run on show, without being asked. */
const AT_ONCE = 5;

/** No turns, the same ones each time. @type {readonly Turn[]} */
const NONE = [];

/** @typedef {{progress: Progress | null, stop: AbortController}} Search */

/** Finds what can still become of the run on show, once all endings of its model are known. */
export class Foresight {
  /**
   * @param {{session: Session, changed: () => void}} host
   * @param {Findings} findings
   */
  constructor(host, findings) {
    this.session = host.session;
    this.changed = host.changed;
    this.findings = findings;
    /** The run that was looked at last. @type {View | null} */
    this.seen = null;
    /** @type {Search | null} */
    this.search = null;
    this.trouble = "";
    /** @type {Prospects | null} */
    this.found = null;
    /** @type {readonly Turn[]} */
    this.turns = [];
  }

  /** What was found, where it may be shown: not while the run is seen by a process, which cannot know it. */
  get prospects() {
    return this.findings.closed || this.session.perspective.process !== "" || this.session.view !== this.seen ? null : this.found;
  }

  /** Whether it can be asked for: a search that did not try everything says nothing. */
  get offered() {
    const { result, closed } = this.findings;
    return !closed && this.found === null && this.search === null && (result?.exploration.exhausted ?? false);
  }

  /** The turns that may be shown, as far as they are known. */
  get known() {
    return this.prospects === null ? NONE : this.turns;
  }

  /** What becomes certain or impossible at a step, in words. @param {number} step */
  said(step) {
    return this.known
      .filter((turn) => turn.step === step)
      .map(({ here }) => here)
      .join(" ");
  }

  /** After each drawing: take what is known of the run on show, or search where that is quick. */
  look() {
    const { view } = this.session;
    if (view === null || this.findings.closed || view.ended.end === "paused") return;
    if (view !== this.seen) {
      this.cancel();
      this.seen = view;
      this.trouble = "";
      this.found = null;
    }
    if (this.trouble !== "" || !this.offered) return;
    // Another player of the page may have found it.
    const kept = PROSPECTS.of(runName(view));
    if (kept !== null) this.#take(view, kept);
    else if ((this.findings.result?.exploration.seconds ?? AT_ONCE) < AT_ONCE) this.start();
  }

  /** Search for what can still become of the run on show. */
  async start() {
    const { view, given, concept } = this.session;
    if (view === null || this.search !== null) return;
    const search = { progress: /** @type {Progress | null} */ (null), stop: new AbortController() };
    this.search = search;
    this.trouble = "";
    this.changed();
    const asked = { concept, parameters: given, scenario: view.opened.scenario, choices: view.ended.choices, signal: search.stop.signal };
    /** @param {Progress} progress */
    const onProgress = (progress) => {
      search.progress = progress;
      this.changed();
    };
    try {
      const last = await foresee({ ...asked, onProgress });
      if (search.stop.signal.aborted) return;
      this.search = null;
      if (last.type === "refused") this.trouble = last.message;
      else {
        PROSPECTS.keep(runName(view), last.prospects);
        this.#take(view, last.prospects);
      }
      this.changed();
    } catch (error) {
      if (!search.stop.signal.aborted) throw error;
    }
  }

  /** Stop searching, here and on the server. */
  cancel() {
    this.search?.stop.abort();
    this.search = null;
  }

  /** @param {View} view @param {Prospects} found */
  #take(view, found) {
    if (found.stopped === null) {
      this.found = found;
      const outcomes = this.findings.result?.exploration.outcomes ?? [];
      this.turns = turnsOf(found, view.frames.length - 1, endingNames(outcomes, view.ended.diagram.lanes));
    } else this.trouble = "There was not enough time to try everything, so nothing can be said about it.";
    this.changed();
  }
}

/** The name of a run, by which what was found is kept. @param {View} view */
function runName({ opened, ended }) {
  return `${nameOf(opened)} ${ended.choices.join(",")}`;
}
