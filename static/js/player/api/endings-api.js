import { post, refusal, refusalOf } from "./http.js";

/** @import {Endings, Foreseen, Progress, RefusedJob} from "../../protocol.js" */
/** @import {Values} from "../run/spec.js" */

/**
 * What to search: every run of a concept with these parameters. `signal` stops the search, on the server too.
 * @typedef {{concept: string, parameters: Values, scenario: string | null, signal?: AbortSignal, onProgress?: (progress: Progress) => void}} Search
 */

const UNREACHED = "The server cannot be reached; try again when the connection is back.";
const BROKEN_OFF = "The search broke off before it was done; try again.";

/**
 * Find all endings. Every failure is returned as a refusal in words; only a stopped search rejects, with the signal's AbortError.
 * @param {Search} search
 * @returns {Promise<Endings | RefusedJob>}
 */
export function explore({ concept, parameters, scenario, ...rest }) {
  return lastOf("/api/endings", { concept, parameters, scenario }, rest);
}

/**
 * Find what can still become of a run at each of its steps; failures as of the endings.
 * @param {Search & {choices: readonly number[]}} search
 * @returns {Promise<Foreseen | RefusedJob>}
 */
export function foresee({ concept, parameters, scenario, choices, ...rest }) {
  return lastOf("/api/prospects", { concept, parameters, scenario, choices }, rest);
}

/**
 * Ask, and give the last line of the reply.
 * @template {Endings | Foreseen} Found
 * @param {string} path
 * @param {unknown} body
 * @param {Pick<Search, "signal" | "onProgress">} rest
 * @returns {Promise<Found | RefusedJob>}
 */
async function lastOf(path, body, { signal, onProgress }) {
  try {
    const reply = await post(path, body, signal);
    if (!reply.ok || reply.body === null) return await refusalOf(reply);
    for await (const line of linesOf(reply.body)) {
      /** @type {Progress | Found | RefusedJob} */
      const message = JSON.parse(line);
      if (message.type !== "progress") return message;
      onProgress?.(message);
    }
    return refusal(BROKEN_OFF);
  } catch (error) {
    if (signal?.aborted) throw error;
    return refusal(UNREACHED);
  }
}

/**
 * Yield the lines of a stream, each as soon as it is complete; a chunk may end anywhere, even within a character.
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<string>}
 */
export async function* linesOf(stream) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines.filter((line) => line !== "");
    }
    if (rest !== "") yield rest;
  } finally {
    // Closing the connection stops the search on the server.
    reader.cancel().catch(() => undefined);
  }
}
