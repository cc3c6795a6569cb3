import { html, nothing } from "lit";

/** @import {Editor} from "../../protocol.js" */
/** @import {Declaration} from "../parameters/form.js" */
/** @import {Session} from "../run/session.js" */
/** @import {Actions} from "../shell/player-view.js" */
/** @import {Editors} from "./index.js" */

/** @typedef {{session: Session, declaration: Declaration | null, editors: Editors, act: Actions, closed: boolean}} EditorsModel */

/**
 * The editors of the run on show, as the server names them.
 * @param {EditorsModel} model
 */
export function editors(model) {
  return model.session.view?.opened.editors.map((one) => editor(one, model)) ?? nothing;
}

/**
 * One editor; its module may still be on its way.
 * @param {Editor} one
 * @param {EditorsModel} model
 */
export function editor({ kind, parameters }, { session, declaration, editors, act, closed }) {
  const module = editors.get(kind);
  if (module === "loading") return html`<div class="sp-editor-slot" aria-busy="true"><p class="sp-quiet">Loading the editor…</p></div>`;
  if (module === "failed") {
    // An error is an alert: it may come long after the run, when the student is elsewhere in the player.
    return html`<div class="sp-editor-slot"><p class="sp-error" role="alert">The editor could not be loaded.</p>
      <button type="button" @click=${() => editors.load(kind)}>Try again</button></div>`;
  }
  return module.editor({ session, declaration, act, parameters, closed });
}
