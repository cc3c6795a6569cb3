import { common } from "../branches/branch-tree.js";

/** @import {ClientMessage} from "../../protocol.js" */
/** @import {BranchStore} from "../branches/branch-store.js" */
/** @import {Session} from "./session.js" */

/** Undo, redo and branches: requests for runs that were on show before. */
export class Rewind {
  /**
   * @param {Session} session
   * @param {BranchStore} branchStore
   * @param {(message: ClientMessage | null) => void} ask
   */
  constructor(session, branchStore, ask) {
    /** Return to the run before the last choice, scenario or change of parameters. */
    this.undo = () => ask(session.undo());
    /** Return to the run that was undone last. */
    this.redo = () => ask(session.redo());
    /** Switch to another branch, at the first step that differs. */
    this.branch = (/** @type {number} */ id) => {
      const { view, spec } = session;
      const branch = branchStore.tree.branches.find((other) => other.id === id);
      if (branch === undefined || view === null || id === branchStore.tree.current) return;
      const step = Math.min(common(branch.choices, view.ended.choices) + 1, branch.choices.length);
      ask(session.open({ ...spec, choices: branch.choices.slice(0, branch.chosen), step }));
    };
  }
}
