import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { MESSAGE_MAX, PlayerSocket, SILENCE_MAX, waitBefore } from "../../static/js/player/run/socket.js";
import { page, standIn, Wire, windowEvents } from "./wire.js";

const ASK = /** @type {const} */ ({ type: "choose", request: 1, step: 0, index: 0 });

beforeEach(standIn);
/** @type {PlayerSocket[]} */
const sockets = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  mock.timers.reset();
});

/** @param {() => void} opened @param {(message: {type: string}) => void} message @param {() => void} lost */
function connect(opened, message, lost) {
  const socket = new PlayerSocket("ws://course/ws/player", { opened, message, lost });
  sockets.push(socket);
  socket.connect();
  return socket;
}

/** @returns {{socket: PlayerSocket, log: unknown[]}} */
function connected() {
  /** @type {unknown[]} */
  const log = [];
  const socket = connect(
    () => log.push("opened"),
    (message) => log.push(message.type),
    () => log.push("lost"),
  );
  Wire.all[0].open();
  return { socket, log };
}

test("a closed connection is tried again by itself until it is there", () => {
  const { log } = connected();
  Wire.all[0].close();
  mock.timers.tick(400);
  Wire.all[1].close();
  mock.timers.tick(800);
  Wire.all[2].open();
  assert.deepEqual(log, ["opened", "lost", "lost", "opened"]);
});

test("silence after a question is a lost connection, though nobody closed it", () => {
  const { socket, log } = connected();
  socket.send(ASK);
  mock.timers.tick(SILENCE_MAX - 1);
  assert.deepEqual(log, ["opened"]);
  mock.timers.tick(1);
  assert.deepEqual(log, ["opened", "lost"]);
  assert.equal(Wire.all[0].readyState, 3, "the dead connection is let go");
  mock.timers.tick(400);
  assert.equal(Wire.all.length, 2);
});

test("silence in the middle of an answer is a lost connection too, and a slow answer is none", () => {
  const { socket, log } = connected();
  socket.send(ASK);
  for (let part = 0; part < 5; part += 1) {
    mock.timers.tick(SILENCE_MAX - 1);
    Wire.all[0].say({ type: "frames", request: 1, frames: [] });
  }
  assert.ok(!log.includes("lost"));
  mock.timers.tick(SILENCE_MAX);
  assert.equal(log.at(-1), "lost");
});

test("while nothing is asked, nothing has to be heard", () => {
  const { socket, log } = connected();
  mock.timers.tick(10 * SILENCE_MAX);
  socket.send(ASK);
  Wire.all[0].say({ type: "ended", request: 1 });
  mock.timers.tick(10 * SILENCE_MAX);
  assert.deepEqual(log, ["opened", "ended"]);
});

test("a server that takes the connection and never answers the handshake is left", () => {
  const nothing = () => {};
  connect(nothing, nothing, nothing);
  mock.timers.tick(SILENCE_MAX);
  mock.timers.tick(400);
  assert.equal(Wire.all.length, 2);
});

test("what a connection says after it was given up is not heard", () => {
  const { socket, log } = connected();
  socket.send(ASK);
  mock.timers.tick(SILENCE_MAX);
  Wire.all[0].say({ type: "ended", request: 1 });
  assert.deepEqual(log, ["opened", "lost"]);
});

test("a network or a reader that comes back is a reason to try at once", () => {
  for (const back of [() => windowEvents.dispatchEvent(new Event("online")), () => page.dispatchEvent(new Event("visibilitychange"))]) {
    Wire.all = [];
    const { socket } = connected();
    Wire.all[0].close();
    back();
    mock.timers.tick(0);
    assert.equal(Wire.all.length, 2);
    socket.close();
  }
});

test("what was asked over the network that went away is asked over the one that came, without waiting for silence", () => {
  const { socket, log } = connected();
  windowEvents.dispatchEvent(new Event("online"));
  assert.equal(Wire.all.length, 1, "nothing was asked");
  socket.send(ASK);
  windowEvents.dispatchEvent(new Event("online"));
  mock.timers.tick(0);
  Wire.all[1].open();
  assert.deepEqual(log, ["opened", "lost", "opened"]);
});

test("a hidden page does not hurry", () => {
  const { socket } = connected();
  Wire.all[0].close();
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  mock.timers.tick(0);
  page.hidden = false;
  assert.equal(Wire.all.length, 1);
  socket.close();
});

test("a connection that is accepted and cut again and again is tried ever more slowly", () => {
  const { socket } = connected();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    Wire.all.at(-1)?.close();
    mock.timers.tick(10_000);
    Wire.all.at(-1)?.open();
  }
  assert.ok(socket.attempt >= 6);
  Wire.all.at(-1)?.say({ type: "opened", request: 1 });
  assert.equal(socket.attempt, 0, "an answer is what counts");
  socket.close();
});

test("waits double up to ten seconds, with half of each left to chance", () => {
  assert.deepEqual([waitBefore(0, 0), waitBefore(0, 1), waitBefore(3, 1), waitBefore(20, 1), waitBefore(20, 0)], [200, 400, 3200, 10_000, 5_000]);
});

test("what is too long for the server is refused here, with or without a connection, and is not sent", () => {
  const { socket, log } = connected();
  const long = { ...ASK, request: 2, index: /** @type {any} */ ("x".repeat(MESSAGE_MAX)) };
  assert.deepEqual([socket.send(long), log, Wire.all[0].sent], [false, ["opened", "refused"], []]);
  mock.timers.tick(10 * SILENCE_MAX);
  Wire.all[0].close();
  assert.deepEqual([socket.send(long), socket.send(ASK)], [false, true]);
  assert.deepEqual(log, ["opened", "refused", "lost", "refused"]);
});

test("closed for good, it tries nothing again", () => {
  const { socket } = connected();
  socket.close();
  windowEvents.dispatchEvent(new Event("online"));
  mock.timers.tick(60_000);
  assert.equal(Wire.all.length, 1);
});
