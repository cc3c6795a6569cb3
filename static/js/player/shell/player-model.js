import { goalIn } from "../goal/goal.js";
import { nameAmong } from "../identity.js";
import { goalStepOf } from "../run/goal-step.js";

/** @import {View} from "../run/session.js" */
/** @import {SimPlayer} from "../sim-player.js" */
/** @import {PlayerModel} from "./player-view.js" */

/** The names in an attribute. @param {string | null} text */
export function namesIn(text) {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}

/**
 * Gather what the views of a player need: its attributes, its controller and the state of its parts.
 * @param {SimPlayer} player
 * @param {View} view
 * @returns {PlayerModel | null} null before the player is connected
 */
export function modelOf(player, view) {
  const { controller, findings, foresight, stopWhen, sharing } = player;
  if (controller === null || findings === null || foresight === null || stopWhen === null || sharing === null) return null;
  const { session, declaration, editing, playback, status, spoken, link } = controller;
  const whole = player.hasAttribute("whole");
  return {
    id: player.uid,
    name: nameAmong(player, view.opened.title),
    whole,
    focus: { properties: namesIn(player.getAttribute("properties")) },
    fixed: player.hasAttribute("challenge"),
    compared: player.hasAttribute("compared"),
    goal: goalIn(player.getAttribute("goal")),
    tabs: player.tabs,
    session,
    tree: controller.branchStore.tree,
    declaration,
    editors: controller.editors,
    layout: player.interaction.lay(view, player.room, !whole),
    interaction: player.interaction,
    editing,
    playing: playback.playing,
    speed: playback.speed,
    status,
    spoken,
    link,
    findings,
    hints: player.hints,
    foresight,
    stopWhen,
    sharing,
    parting: player.pairLink.parting,
    picks: player.hasAttribute("scenarios"),
    goalStep: goalStepOf(player.getAttribute("goal-choices"), view),
    act: controller,
  };
}
