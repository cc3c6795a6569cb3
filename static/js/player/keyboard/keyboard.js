import { openHelp } from "./help-view.js";
import { commandOf } from "./keys.js";

/** @import {Controller} from "../controller.js" */

/**
 * Run the command of a key, and prevent the key's default.
 * @param {KeyboardEvent} event
 * @param {Controller} controller
 */
export function press(event, controller) {
  const { target } = event;
  // An inner element may have handled it: a drawing undoes its own changes.
  if (event.defaultPrevented || !(target instanceof Element)) return;
  const typing = target.matches("input:not([type=range]), textarea, select");
  const command = commandOf(event, { diagram: target.matches(".sp-space"), inside: target.closest(".sp-space") !== null, typing });
  if (command === null) return;
  event.preventDefault();
  const { step, last } = controller.session;
  const act = {
    back: () => controller.go(step - 1),
    next: () => controller.go(step + 1),
    start: () => controller.go(0),
    end: () => controller.go(last),
    toggle: controller.toggle,
    undo: controller.undo,
    redo: controller.redo,
    help: () => openHelp(target),
  };
  act[command]();
}
