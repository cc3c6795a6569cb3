import { readChoices } from "./run/link.js";

/** @import {Spec} from "./run/session.js" */

/**
 * What a player's attributes ask for.
 * @param {Element} player
 * @returns {Spec}
 */
export function askedOf(player) {
  const step = player.getAttribute("step");
  const until = player.getAttribute("until");
  return {
    parameters: JSON.parse(player.getAttribute("parameters") || "{}"),
    scenario: player.getAttribute("scenario") || null,
    choices: readChoices(player.getAttribute("choices")),
    step: step === null || step === "" ? null : Number(step),
    ...(until === null ? {} : { stop: Number(until) }),
  };
}

/**
 * Two players of a page must not have the same name, or a list of landmarks is of no use.
 * @param {Element} player
 * @param {string} title
 */
export function nameAmong(player, title) {
  const players = [...document.querySelectorAll("sim-player")];
  return `Simulation${players.length > 1 ? ` ${players.indexOf(player) + 1}` : ""}: ${title}`;
}

/**
 * Which player this is in this tab: the page, and its name there, or else its place among those of its concept. The page of a concept is one page,
 * whatever run its address asks for.
 * @param {Element} player
 */
export function placeOf(player) {
  const concept = player.getAttribute("concept");
  const alike = [...document.querySelectorAll("sim-player")].filter((other) => other.getAttribute("concept") === concept);
  const page = location.pathname.startsWith("/play/") ? location.pathname : `${location.pathname}${location.search}`;
  return `${page} ${player.id || `${concept} ${alike.indexOf(player)}`}`;
}
