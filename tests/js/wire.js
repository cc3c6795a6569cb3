import { mock } from "node:test";

/** A WebSocket whose other end is the test. */
export class Wire extends EventTarget {
  static OPEN = 1;
  /** @type {Wire[]} */
  static all = [];
  readyState = 0;
  /** @type {string[]} */
  sent = [];

  constructor() {
    super();
    Wire.all.push(this);
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  /** @param {object} message */
  say(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }

  close() {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }
}

export const page = Object.assign(new EventTarget(), { hidden: false });
export const windowEvents = new EventTarget();

/** Stand in for the browser: its sockets, what its window hears, and its timers, which the test moves on. */
export function standIn() {
  Wire.all = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, {
    WebSocket: Wire,
    document: page,
    addEventListener: windowEvents.addEventListener.bind(windowEvents),
    removeEventListener: windowEvents.removeEventListener.bind(windowEvents),
  });
}
