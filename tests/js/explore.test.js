import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { explore, linesOf } from "../../static/js/player/api/endings-api.js";

const SEARCH = { concept: "byzantine-agreement", parameters: { processes: 4 }, scenario: null };
const PROGRESS = { type: "progress", states: 5, done: 0, searches: 1 };
const ENDINGS = { type: "endings", exploration: { concept: "byzantine-agreement", exhausted: true }, table: null };
const real = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = real;
});

/** @param {Uint8Array[]} parts */
function stream(parts) {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

/** @param {AsyncIterable<string>} lines */
async function all(lines) {
  const found = [];
  for await (const line of lines) found.push(line);
  return found;
}

/** @param {unknown[]} lines @param {number} [status] */
function answering(lines, status = 200) {
  const asked = [];
  globalThis.fetch = async (path, request) => {
    asked.push([path, JSON.parse(request.body)]);
    return new Response(lines.map((line) => JSON.stringify(line)).join("\n"), { status });
  };
  return asked;
}

test("lines come whole however the network cuts the text, also within a letter", async () => {
  const bytes = new TextEncoder().encode('{"a":"§→"}\n\n{"b":2}\nlast');
  for (let size = 1; size <= bytes.length; size += 1) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, (index + 1) * size));
    assert.deepEqual(await all(linesOf(stream(parts))), ['{"a":"§→"}', '{"b":2}', "last"]);
  }
});

test("a search tells its progress and gives the last line", async () => {
  const asked = answering([PROGRESS, { ...PROGRESS, states: 9 }, ENDINGS]);
  const told = [];
  const found = await explore({ ...SEARCH, onProgress: (progress) => told.push(progress.states) });
  assert.deepEqual(found, ENDINGS);
  assert.deepEqual(told, [5, 9]);
  assert.deepEqual(asked, [["/api/endings", SEARCH]]);
});

test("a refusal comes back in the server's words, from a line or from the status", async () => {
  answering([{ type: "refused", message: "needs more memory", field: null }]);
  assert.equal((await explore(SEARCH)).message, "needs more memory");
  answering([{ error: "processes: 99 is not usable", field: "processes" }], 422);
  assert.deepEqual(await explore(SEARCH), { type: "refused", message: "processes: 99 is not usable", field: "processes", unusable: true });
});

test("an answer without an end and a server out of reach are refusals too", async () => {
  answering([PROGRESS]);
  assert.match((await explore(SEARCH)).message, /broke off/);
  globalThis.fetch = async () => {
    throw new TypeError("fetch failed");
  };
  assert.match((await explore(SEARCH)).message, /cannot be reached/);
});

test("a stopped search rejects and lets go of the answer", async () => {
  const stop = new AbortController();
  globalThis.fetch = async (_path, { signal }) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${JSON.stringify(PROGRESS)}\n`));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body);
  };
  await assert.rejects(explore({ ...SEARCH, signal: stop.signal, onProgress: () => stop.abort() }), { name: "AbortError" });
});
