import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Connection, PATIENCE } from "../../static/js/player/run/connection.js";
import { Session } from "../../static/js/player/run/session.js";
import { SILENCE_MAX } from "../../static/js/player/run/socket.js";
import { ended, frames, opened } from "./samples.js";
import { standIn, Wire, windowEvents } from "./wire.js";

const FIRST = { parameters: {}, scenario: null, choices: null, step: null };
const network = { onLine: true };
/** @type {Connection[]} */
const connections = [];

beforeEach(() => {
  standIn();
  network.onLine = true;
  Object.defineProperty(globalThis, "navigator", { value: network, configurable: true });
  Object.assign(globalThis, { location: new URL("http://course/") });
});
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
  mock.timers.reset();
});

/** A connection over which the first run has come, its session, and all that it has said. */
function connected() {
  const session = new Session("server-crash", FIRST);
  /** @type {string[]} */
  const said = [];
  const connection = new Connection(
    session,
    (message) => session.receive(message),
    (text) => said.push(text),
  );
  connections.push(connection);
  connection.connect();
  Wire.all[0].open();
  Wire.all[0].say(opened(1));
  Wire.all[0].say({ type: "frames", request: 1, frames: frames(3) });
  Wire.all[0].say(ended(1, [0, 0], 0));
  return { connection, session, said };
}

test("a choice that nobody answers is said to be kept, long before silence proves that nobody is there", () => {
  const { connection, session, said } = connected();
  assert.ok(PATIENCE < SILENCE_MAX / 4);
  connection.send(session.choose(1));
  mock.timers.tick(PATIENCE - 1);
  assert.deepEqual(said, []);
  mock.timers.tick(1);
  assert.deepEqual(said, ["No reply yet. What you chose is kept; stepping still works."]);
  mock.timers.tick(SILENCE_MAX);
  assert.match(said[1] ?? "", /^The connection was lost; what you chose is kept\. Trying again/);
});

test("a choice that is answered, as a step that needs no answer, is not said to be kept", () => {
  const { connection, session, said } = connected();
  connection.send(session.choose(1));
  Wire.all[0].say({ type: "frames", request: 2, frames: frames(3).slice(1) });
  connection.send(session.choose(0));
  mock.timers.tick(PATIENCE);
  assert.deepEqual(said, []);
});

test("without a network it is said at once, also of what was chosen before it went", () => {
  const { connection, session, said } = connected();
  windowEvents.dispatchEvent(new Event("offline"));
  assert.deepEqual(said, [], "nothing was chosen");
  connection.send(session.choose(1));
  windowEvents.dispatchEvent(new Event("offline"));
  network.onLine = false;
  connection.send(session.choose(1));
  assert.deepEqual([...new Set(said)], ["No connection. What you chose is kept, and done as soon as there is one."]);
  assert.equal(said.length, 2);
});
