import { PlayerSocket } from "./socket.js";

/** @import {ClientMessage, ServerMessage} from "../protocol.js" */
/** @import {Session} from "./models/session.js" */

const WAITING = "Not connected: this will be done as soon as the connection is back.";
const REGAINED = "Connected again; nothing was lost.";

/** @param {number} wait in milliseconds */
const lost = (wait) => `The connection was lost. Trying again in ${Math.ceil(wait / 1000)} s. Stepping still works.`;

/** A session's line to the server: it takes the session up again after every loss, on whatever server answers, and says so. */
export class Line {
  /**
   * @param {Session} session
   * @param {(message: ServerMessage) => void} receive
   * @param {(status: string) => void} say
   */
  constructor(session, receive, say) {
    this.say = say;
    this.lost = false;
    const url = new URL("/ws/player", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new PlayerSocket(url.href, {
      opened: () => this.socket.send(session.resume()),
      message: (message) => {
        receive(message);
        // Only a whole run proves that nothing is missing.
        if (this.lost && session.pending === null) {
          this.lost = false;
          if (message.type === "ended") say(REGAINED);
        }
      },
      lost: (wait) => {
        this.lost = true;
        say(lost(wait));
      },
    });
  }

  /** Connect, and keep connected. */
  connect() {
    this.socket.connect();
  }

  /** Let go of the connection for good. */
  close() {
    this.socket.close();
  }

  /**
   * Ask now, or as soon as there is a connection again.
   * @param {ClientMessage | null} message
   */
  send(message) {
    const possible = this.socket.send(message);
    if (possible && message !== null && !this.socket.ready) this.say(WAITING);
  }
}
