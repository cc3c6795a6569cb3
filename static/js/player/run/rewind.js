import { common } from "../branches/branch-tree.js";

/** @import {ClientMessage} from "../../protocol.js" */
/** @import {BranchStore} from "../branches/branch-store.js" */
/** @import {Session} from "./session.js" */

/** The ways back to runs that were on show before. */
export class Rewind {
  /**
   * @param {Session} session
   * @param {BranchStore} branchStore
   * @param {(message: ClientMessage | null) => void} ask
   */
  constructor(session, branchStore, ask) {
    /** Bring back the run before the last choice, scenario or change of parameters. */
    this.undo = () => ask(session.undo());
    /** Bring back the run that undo led away from. */
    this.redo = () => ask(session.redo());
    /** Go back to another branch, at the first step that is not the same there. */
    this.branch = (/** @type {number} */ id) => {
      const { view, spec } = session;
      const branch = branchStore.tree.branches.find((other) => other.id === id);
      if (branch === undefined || view === null || id === branchStore.tree.current) return;
      const step = Math.min(common(branch.choices, view.ended.choices) + 1, branch.choices.length);
      ask(session.open({ ...spec, choices: branch.choices.slice(0, branch.chosen), step }));
    };
  }
}
