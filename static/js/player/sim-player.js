import { html, LitElement } from "lit";
import { PairLink } from "./compare/pair-link.js";
import { Controller } from "./controller.js";
import { DiagramInteraction } from "./diagram/diagram-interaction.js";
import { Findings } from "./endings/findings.js";
import { Hints } from "./hints/hints.js";
import { askedOf, placeOf } from "./identity.js";
import { press } from "./keyboard/keyboard.js";
import { Continuation } from "./run/continuation.js";
import { SavedRun } from "./run/saved-run.js";
import { acceptDrops } from "./sharing/file-drop.js";
import { Sharing } from "./sharing/sharing.js";
import { bringToPlay, focusField, keepFocus } from "./shell/focus.js";
import { Foresight } from "./prospects/foresight.js";
import { StopWhen } from "./prospects/stop-when.js";
import { lessonTabs } from "./shell/lesson-view.js";
import { modelOf, namesIn } from "./shell/player-model.js";
import { changing, player } from "./shell/player-view.js";
import { makeReachable } from "./shell/regions.js";
import { ReservedSpace } from "./shell/reserved-space.js";
import { ScrollFollower } from "./shell/scroll-follower.js";
import { Tabs } from "./shell/tabs.js";
import { Autoplay } from "./timeline/autoplay.js";

let elements = 0;

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
    this.scrollFollower = new ScrollFollower(this);
    this.hints = new Hints(this, () => this.requestUpdate());
    this.refocus = () => {};
    /** @type {Findings | null} */
    this.findings = null;
    /** @type {Foresight | null} */
    this.foresight = null;
    /** @type {StopWhen | null} */
    this.stopWhen = null;
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
    this.controller.session.perspective.fixed = this.interaction.whole = this.hasAttribute("compared");
    this.controller.announcer.muted ||= this.hasAttribute("autoplay") && !this.autoplay.begun;
    this.tabs.wanted = [...namesIn(this.getAttribute("show")), ...(this.hasAttribute("endings") ? ["endings"] : [])];
    this.findings ??= new Findings(this.controller, this.hasAttribute("endings"));
    // Where a lesson asks, no button of the same page may find the answer: searching must be allowed.
    this.findings.closed = this.hasAttribute("challenge") || !["whole", "searches", "endings"].some((name) => this.hasAttribute(name));
    this.foresight ??= new Foresight(this.controller, this.findings);
    this.stopWhen ??= new StopWhen(this.controller);
    this.controller.speaker.remark = (step) => [this.stopWhen?.said, this.foresight?.said(step)].filter(Boolean).join(" ");
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
    this.foresight?.cancel();
  }

  /** @override */
  render() {
    const { controller } = this;
    const view = controller?.session.shown ?? null;
    if (controller === null) return "";
    if (view === null) return html`<p class="sp-status" role="status">${controller.session.refusal?.message ?? controller.status}</p>`;
    const model = modelOf(this, view);
    return model === null ? "" : player(model, view);
  }

  /** Go on with a run that waited for an answer. */
  goOn() {
    if (this.controller !== null) this.continuation.begin(this.controller);
  }

  /** @override */
  willUpdate() {
    this.refocus = keepFocus(this);
    if (this.controller !== null) this.hints.look(this.controller, this.interaction);
  }

  /** @override */
  updated() {
    if (this.controller === null) return;
    this.savedRun.fallBack(this.controller);
    if (this.controller.session.view === null) return;
    this.savedRun.save(this.controller);
    this.refocus();
    this.findings?.look();
    this.foresight?.look();
    if (this.findings !== null) bringToPlay(this, this.findings);
    for (const node of this.fallback.splice(0)) node.remove();
    this.#reserveSpace();
    this.scrollFollower.follow(this.interaction.layout, this.controller.session.step);
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
    const view = this.controller?.session.shown ?? null;
    const model = view === null ? null : modelOf(this, view);
    if (view === null || model === null || view.ended.end === "paused" || this.hasAttribute("autoplay")) return;
    this.reservedSpace.keep(view, changing(model, view), model.whole ? null : model.tabs.open(lessonTabs(model, view))?.name);
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
