import { PlayerSocket } from "./socket.js";

/** @import {ClientMessage, ServerMessage} from "../../protocol.js" */
/** @import {Session} from "./session.js" */

const WAITING = "No connection. What you chose is kept, and done as soon as there is one.";
const SLOW = "No reply yet. What you chose is kept; stepping still works.";
const REGAINED = "Connected again; nothing was lost.";

/** A student who chose something and sees nothing happen is told why after this many milliseconds, long before the socket gives up. */
export const PATIENCE = 1_000;

/** @param {number} wait in milliseconds @param {boolean} chosen whether something was chosen that is not done yet */
const lost = (wait, chosen) =>
  `The connection was lost${chosen ? "; what you chose is kept" : ""}. Trying again in ${Math.ceil(wait / 1000)} s. Stepping still works.`;

/** Keeps a session connected: reconnects after every loss, to whichever server responds, resumes the session there, and tells the student. */
export class Connection {
  /**
   * @param {Session} session
   * @param {(message: ServerMessage) => void} receive
   * @param {(status: string) => void} say
   */
  constructor(session, receive, say) {
    this.session = session;
    this.say = say;
    this.lost = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.offline = () => this.#chosen && say(WAITING);
    const url = new URL("/ws/player", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new PlayerSocket(url.href, {
      opened: () => this.socket.send(session.resume()),
      message: (message) => {
        clearTimeout(this.timer);
        receive(message);
        // Only a complete run proves that nothing is missing.
        if (this.lost && session.pending === null) {
          this.lost = false;
          if (message.type === "ended") say(REGAINED);
        }
      },
      lost: (wait) => {
        this.lost = true;
        clearTimeout(this.timer);
        say(lost(wait, this.#chosen));
      },
    });
  }

  /** Connect, and keep connected. */
  connect() {
    addEventListener("offline", this.offline);
    this.socket.connect();
  }

  /** Close the connection for good. */
  close() {
    removeEventListener("offline", this.offline);
    clearTimeout(this.timer);
    this.socket.close();
  }

  /**
   * Send a request now, or as soon as there is a connection again.
   * @param {ClientMessage | null} message
   */
  send(message) {
    if (message === null) return;
    if (!this.socket.send(message)) return;
    clearTimeout(this.timer);
    if (!this.socket.ready || !navigator.onLine) this.say(WAITING);
    else this.timer = setTimeout(() => this.#chosen && this.say(SLOW), PATIENCE);
  }

  /** Whether a choice is pending: another run than the one on show is awaited. */
  get #chosen() {
    return this.session.view !== null && this.session.pending !== null && !this.session.pending.same;
  }
}
