import { html, LitElement } from "lit";
import { PairLink } from "./compare/pair-link.js";
import { Controller } from "./controller.js";
import { DiagramInteraction } from "./diagram/diagram-interaction.js";
import { Findings } from "./endings/findings.js";
import { goalIn } from "./goal/goal.js";
import { askedOf, nameAmong, placeOf } from "./identity.js";
import { press } from "./keyboard/keyboard.js";
import { Continuation } from "./run/continuation.js";
import { goalStepOf } from "./run/goal-step.js";
import { SavedRun } from "./run/saved-run.js";
import { acceptDrops } from "./sharing/file-drop.js";
import { Sharing } from "./sharing/sharing.js";
import { bringToPlay, focusField, keepFocus } from "./shell/focus.js";
import { lessonTabs } from "./shell/lesson-view.js";
import { changing, player } from "./shell/player-view.js";
import { followFocus, followRow, makeReachable } from "./shell/regions.js";
import { ReservedSpace } from "./shell/reserved-space.js";
import { Tabs } from "./shell/tabs.js";
import { Autoplay } from "./timeline/autoplay.js";

let elements = 0;

/** The names in an attribute. @param {string | null} text */
function namesIn(text) {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}

/**
 * `<sim-player concept parameters scenario choices step label scenarios>`: a simulation of one concept. What it holds without JavaScript (a caption
 * and the run as a table) stays until the first run has arrived, and is replaced then.
 */
export class SimPlayer extends LitElement {
  constructor() {
    super();
    elements += 1;
    this.uid = `sp${elements}`;
    /** @type {Controller | null} */
    this.controller = null;
    /** @type {ChildNode[]} */
    this.fallback = [];
    this.interaction = new DiagramInteraction(this, () => this.requestUpdate());
    this.autoplay = new Autoplay(this);
    this.reservedSpace = new ReservedSpace(this);
    this.savedRun = new SavedRun(this, () => placeOf(this));
    this.room = 0;
    /** @type {import("./diagram/layout.js").Layout | null} */
    this.shown = null;
    this.shownStep = -1;
    this.refocus = () => {};
    /** @type {Findings | null} */
    this.findings = null;
    /** @type {Sharing | null} */
    this.sharing = null;
    this.pairLink = new PairLink(this);
    this.continuation = new Continuation(this);
    this.tabs = new Tabs(() => this.requestUpdate());
    acceptDrops(this, (file) => this.hasAttribute("until") || this.sharing?.take(file));
    this.resized = new ResizeObserver(() => this.#measure());
    this.addEventListener("keydown", (event) => this.controller !== null && press(event, this.controller));
  }

  /** Light DOM: the page's tokens apply, and the text can be found and printed. @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    if (this.controller === null) {
      this.fallback = [...this.childNodes];
      this.controller = new Controller(
        this.getAttribute("concept") ?? "",
        this.savedRun.restore(askedOf(this)),
        () => this.requestUpdate(),
        () => placeOf(this),
      );
    }
    this.controller.announcer.muted ||= this.hasAttribute("autoplay") && !this.autoplay.begun;
    this.tabs.wanted = [...namesIn(this.getAttribute("show")), ...(this.hasAttribute("endings") ? ["endings"] : [])];
    this.findings ??= new Findings(this.controller, this.hasAttribute("endings"));
    // Where a lesson asks, no button of the same page may find the answer: searching must be allowed.
    this.findings.closed = this.hasAttribute("challenge") || !["whole", "searches", "endings"].some((name) => this.hasAttribute(name));
    this.sharing ??= new Sharing(this.controller);
    super.connectedCallback();
    this.requestUpdate();
    this.resized.observe(this);
    this.controller.connect();
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.autoplay.stop();
    this.savedRun.stop();
    this.controller?.disconnect();
    this.findings?.cancel();
  }

  /** @override */
  render() {
    const { controller } = this;
    const view = controller?.session.view ?? null;
    if (controller === null) return "";
    if (view === null) return html`<p class="sp-status" role="status">${controller.session.refusal?.message ?? controller.status}</p>`;
    const model = this.#model(view);
    return model === null ? "" : player(model, view);
  }

  /** @param {import("./run/session.js").View} view @returns {import("./shell/player-view.js").PlayerModel | null} */
  #model(view) {
    const { controller, findings, sharing } = this;
    if (controller === null || findings === null || sharing === null) return null;
    const { session, declaration, editing, playback, status, spoken, link } = controller;
    return {
      id: this.uid,
      name: nameAmong(this, view.opened.title),
      whole: this.hasAttribute("whole"),
      focus: { properties: namesIn(this.getAttribute("properties")) },
      fixed: this.hasAttribute("challenge"),
      goal: goalIn(this.getAttribute("goal")),
      tabs: this.tabs,
      session,
      tree: controller.branchStore.tree,
      declaration,
      editors: controller.editors,
      layout: this.interaction.lay(view, this.room, !this.hasAttribute("whole")),
      interaction: this.interaction,
      editing,
      playing: playback.playing,
      speed: playback.speed,
      status,
      spoken,
      link,
      findings,
      sharing,
      parting: this.pairLink.parting,
      picks: this.hasAttribute("scenarios"),
      goalStep: goalStepOf(this.getAttribute("goal-choices"), view),
      act: controller,
    };
  }

  /** Go on with a run that waited for an answer. */
  goOn() {
    if (this.controller !== null) this.continuation.begin(this.controller);
  }

  /** @override */
  willUpdate() {
    this.refocus = keepFocus(this);
  }

  /** @override */
  updated() {
    if (this.controller === null) return;
    this.savedRun.fallBack(this.controller);
    if (this.controller.session.view === null) return;
    this.savedRun.save(this.controller);
    this.refocus();
    this.findings?.look();
    if (this.findings !== null) bringToPlay(this, this.findings);
    for (const node of this.fallback.splice(0)) node.remove();
    this.#reserveSpace();
    this.#follow();
    this.interaction.show();
    this.autoplay.begin(this.controller);
    this.continuation.look(this.controller);
    this.#focus();
    this.sharing?.arrived();
    this.pairLink.report();
    for (const region of this.querySelectorAll(".sp-scroll")) makeReachable(region);
  }

  #measure() {
    const stage = this.querySelector(".sp-space");
    const room = Math.floor(stage?.clientWidth ?? this.clientWidth);
    if (room === this.room) return;
    this.room = room;
    this.requestUpdate();
  }

  /** Reserve space against layout shift; an autoplaying player has a fixed size, and a paused run is not complete. */
  #reserveSpace() {
    const view = this.controller?.session.view ?? null;
    const model = view === null ? null : this.#model(view);
    if (view === null || model === null || view.ended.end === "paused" || this.hasAttribute("autoplay")) return;
    this.reservedSpace.keep(view, changing(model, view), model.whole ? null : model.tabs.open(lessonTabs(model, view))?.name);
  }

  /** Scroll cursor and current row into view when another step is shown. */
  #follow() {
    const { session } = /** @type {Controller} */ (this.controller);
    const { layout } = this.interaction;
    const space = this.querySelector(".sp-space");
    const first = this.shown !== layout;
    // The scroll shadow is drawn beside the names.
    if (layout !== null && space instanceof HTMLElement) space.style.setProperty("--names", `${layout.margin}px`);
    if (layout === null || (!first && this.shownStep === session.step)) return;
    [this.shown, this.shownStep] = [layout, session.step];
    followFocus(space, layout.focus[session.step] ?? 0, first);
    followRow(this.querySelector(".sp-events .sp-scroll"));
  }

  /** Focus the field of the form whose chip was pressed, or whose value was refused. */
  #focus() {
    const { focus, editing } = /** @type {Controller} */ (this.controller);
    if (focus === null || editing === null) return;
    /** @type {Controller} */ (this.controller).focus = null;
    focusField(this, focus);
  }
}

customElements.define("sim-player", SimPlayer);
