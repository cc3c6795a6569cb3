import { isPattern } from "./columns.js";
import { at, handleIn, handlesOf, neighbour, placeAt } from "./handles.js";
import { layout } from "./layout.js";

/** @import {Shape} from "./columns.js" */
/** @import {Direction, Handle} from "./handles.js" */
/** @import {Layout} from "./layout.js" */
/** @import {SeenView} from "../perspective/perspective.js" */

/** From this width on, a run that is to be seen whole is made to fit; on a phone it scrolls, or nothing could be read. */
const ROOM_FOR_WHOLE = 400;
/** Zoom and clocks as they are at first. @type {Shape} */
const UNTOUCHED = { zoom: "normal", clocks: false };
const DIRECTIONS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

/** The state of interaction with the diagram: what is hovered and focused, whose menu is open, the zoom, and whether clocks are shown. */
export class DiagramInteraction {
  /**
   * @param {Element} root the player
   * @param {() => void} changed
   */
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    /** @type {Shape} */
    this.shape = UNTOUCHED;
    /** Whether a run is to be seen whole, as beside another one. */
    this.whole = false;
    /** @type {Layout | null} */
    this.layout = null;
    /** The arguments of the last layout. @type {unknown[]} */
    this.laid = [];
    /** @type {Handle[]} */
    this.handles = [];
    /** Where Tab enters the diagram. @type {string | null} */
    this.active = null;
    /** Whose menu is open. @type {string | null} */
    this.open = null;
    /** Whose menu was open last. @type {string | null} */
    this.left = null;
    /** The point under the pointer, and the one with the keyboard's focus: their past and future are lit. @type {string | null} */
    this.hovered = null;
    /** @type {string | null} */
    this.focused = null;
    /** Where the pointer pressed last, in the window. */
    this.pressed = new DOMRect();
  }

  /** The point whose past and future are lit. */
  get lit() {
    const key = this.hovered ?? this.focused;
    return this.handles.find((one) => one.key === key && one.kind === "point") ?? null;
  }

  /**
   * Lay out a run, again only when the run, the width, the zoom or the clocks have changed.
   * @param {SeenView} view
   * @param {number} room
   * @param {boolean} [compact] whether height is scarce
   * @returns {Layout}
   */
  lay(view, room, compact = false) {
    // A question about a paused pattern is answered by what happened long before: show all of it, however small.
    if (this.shape === UNTOUCHED && view.ended.end === "paused" && isPattern(view.ended.diagram)) this.shape = { ...UNTOUCHED, zoom: "fit" };
    const asked = [view, room, this.shape, compact];
    if (this.layout !== null && asked.every((part, index) => part === this.laid[index])) return this.layout;
    this.laid = asked;
    const zoom = this.whole && room >= ROOM_FOR_WHOLE ? "fit" : this.shape.zoom;
    this.layout = layout(view.ended.diagram, room, { ...this.shape, zoom, compact }, view.whole);
    this.handles = handlesOf(this.layout);
    this.hovered = null;
    if (!this.handles.some(({ key }) => key === this.active)) this.active = null;
    return this.layout;
  }

  /** @param {Partial<Shape>} shape */
  look(shape) {
    this.shape = { ...this.shape, ...shape };
    this.changed();
  }

  /**
   * @param {PointerEvent} event
   * @param {(step: number) => void} jump
   */
  click(event, jump) {
    const named = event.target instanceof Element ? event.target.closest("[data-handle], [data-step]") : null;
    // A click without a place comes from assistive technology, or means the name of a process.
    const key = named?.getAttribute("data-handle") ?? this.#under(event);
    const step = named?.getAttribute("data-step");
    this.pressed = new DOMRect(event.clientX, event.clientY);
    if (key !== null) this.activate(key, jump);
    else if (step != null) jump(Number(step));
    else this.activate(this.#under(event, placeAt), jump);
    // Touch has no hover: a tap highlights what it hits.
    if (event.pointerType === "touch") this.#hover(key);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (event.pointerType !== "touch") this.#hover(event.type === "pointerleave" ? null : this.#under(event));
  }

  /** @param {FocusEvent} event */
  focus(event) {
    const key = event.type === "focusin" && event.target instanceof Element ? event.target.getAttribute("data-handle") : null;
    if (key !== null) this.active = key;
    this.focused = key;
    this.changed();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {(step: number) => void} jump
   */
  key(event, jump) {
    const key = event.target instanceof Element ? event.target.getAttribute("data-handle") : null;
    if (key === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.activate(key, jump);
    else if (event.key === "Escape") this.#focusOn(".sp-space");
    else if (DIRECTIONS.includes(event.key)) this.#focusOn(`[data-handle="${neighbour(this.handles, key, /** @type {Direction} */ (event.key))}"]`);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string | null} key @param {(step: number) => void} jump */
  activate(key, jump) {
    const one = handleIn(this.handles, key);
    if (one === undefined) return;
    if (one.kind !== "place") this.active = key;
    const step = one.kind === "point" ? this.layout?.points[one.index]?.point.step : undefined;
    if (step !== undefined) jump(step);
    else this.open = key;
    this.changed();
  }

  /** @param {() => void} act what was chosen in the menu; afterwards the keyboard is on the diagram, where it can step on */
  chose(act) {
    this.#menu()?.hidePopover();
    act();
    this.#focusOn(".sp-space");
  }

  /**
   * Follow the menu's state, which Escape and a click outside change too. Closing is noticed before it happens: restoring the focus redraws the
   * player, and that would open the menu again.
   * @param {ToggleEvent} event
   */
  toggled(event) {
    if (event.newState === "open") return;
    if (event.type === "beforetoggle") [this.open, this.left] = [null, this.open];
    else {
      if (document.activeElement === document.body) this.#focusOn(`[data-handle="${this.left}"]`);
      this.changed();
    }
  }

  /** After drawing: open the requested menu next to its handle, inside the window. */
  show() {
    const menu = this.#menu();
    if (menu === null || this.open === null || menu.matches(":popover-open")) return;
    menu.showPopover();
    const anchor = this.root.querySelector(`[data-handle="${this.open}"]`)?.getBoundingClientRect() ?? this.pressed;
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(8, Math.min(innerWidth - width - 8, anchor.left + anchor.width / 2 - width / 2));
    const below = anchor.top + anchor.height / 2 + 16;
    const top = below + height < innerHeight ? below : Math.max(8, anchor.top + anchor.height / 2 - height - 16);
    Object.assign(menu.style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
    const first = menu.querySelector("button") ?? menu;
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement | null} */
  #menu() {
    return this.root.querySelector(".sp-menu");
  }

  /** @param {string} selector */
  #focusOn(selector) {
    const target = this.root.querySelector(selector) ?? this.root.querySelector(".sp-space");
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus();
  }

  /** @param {string | null} key */
  #hover(key) {
    if (key === this.hovered) return;
    this.hovered = key;
    this.changed();
  }

  /** @param {MouseEvent} event @param {typeof at | typeof placeAt} find */
  #under(event, find = at) {
    const drawing = event.target instanceof Element ? event.target.closest(".sp-run") : null;
    if (drawing === null || this.layout === null) return null;
    const { left, top } = drawing.getBoundingClientRect();
    return find(this.layout, { x: event.clientX - left, y: event.clientY - top });
  }
}
