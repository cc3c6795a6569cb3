import { addressOf } from "../run/link.js";
import { copied } from "./clipboard.js";

/** @import {Session} from "../run/session.js" */

/**
 * Copy the address of the run and step on show.
 * @param {Session} session
 * @returns {Promise<{link: string | null, status: string}>} what to tell; `link`: the address, to be copied by hand where the browser forbids it
 */
export async function copyLink({ concept, spec }) {
  const link = addressOf(concept, spec);
  if (await copied(link)) return { link: null, status: "Link copied: it brings back exactly this run and step." };
  return { link, status: "The browser does not allow copying here; copy the address above." };
}
