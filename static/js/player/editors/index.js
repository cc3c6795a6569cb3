/** @import {Editor} from "../../protocol.js" */
/** @import {Group} from "../keyboard/keys.js" */
/** @import {Declaration} from "../parameters/form.js" */
/** @import {Session} from "../run/session.js" */
/** @import {Actions} from "../shell/player-view.js" */

/** @typedef {Editor["kind"]} Kind */
/**
 * What an editor gets with every drawing of the player. `parameters`: the names of those that it edits; `closed`: nothing may
 * be searched for, since a lesson asks for it.
 * @typedef {{session: Session, declaration: Declaration | null, act: Pick<Actions, "run">, parameters: readonly string[], closed: boolean}} EditorModel
 */
/**
 * What the module of an editor exports: the template that shows it, and its rows of the sheet of keys.
 * @typedef {{editor: (model: EditorModel) => unknown, keys: readonly Group[]}} EditorModule
 */

/**
 * The registry of editors. Each module is a pack of its own, fetched when the first run that has such an editor is opened.
 * @type {Record<Kind, () => Promise<EditorModule>>}
 */
const MODULES = {
  lies: () => import("./lies/index.js"),
  pattern: () => import("./pattern/index.js"),
};

/** The editors that one player has needed so far. */
export class Editors {
  /**
   * @param {() => void} changed called when a module has arrived, or has failed to
   * @param {Record<Kind, () => Promise<EditorModule>>} modules
   */
  constructor(changed, modules = MODULES) {
    this.changed = changed;
    this.modules = modules;
    /** @type {Map<Kind, EditorModule | "loading" | "failed">} */
    this.loaded = new Map();
  }

  /**
   * The module of an editor; "loading" until it is here, "failed" when it could not be fetched.
   * @param {Kind} kind
   */
  get(kind) {
    if (!this.loaded.has(kind)) this.load(kind);
    return this.loaded.get(kind) ?? "loading";
  }

  /**
   * The groups of keys that these editors add to the sheet.
   * @param {readonly Editor[]} editors
   * @returns {Group[]}
   */
  keys(editors) {
    return editors.flatMap(({ kind }) => {
      const module = this.loaded.get(kind);
      return typeof module === "object" ? module.keys : [];
    });
  }

  /**
   * Fetch a module; also again, after a failure.
   * @param {Kind} kind
   */
  async load(kind) {
    this.loaded.set(kind, "loading");
    const fetched = await this.modules[kind]().catch(() => /** @type {const} */ ("failed"));
    this.loaded.set(kind, fetched);
    this.changed();
  }
}
