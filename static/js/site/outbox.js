/** @typedef {{url: string, body: string}} Parcel An answer on its way: the same text is sent until the server has said something to it. */
/** @typedef {{kind: "parts", html: string} | {kind: "refused", status: number} | {kind: "unreachable"}} Reached What came of sending. */

const NAME = "faultline-outbox";
const PATIENCE = 20_000;

/**
 * The answers that the server has not acknowledged yet, at most one for each question. They outlive the page and the browser, so that nothing is lost
 * when a connection or a tab goes away; and each carries its own key, so that one that did arrive counts once however often it is sent.
 */
export class Outbox {
  /** @param {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} storage */
  constructor(storage = () => localStorage) {
    this.storage = storage;
    /** What could not be stored lives as long as the page. @type {Parcel[] | null} */
    this.unstored = null;
  }

  /** @returns {Parcel[]} what waits, in the order in which it was sent */
  all() {
    if (this.unstored !== null) return [...this.unstored];
    try {
      const kept = JSON.parse(this.storage().getItem(NAME) ?? "[]");
      return Array.isArray(kept) ? kept.filter((parcel) => typeof parcel?.url === "string" && typeof parcel?.body === "string") : [];
    } catch {
      return [];
    }
  }

  /** @param {string} url */
  has(url) {
    return this.all().some((parcel) => parcel.url === url);
  }

  /** @param {Parcel} parcel */
  put(parcel) {
    this.#keep([...this.all().filter(({ url }) => url !== parcel.url), parcel]);
  }

  /** Remove an acknowledged answer, unless a newer one has replaced it. @param {Parcel} parcel */
  drop(parcel) {
    this.#keep(this.all().filter(({ url, body }) => url !== parcel.url || body !== parcel.body));
  }

  /** Discard all answers. */
  clear() {
    this.#keep([]);
  }

  /** @param {Parcel[]} parcels */
  #keep(parcels) {
    try {
      if (parcels.length > 0) this.storage().setItem(NAME, JSON.stringify(parcels));
      else this.storage().removeItem(NAME);
      this.unstored = null;
    } catch {
      this.unstored = parcels;
    }
  }
}

/**
 * Send an answer once. An unreachable server and a failing one are treated alike: the answer is not acknowledged.
 * @param {Parcel} parcel
 * @param {typeof fetch} fetcher
 * @returns {Promise<Reached>}
 */
export async function send({ url, body }, fetcher = fetch) {
  try {
    const answer = await fetcher(url, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true" },
      credentials: "same-origin",
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status >= 500 || answer.status === 429) return { kind: "unreachable" };
    if (!answer.headers.has("faultline-part")) return { kind: "refused", status: answer.status };
    return { kind: "parts", html: await answer.text() };
  } catch {
    return { kind: "unreachable" };
  }
}
