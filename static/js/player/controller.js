import { fetchDeclaration } from "./api/concept-api.js";
import { BranchStore } from "./branches/branch-store.js";
import { defaultsOf, differs, specAfter } from "./parameters/form.js";
import { Editors } from "./editors/index.js";
import { seeing } from "./perspective/seeing.js";
import { Connection } from "./run/connection.js";
import { Rewind } from "./run/rewind.js";
import { Session } from "./run/session.js";
import { copyLink } from "./sharing/copy-link.js";
import { Announcer } from "./shell/announcer.js";
import { Playback } from "./timeline/playback.js";
import { StepSpeaker } from "./timeline/step-speaker.js";

/** @import {ServerMessage} from "../protocol.js" */
/** @import {Declaration} from "./parameters/form.js" */
/** @import {Spec, Values} from "./run/spec.js" */
/** @import {Actions} from "./shell/player-view.js" */

/**
 * The logic of a player without its views: owns the session, the connection, the playback and the values being edited.
 * @implements {Actions}
 */
export class Controller {
  /**
   * @param {string} concept
   * @param {Spec} first
   * @param {() => void} changed called whenever something has to be drawn anew
   * @param {() => string} name of this player among all in the tab, under which its branches outlive a reload
   */
  constructor(concept, first, changed, name) {
    this.changed = changed;
    this.session = new Session(concept, first);
    this.status = "Loading the simulation…";
    this.spoken = "";
    /** @type {string | null} */
    this.link = null;
    /** @type {Values | null} */
    this.editing = null;
    /** @type {string | null} */
    this.focus = null;
    /** @type {Declaration | null} */
    this.declaration = null;
    this.playback = new Playback(() => this.#advance());
    this.announcer = new Announcer((text) => this.#update({ spoken: text }));
    this.speaker = new StepSpeaker(this.session, this.announcer);
    this.branchStore = new BranchStore(name);
    this.editors = new Editors(changed);
    this.connection = new Connection(
      this.session,
      (message) => this.#receive(message),
      (status) => this.#update({ status }),
    );
    for (const name of /** @type {const} */ (["go", "choose", "toggle", "setSpeed", "edit", "apply", "cancel", "pick", "run", "copy"])) {
      Object.assign(this, { [name]: this[name].bind(this) });
    }
    const rewind = new Rewind(this.session, this.branchStore, (message) => {
      this.playback.stop();
      this.#ask(message);
    });
    this.undo = rewind.undo;
    this.redo = rewind.redo;
    this.branch = rewind.branch;
    this.see = seeing(this.session, this.announcer, changed);
  }

  /** Connect, and fetch what the concept declares. */
  connect() {
    this.connection.connect();
    if (this.declaration === null) fetchDeclaration(this.session.concept).then((declaration) => this.#update({ declaration }));
  }

  /** Stop timers and close the connection. */
  disconnect() {
    this.playback.stop();
    this.announcer.stop();
    this.connection.close();
  }

  /** @param {number} step @param {boolean} [spoken] false where the control itself tells a screen reader */
  go(step, spoken = true) {
    this.playback.stop();
    this.#show(step, spoken);
  }

  /** @param {number} index */
  choose(index) {
    this.playback.stop();
    const before = this.session.step;
    this.#ask(this.session.choose(index));
    if (this.session.step !== before) this.speaker.speak();
  }

  /** Play or pause; at the end, play again from the start. */
  toggle() {
    if (this.playback.playing) this.playback.stop();
    else {
      if (this.session.step === this.session.last) this.#show(0, true);
      this.playback.start();
    }
    this.changed();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.playback.speed = speed;
    if (this.playback.playing) this.playback.start();
    this.changed();
  }

  /** @param {string | null} name the parameter to begin with */
  edit(name) {
    if (this.session.view === null) return;
    this.playback.stop();
    this.focus = name;
    this.#update({ editing: this.editing ?? { ...defaultsOf(this.declaration?.parameters ?? []), ...this.session.view.opened.parameters } });
  }

  /** @param {Values} typed */
  apply(typed) {
    if (!differs(typed, this.editing ?? {})) return this.cancel();
    this.#ask(this.session.open(specAfter(typed, this.editing ?? {}, this.declaration, this.session.spec)));
  }

  /** Close the form without a change. */
  cancel() {
    this.session.refusal = null;
    this.#update({ editing: null });
  }

  /** @param {string | null} scenario */
  pick(scenario) {
    this.run({ parameters: {}, scenario, choices: null, step: null });
  }

  /** Open another run; undo brings back the one on show. @param {Spec} target */
  run(target) {
    this.playback.stop();
    this.#ask(this.session.open(target));
  }

  /** Open the whole of a run that waited for an answer; there is no way back to the pause. @param {Spec} target */
  goOn(target) {
    this.playback.stop();
    this.#ask(this.session.goOn(target));
  }

  /** Copy the address of this run and step; where the browser forbids it, show the address instead. */
  async copy() {
    this.#update(await copyLink(this.session));
  }

  /** @param {Partial<Pick<Controller, "status" | "spoken" | "link" | "editing" | "declaration">>} parts */
  #update(parts) {
    Object.assign(this, parts);
    this.changed();
  }

  /** @param {number} step @param {boolean} spoken */
  #show(step, spoken) {
    if (this.session.go(step) && spoken) this.speaker.speak();
    this.#update({ link: null });
  }

  #advance() {
    this.#show(this.session.step + 1, true);
    return this.session.step < (this.playback.until ?? this.session.last);
  }

  /** @param {import("../protocol.js").ClientMessage | null} message */
  #ask(message) {
    this.#update({ link: null });
    this.connection.send(message);
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    const same = this.session.pending?.same ?? false;
    if (!this.session.receive(message)) return;
    // Early: an editor is needed as soon as the run is on show. One that waits for an answer has none.
    if (message.type === "opened" && this.session.pending?.target.stop === undefined) for (const { kind } of message.editors) this.editors.get(kind);
    if (message.type === "ended") {
      // A paused run is not a branch yet: it is the beginning of the run that will be shown.
      if (this.session.view !== null && message.end !== "paused") this.branchStore.show(this.session.view);
      // After a reconnection the same run arrives again: a half-filled form stays open.
      if (!same) {
        this.editing = null;
        this.speaker.speak();
      }
      this.#update({ status: "" });
    }
    if (message.type === "refused") {
      this.focus = message.field;
      this.#update({ status: "" });
    }
  }
}
