/** Sessions that a made-up server has answered. */

import assert from "node:assert/strict";
import { Session } from "../../static/js/player/run/session.js";
import { ended, frame, frames, opened } from "./samples.js";

export const FIRST = { parameters: { client: "always" }, scenario: null, choices: null, step: null };

/** @param {Session} session @param {number} request @param {number[]} choices @param {number} chosen what a server answers to a request for a run */
export function arrive(session, request, choices, chosen) {
  session.receive(opened(request));
  session.receive({ type: "frames", request, frames: frames(choices.length + 1) });
  session.receive(ended(request, choices, chosen));
}

/** A session with a run of four events, none of them chosen. */
export function begun() {
  const session = new Session("server-crash", FIRST);
  const { request } = session.resume();
  arrive(session, request, [0, 0, 0, 0], 0);
  return session;
}

/** @param {Session} session @param {number} index what a server answers to a choice: two more events */
export function answered(session, index) {
  const message = session.choose(index);
  assert.ok(message?.type === "choose");
  const { request, step } = message;
  const before = session.view?.ended.choices.slice(0, step) ?? [];
  session.receive({ type: "frames", request, frames: [frame(step + 1, { fault: true }), frame(step + 2, { final: true })] });
  session.receive(ended(request, [...before, index, 0], step + 1));
  return message;
}
