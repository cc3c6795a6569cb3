import { addressOf } from "../run/link.js";
import { valueText } from "../timeline/timeline.js";
import { copied } from "./clipboard.js";
import { directive } from "./directive.js";
import { fileName } from "./file-name.js";
import { toPng, picture } from "./picture.js";
import { BYTES_MAX, readRun } from "./run-document.js";

/** @import {Declaration} from "../parameters/form.js" */
/** @import {Session} from "../run/session.js" */
/** @import {Spec} from "../run/spec.js" */

/**
 * The part of the player that sharing needs.
 * @typedef {{session: Session, declaration: Declaration | null, changed: () => void, run: (target: Spec) => void, status: string}} Host
 */
/** @typedef {"export" | "open"} Sheet */

/** Device pixels to a CSS pixel of a PNG. */
const SCALE = 2;
const TYPES = { svg: "image/svg+xml", png: "image/png", json: "application/json", mermaid: "text/plain", shiviz: "text/plain" };
const ENDINGS = { svg: "svg", png: "png", json: "json", mermaid: "mmd", shiviz: "log" };

/** Export of a run (link, directive, pictures, formats of other tools) and import of a run document. */
export class Sharing {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    /** Which sheet is open. @type {Sheet | null} */
    this.sheet = null;
    /** A text that the browser would not copy. @type {string | null} */
    this.text = null;
    /** What was wrong with a run that was to be opened. @type {import("./run-document.js").Unusable | null} */
    this.trouble = null;
    /** The status to show once the imported run has arrived. */
    this.note = "";
    this.toggle = this.toggle.bind(this);
    this.close = this.close.bind(this);
    this.take = this.take.bind(this);
    this.open = this.open.bind(this);
  }

  /** @param {Sheet} sheet */
  toggle(sheet) {
    this.#set({ sheet: this.sheet === sheet ? null : sheet, text: null, trouble: null });
  }

  /** Close the sheet that is open. */
  close() {
    this.#set({ sheet: null, text: null, trouble: null });
  }

  /** Copy the address of this run and step. */
  async copyLink() {
    const { concept, spec } = this.host.session;
    await this.#copy(addressOf(concept, spec), "Link copied: it brings back exactly this run and step.");
  }

  /** Copy the directive that shows this run in a lesson. */
  async copyDirective() {
    const { session, declaration } = this.host;
    const { view, given, ownChoices, step, concept } = session;
    if (view === null || declaration === null) return;
    const text = directive({ concept, declaration, view, given, choices: ownChoices, step, ...session.perspective.asked });
    await this.#copy(text, "Directive copied: it shows this run and step in a lesson. Say in “alt” what is to be seen.");
  }

  /**
   * Save this run as a file.
   * @param {keyof typeof TYPES} format
   * @param {Element} player
   */
  async save(format, player) {
    const { concept, ownChoices } = this.host.session;
    const content = await this.#content(format, player);
    if (content === null) return;
    const name = fileName(concept, ownChoices, ENDINGS[format]);
    const address = URL.createObjectURL(new Blob([content], { type: TYPES[format] }));
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    // Not at once: the browser may not have begun to read it.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.#say(`Saved as ${name}.`);
  }

  /** Import a file that was chosen or dropped. @param {File | null | undefined} file */
  async take(file) {
    if (!file) return;
    if (file.size > BYTES_MAX) this.#refuse({ problem: `“${file.name}” is too large for a run. Allowed: ${BYTES_MAX / 1e6} MB.`, href: null });
    else this.open(await file.text());
  }

  /**
   * Open a run document; an unusable one is reported and the run on show stays.
   * @param {string} text
   */
  open(text) {
    const { view } = this.host.session;
    if (view === null) return;
    const read = readRun(text, view.opened);
    if ("problem" in read) {
      this.#refuse(read);
      return;
    }
    this.note = read.note;
    this.host.run(read.spec);
    this.#set({ trouble: null });
  }

  /** After the imported run has arrived or was refused: report it. */
  arrived() {
    if (this.note === "" || this.host.session.pending !== null) return;
    const { refusal } = this.host.session;
    const { note } = this;
    this.note = "";
    if (refusal === null) {
      this.#set({ sheet: null });
      this.#say(note);
    } else this.#refuse({ problem: `This run cannot be replayed here: ${refusal.message}.`, href: null });
  }

  /**
   * @param {keyof typeof TYPES} format
   * @param {Element} player
   * @returns {Promise<string | Blob | null>}
   */
  async #content(format, player) {
    const { session } = this.host;
    const { shown: view, step } = session;
    const frame = view?.frames[step];
    if (view === null || frame === undefined) return null;
    if (format === "svg" || format === "png") {
      const title = `${view.opened.title}, step ${frame.step} of ${session.last}`;
      const drawn = picture(player, { title, text: `${valueText(frame, session.last)} ${addressOf(session.concept, session.spec)}` });
      const content = drawn === null || format === "svg" ? (drawn?.text ?? null) : await toPng(drawn, SCALE);
      if (content === null) this.#say("The browser could not draw this picture. SVG has no limit of size.");
      return content;
    }
    const { parameters, scenario } = session.spec;
    const { choices } = view.ended;
    const body = JSON.stringify({ concept: session.concept, parameters, scenario, choices, stop: choices.length });
    const address = format === "json" ? "/api/runs" : `/api/runs/${format}`;
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
    if (answer?.ok) return answer.text();
    this.#say(answer === null ? "The server cannot be reached; nothing was saved." : `Nothing was saved: ${(await answer.json()).error}`);
    return null;
  }

  /** @param {string} text @param {string} done */
  async #copy(text, done) {
    const allowed = await copied(text);
    this.#set({ text: allowed ? null : text });
    this.#say(allowed ? done : "The browser does not allow copying here; copy the text above.");
  }

  /** @param {import("./run-document.js").Unusable} trouble */
  #refuse(trouble) {
    this.host.session.refusal = null;
    this.#set({ trouble, sheet: "open" });
  }

  /** @param {string} status */
  #say(status) {
    this.host.status = status;
    this.host.changed();
  }

  /** @param {Partial<Pick<Sharing, "sheet" | "text" | "trouble">>} parts */
  #set(parts) {
    Object.assign(this, parts);
    this.host.changed();
  }
}
