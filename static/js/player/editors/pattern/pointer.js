import { grip } from "./board-view.js";
import { Drag } from "./drag.js";

/** @import {Draft} from "./draft.js" */
/** @import {Dot} from "./layout.js" */

/** @typedef {{draft: Draft | null, edit: (change: (draft: Draft) => void) => void}} Editor What the pointer needs of the editor. */

/** Handles the pointer events of the drawing: from pointerdown to pointerup, or to pointercancel when the browser scrolls. */
export class PatternPointer {
  /** @param {HTMLElement & Editor & {requestUpdate: () => void}} editor */
  constructor(editor) {
    this.editor = editor;
    /** @type {Drag | null} */
    this.drag = null;
    /** Touch on a lane edits, so the page must not scroll; between the lanes it scrolls. */
    this.still = { passive: false, handleEvent: (/** @type {Event} */ event) => (this.drag?.edits ? event.preventDefault() : undefined) };
    for (const name of /** @type {const} */ (["down", "moved", "up", "dropped"])) Object.assign(this, { [name]: this[name].bind(this) });
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { draft } = this.editor;
    if (draft === null || event.button !== 0) return;
    this.drag = new Drag(draft, this.#dot(event), grip(event.target));
    if (event.pointerType === "mouse") this.editor.querySelector(".sp-board")?.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  moved(event) {
    if (this.drag?.to(this.#dot(event))) this.editor.requestUpdate();
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { drag } = this;
    this.drag = null;
    if (drag === null) return;
    drag.to(this.#dot(event));
    this.editor.edit(() => drag.drop());
  }

  /** The browser cancelled the pointer in order to scroll. */
  dropped() {
    this.drag = null;
    this.editor.requestUpdate();
  }

  /** @param {PointerEvent} event @returns {Dot} */
  #dot({ clientX, clientY }) {
    const box = this.editor.querySelector(".sp-pattern-run")?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  }
}
