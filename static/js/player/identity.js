import { readChoices } from "./run/link.js";

/** @import {Spec} from "./run/spec.js" */

/**
 * Read the run that a player's attributes ask for.
 * @param {Element} player
 * @returns {Spec}
 */
export function askedOf(player) {
  const step = player.getAttribute("step");
  const until = player.getAttribute("until");
  const revision = player.getAttribute("revision");
  const seenBy = player.getAttribute("seen-by");
  return {
    parameters: JSON.parse(player.getAttribute("parameters") || "{}"),
    scenario: player.getAttribute("scenario") || null,
    choices: readChoices(player.getAttribute("choices")),
    step: step === null || step === "" ? null : Number(step),
    ...(revision === null ? {} : { revision: Number(revision) }),
    ...(until === null ? {} : { stop: Number(until) }),
    ...(seenBy === null ? {} : { seenBy }),
  };
}

/**
 * The accessible name of a player, unique on its page: it is a landmark.
 * @param {Element} player
 * @param {string} title
 */
export function nameAmong(player, title) {
  const players = [...document.querySelectorAll("sim-player")];
  return `Simulation${players.length > 1 ? ` ${players.indexOf(player) + 1}` : ""}: ${title}`;
}

/**
 * The storage key of a player in this tab: its page and id, or else its position among the players of its concept. The page of a concept is
 * one page, whatever run its address asks for.
 * @param {Element} player
 */
export function placeOf(player) {
  const concept = player.getAttribute("concept");
  const alike = [...document.querySelectorAll("sim-player")].filter((other) => other.getAttribute("concept") === concept);
  const page = location.pathname.startsWith("/play/") ? location.pathname : `${location.pathname}${location.search}`;
  return `${page} ${player.id || `${concept} ${alike.indexOf(player)}`}`;
}
