/** @import {ClientMessage, ServerMessage} from "../../protocol.js" */

/**
 * @typedef {{opened: () => void, message: (message: ServerMessage) => void, lost: (again: number) => void}} Listener
 * `opened` after every connection, also a regained one; `lost` says after how many milliseconds it is tried again
 */

const FIRST_WAIT = 400;
const LONGEST_WAIT = 10_000;
/** The server sends its first message within 3 s and the others soon after: after this long a silence, in ms, the connection is dead. */
export const SILENCE_MAX = 8_000;
/** The server rejects longer messages. Characters. */
export const MESSAGE_MAX = 65_536;

/**
 * The delay before the next attempt, in milliseconds: exponential backoff with jitter, so that a whole class does not
 * reconnect at the same instant.
 * @param {number} attempt from 0
 * @param {number} chance between 0 and 1
 */
export function waitBefore(attempt, chance) {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return Math.round(wait * (0.5 + chance / 2));
}

/**
 * A WebSocket that reconnects until it is closed. A connection can break without a close event (a proxy drops it, the network changes): a
 * request without a reply times out and counts as a loss. Without a request, silence is fine.
 */
export class PlayerSocket {
  /**
   * @param {string} url
   * @param {Listener} listener
   */
  constructor(url, listener) {
    this.url = url;
    this.listener = listener;
    this.attempt = 0;
    /** The request whose reply is awaited. @type {number | null} */
    this.awaited = null;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.patience = undefined;
    this.closed = false;
    // The network or the student is back: reconnect at once.
    this.reconnect = () => {
      if (!document.hidden) this.#again(0);
    };
    // A request sent over the old network gets no reply over the new one.
    this.online = () => {
      if (this.socket !== null && this.awaited !== null) this.#gone(this.socket);
      this.reconnect();
    };
  }

  /** Connect, and keep connected. */
  connect() {
    this.closed = false;
    addEventListener("online", this.online);
    document.addEventListener("visibilitychange", this.reconnect);
    this.#open();
  }

  /** Close for good, without reconnecting. */
  close() {
    this.closed = true;
    removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.reconnect);
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    this.socket?.close();
    this.socket = null;
  }

  /** Whether messages can be sent now. */
  get ready() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /**
   * @param {ClientMessage | null} message
   * @returns {boolean} false when it can never be sent, and was refused here
   */
  send(message) {
    const text = JSON.stringify(message);
    if (message !== null && text.length > MESSAGE_MAX) {
      const words = `the run is too long to be asked for: ${text.length} characters; allowed: ${MESSAGE_MAX}`;
      this.listener.message({ type: "refused", request: message.request, message: words, field: null });
      return false;
    }
    if (message === null || this.socket === null || !this.ready) return true;
    this.socket.send(text);
    this.awaited = message.request;
    this.#watch(this.socket);
    return true;
  }

  #open() {
    this.socket?.close();
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.#watch(socket);
    socket.addEventListener("open", () => {
      clearTimeout(this.patience);
      if (this.socket === socket) this.listener.opened();
    });
    socket.addEventListener("message", (event) => {
      if (this.socket === socket) this.#hear(socket, JSON.parse(String(event.data)));
    });
    // A failed attempt fires close too: this handler sees every reported loss.
    socket.addEventListener("close", () => this.#gone(socket));
  }

  /** @param {WebSocket} socket @param {ServerMessage} message */
  #hear(socket, message) {
    this.attempt = 0;
    const done = message.request === this.awaited && (message.type === "ended" || message.type === "refused");
    if (done) this.awaited = null;
    if (this.awaited === null) clearTimeout(this.patience);
    else this.#watch(socket);
    this.listener.message(message);
  }

  /** @param {WebSocket} socket */
  #watch(socket) {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.#gone(socket), SILENCE_MAX);
  }

  /** @param {WebSocket} socket */
  #gone(socket) {
    if (this.closed || this.socket !== socket) return;
    clearTimeout(this.patience);
    this.awaited = null;
    this.socket = null;
    socket.close();
    const wait = waitBefore(this.attempt, Math.random());
    this.attempt += 1;
    this.listener.lost(wait);
    this.#again(wait);
  }

  /** @param {number} wait */
  #again(wait) {
    if (this.closed || this.socket !== null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#open(), wait);
  }
}
