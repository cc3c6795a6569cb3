import { html, nothing } from "lit";
import "./lies/lie-editor.js";
import "./pattern/pattern-editor.js";

/** @import {Declaration} from "../parameters/form.js" */
/** @import {Session} from "../run/session.js" */
/** @import {Actions} from "../shell/player-view.js" */

/**
 * What a run offers beyond its events to shape it: the lies of traitors, or the pattern that is played.
 * @param {{session: Session, declaration: Declaration | null, act: Actions}} model made anew for each drawing, so that the editors look again
 */
export function editors(model) {
  const { opened } = model.session.view ?? {};
  if (opened === undefined) return nothing;
  if ("pattern" in opened.parameters) return html`<sp-pattern .model=${{ ...model }}></sp-pattern>`;
  return opened.lies.length > 0 ? html`<sp-lies .model=${{ ...model }}></sp-lies>` : nothing;
}
