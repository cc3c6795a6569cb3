/** @import {Findings} from "../endings/findings.js" */

/**
 * Remember the focus before the player is drawn again: the button that was pressed may be gone afterwards.
 * @param {Element} root
 * @returns {() => void} call it after drawing: the focus that was lost goes to the part that it was in
 */
export function keepFocus(root) {
  const { activeElement } = document;
  if (activeElement === null || !root.contains(activeElement)) return () => {};
  const home = activeElement.closest("[data-home]")?.getAttribute("data-home");
  const form = activeElement.closest(".sp-form");
  return () => {
    if (root.contains(document.activeElement)) return;
    const place = form instanceof HTMLElement ? chipOf(root, form.dataset.chip) : inPart(root, home);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  };
}

/** The focus target of a part: its first choice, else its heading. @param {Element} root @param {string | null | undefined} home */
function inPart(root, home) {
  const part = home == null ? null : root.querySelector(`[data-home="${CSS.escape(home)}"]`);
  return part?.querySelector(".sp-choice") ?? part?.querySelector("h3[tabindex]") ?? part;
}

/** The chip from which the form was opened. @param {Element} root @param {string} [name] */
function chipOf(root, name = "") {
  return root.querySelector(`.sp-chip[data-parameter="${CSS.escape(name)}"]`) ?? root.querySelector(".sp-chip");
}

/**
 * Focus a field of the form: the parameter whose chip was pressed, or whose value was refused.
 * @param {Element} root
 * @param {string} name
 */
export function focusField(root, name) {
  const form = root.querySelector(".sp-form");
  if (form instanceof HTMLElement) form.dataset.chip ??= name;
  const named = [...root.querySelectorAll("form [name]")].filter((control) => control.getAttribute("name") === name);
  const control = named.find((one) => one instanceof HTMLInputElement && one.checked) ?? named[0];
  if (control instanceof HTMLElement) control.focus();
}

/**
 * After a run that was found has arrived: scroll its diagram into view and focus the play button.
 * @param {Element} root
 * @param {Findings} findings
 */
export function bringToPlay(root, findings) {
  if (!findings.awaited || findings.session.pending !== null) return;
  findings.awaited = false;
  const play = root.querySelector(".sp-play");
  if (!(play instanceof HTMLElement)) return;
  play.focus({ preventScroll: true });
  root.querySelector(".sp-stage")?.scrollIntoView({ block: "nearest", behavior: "instant" });
}
