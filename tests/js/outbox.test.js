import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, send } from "../../static/js/site/outbox.js";

/** A storage as browsers have it. */
function shelf() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name), kept };
}

const one = { url: "/lessons/a/questions/b/answers", body: "key=1&answer=x" };
const other = { url: "/lessons/a/questions/c/answers", body: "key=2&answer=y" };

test("answers wait in the order in which they were sent, one for each question", () => {
  const storage = shelf();
  const outbox = new Outbox(() => storage);
  outbox.put(one);
  outbox.put(other);
  outbox.put({ ...one, body: "key=3&answer=z" });
  assert.deepEqual(new Outbox(() => storage).all(), [other, { ...one, body: "key=3&answer=z" }]);
  assert.equal(outbox.has(one.url), true);
});

test("what was acknowledged goes, and what took its place meanwhile stays", () => {
  const storage = shelf();
  const outbox = new Outbox(() => storage);
  outbox.put({ ...one, body: "later" });
  outbox.drop(one);
  assert.equal(outbox.has(one.url), true);
  outbox.drop({ ...one, body: "later" });
  assert.deepEqual(outbox.all(), []);
  assert.equal(storage.kept.size, 0);
});

test("where nothing can be stored, answers wait as long as the page lives", () => {
  const outbox = new Outbox(() => {
    throw new Error("forbidden");
  });
  outbox.put(one);
  assert.deepEqual(outbox.all(), [one]);
  outbox.clear();
  assert.deepEqual(outbox.all(), []);
});

test("what somebody else wrote into the storage is no answer", () => {
  for (const text of ["{", "{}", "[1,null,{}]", '"x"']) {
    const outbox = new Outbox(() => ({ ...shelf(), getItem: () => text }));
    assert.deepEqual(outbox.all(), []);
  }
});

const part = { status: 200, headers: new Headers({ "faultline-part": "question" }), text: async () => "<section>" };

test("only what the server has said about an answer counts as said", async () => {
  const cases = [
    [async () => part, { kind: "parts", html: "<section>" }],
    [async () => ({ ...part, status: 409 }), { kind: "parts", html: "<section>" }],
    [async () => ({ ...part, status: 500 }), { kind: "unreachable" }],
    [async () => ({ ...part, status: 502 }), { kind: "unreachable" }],
    [async () => ({ ...part, status: 429 }), { kind: "unreachable" }],
    [async () => ({ status: 200, headers: new Headers(), text: async () => "<html>" }), { kind: "refused", status: 200 }],
    [async () => ({ status: 404, headers: new Headers(), text: async () => "<html>" }), { kind: "refused", status: 404 }],
    [async () => Promise.reject(new TypeError("no network")), { kind: "unreachable" }],
    [async () => ({ ...part, text: () => Promise.reject(new TypeError("cut off")) }), { kind: "unreachable" }],
  ];
  for (const [fetcher, reached] of cases) assert.deepEqual(await send(one, fetcher), reached);
});

test("an answer is sent as the form would have sent it, with its key", async () => {
  /** @type {any[]} */
  const sent = [];
  await send(one, async (url, options) => {
    sent.push(url, options.method, options.body, options.headers["HX-Request"], options.keepalive);
    return part;
  });
  assert.deepEqual(sent, [one.url, "POST", one.body, "true", true]);
});
