import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Announcer } from "../../static/js/player/shell/announcer.js";
import { Playback } from "../../static/js/player/timeline/playback.js";

test("playback advances until there is no next step, and then stands still", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let step = 0;
  const playback = new Playback(() => {
    step += 1;
    return step < 3;
  });
  playback.start();
  assert.equal(playback.playing, true);
  for (let tick = 0; tick < 10; tick += 1) mock.timers.tick(1400);
  assert.deepEqual([step, playback.playing], [3, false]);
  mock.timers.reset();
});

test("playback that is to pause at a step tells where, until it stands still", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let step = 0;
  const playback = new Playback(() => {
    step += 1;
    return step < (playback.until ?? 9);
  });
  playback.start(2);
  for (let tick = 0; tick < 4; tick += 1) mock.timers.tick(1400);
  assert.deepEqual([step, playback.playing, playback.until], [2, false, null]);
  mock.timers.reset();
});

test("double speed takes half the time, and a paused playback takes none", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let step = 0;
  const playback = new Playback(() => {
    step += 1;
    return true;
  });
  playback.speed = 2;
  playback.start();
  mock.timers.tick(700);
  assert.equal(step, 1);
  playback.stop();
  mock.timers.tick(5000);
  assert.deepEqual([step, playback.playing], [1, false]);
  mock.timers.reset();
});

test("a screen reader is told at most one sentence a second, and always the newest", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const said = [];
  const announcer = new Announcer((text) => said.push(text));
  for (const text of ["one", "two", "three"]) announcer.announce(text);
  assert.deepEqual(said, ["one"]);
  mock.timers.tick(1000);
  assert.deepEqual(said, ["one", "three"]);
  mock.timers.tick(5000);
  announcer.announce("four");
  assert.deepEqual(said, ["one", "three", "four"]);
  mock.timers.reset();
});
