/** @import {ClientMessage, ServerMessage} from "../../protocol.js" */

/**
 * @typedef {{opened: () => void, message: (message: ServerMessage) => void, lost: (again: number) => void}} Listener
 * `opened` after every connection, also a regained one; `lost` says after how many milliseconds it is tried again
 */

const FIRST_WAIT = 400;
const LONGEST_WAIT = 10_000;
/** The server takes at most 3 s for the first of its answers and goes on in short stretches: after this silence nobody is there. */
export const SILENCE_MAX = 8_000;
/** The server reads no longer message. */
export const MESSAGE_MAX = 65_536;

/**
 * How long to wait before the next attempt: doubled each time, with a part left to chance, so that a whole class
 * does not come back in the same instant.
 * @param {number} attempt from 0
 * @param {number} chance between 0 and 1
 */
export function waitBefore(attempt, chance) {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return Math.round(wait * (0.5 + chance / 2));
}

/**
 * A WebSocket that comes back by itself until it is closed. A connection can end without anybody saying so (a proxy that forgets it, a network
 * that is left): whoever asked and hears nothing takes it for lost. While nothing is asked, nothing has to be heard.
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
    /** The request whose answer is awaited. @type {number | null} */
    this.awaited = null;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.patience = undefined;
    this.closed = false;
    // A network that is there again, or a reader who is: no reason to wait any longer.
    this.hurry = () => {
      if (!document.hidden) this.#again(0);
    };
    // What was asked over the network that went away will not be answered over the one that came.
    this.online = () => {
      if (this.socket !== null && this.awaited !== null) this.#gone(this.socket);
      this.hurry();
    };
  }

  /** Connect, and keep connected. */
  connect() {
    this.closed = false;
    addEventListener("online", this.online);
    document.addEventListener("visibilitychange", this.hurry);
    this.#open();
  }

  /** Close for good: nothing is tried again. */
  close() {
    this.closed = true;
    removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.hurry);
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
    // A failed attempt closes too, so that this one handler sees every end that is said.
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
