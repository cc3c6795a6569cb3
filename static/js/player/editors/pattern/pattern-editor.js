import { html, LitElement, nothing } from "lit";
import { Draft } from "./draft.js";
import { patternForm } from "./form-view.js";
import { judge } from "./judge.js";
import { press } from "./keys.js";
import { parse } from "./pattern.js";
import { PatternPointer } from "./pointer.js";

/** @import {EditorModel} from "../index.js" */
/** @import {PatternActions} from "./form-view.js" */

/** Debounce of what is drawn and typed, before the server is asked how it ends. Milliseconds. */
const PAUSE = 200;
let editors = 0;

/**
 * `<sp-pattern>`: the pattern of the run on show, to be changed in a drawing or as text. The run stays until the new pattern is applied.
 * @implements {PatternActions}
 */
export class PatternEditor extends LitElement {
  /** @override */
  static get properties() {
    return { model: { attribute: false } };
  }

  constructor() {
    super();
    editors += 1;
    this.own = `pe${editors}`;
    /** @type {EditorModel | null} */
    this.model = null;
    /** @type {Draft | null} */
    this.draft = null;
    this.pointer = new PatternPointer(this);
    this.crash = "";
    this.problem = "";
    this.result = "";
    this.busy = false;
    this.judgements = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    for (const name of /** @type {const} */ (["edit", "write", "choose", "apply", "open", "close", "key"])) {
      Object.assign(this, { [name]: this[name].bind(this) });
    }
  }

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** @override */
  render() {
    const { draft, own: id, problem, result, busy } = this;
    const button = html`<button type="button" class="sp-edit-pattern" aria-expanded=${draft === null ? "false" : "true"}
      @click=${draft === null ? this.open : this.close}>Edit the pattern</button>`;
    const form = () =>
      draft === null
        ? nothing
        : patternForm({
            id,
            draft,
            drag: this.pointer.drag?.line ?? null,
            problem,
            result,
            busy,
            crash: this.names.crash === undefined ? null : draft.crashing(this.crash),
            act: this,
          });
    return html`<section class="sp-pattern" aria-label="Pattern editor">${button}${form()}</section>`;
  }

  /** As wide as the board, but never narrower than the drawing. @override */
  updated() {
    const run = this.querySelector("svg");
    if (run !== null) run.style.minInlineSize = `${run.dataset.room}px`;
  }

  /** The parameters that are edited: the pattern, and the process that crashes at its end, where the concept has one. */
  get names() {
    const [pattern = "", crash] = this.model?.parameters ?? [];
    return { pattern, crash };
  }

  /** Begin with the pattern of the run on show. */
  open() {
    const { pattern, crash } = this.names;
    const { parameters = {} } = this.model?.session.view?.opened ?? {};
    this.draft = new Draft(String(parameters[pattern] ?? ""));
    this.crash = crash === undefined ? "" : String(parameters[crash] ?? "");
    this.problem = "";
    this.result = "";
    this.#judge();
    this.requestUpdate();
    this.updateComplete.then(() => /** @type {HTMLElement | null} */ (this.querySelector(".sp-board"))?.focus({ preventScroll: true }));
  }

  /** Leave the run as it is. */
  close() {
    clearTimeout(this.timer);
    this.judgements += 1;
    this.draft = null;
    this.pointer.drag = null;
    this.busy = false;
    this.requestUpdate();
    this.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {(draft: Draft) => void} change */
  edit(change) {
    if (this.draft === null) return;
    const before = this.draft.text;
    change(this.draft);
    if (this.draft.text !== before) this.write(this.draft.text);
    this.requestUpdate();
  }

  /** Take in the text. The server says how it ends; and of what cannot be drawn at once, what it is, or why it is nothing. @param {string} text */
  write(text) {
    if (text === this.draft?.text ? parse(text) : this.draft?.write(text)) this.problem = "";
    this.#changed();
  }

  /** @param {string} crash */
  choose(crash) {
    this.crash = crash;
    this.#changed();
  }

  /** What was known of the pattern is out of date; ask again when nothing has changed for a moment. */
  #changed() {
    clearTimeout(this.timer);
    this.judgements += 1;
    this.timer = setTimeout(() => this.#judge(), PAUSE);
    this.requestUpdate();
  }

  /** Run the pattern if the server takes it; else what was typed stays, with the reason. */
  async apply() {
    if (this.busy || this.draft === null || this.model === null) return;
    const { session, declaration, act } = this.model;
    this.busy = true;
    const pattern = await this.#judge();
    this.busy = false;
    this.requestUpdate();
    if (pattern === null || this.draft === null) return;
    const scenario = declaration?.scenarios.find(({ name }) => name === session.view?.opened.scenario);
    const parameters = this.#parameters(this.draft, pattern);
    this.close();
    act.run({ parameters, scenario: scenario?.broken ? scenario.name : null, choices: [], step: null });
  }

  /** All that is asked for, with this pattern. @param {Draft} draft @param {string} pattern */
  #parameters(draft, pattern) {
    const { names } = this;
    const crash = names.crash === undefined ? {} : { [names.crash]: draft.crashing(this.crash) };
    return { ...this.model?.session.given, [names.pattern]: pattern, ...crash };
  }

  /** Ask the server about the text. @returns {Promise<string | null>} the canonical pattern */
  async #judge() {
    clearTimeout(this.timer);
    this.judgements += 1;
    const number = this.judgements;
    if (this.draft === null) return null;
    const { text } = this.draft;
    const found = await judge(this.model?.session.concept ?? "", this.names.pattern, this.#parameters(this.draft, text));
    if (number !== this.judgements || this.draft === null) return null;
    this.problem = found.problem;
    this.result = found.result;
    const pattern = found.pattern === null ? null : parse(found.pattern);
    if (pattern !== null && parse(text) === null) this.draft.adopt(pattern, text);
    this.requestUpdate();
    return found.pattern;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { draft } = this;
    if (draft === null || !press(draft, event.key, { shift: event.shiftKey, command: event.ctrlKey || event.metaKey, alt: event.altKey })) return;
    event.preventDefault();
    event.stopPropagation();
    this.write(draft.text);
    this.updateComplete.then(() => this.querySelector(".sp-gap, .sp-taken-event")?.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }
}

customElements.define("sp-pattern", PatternEditor);
