/** @import {Spec} from "./spec.js" */

/**
 * The runs that undo (`past`, the nearest last) and redo (`future`, the nearest first) lead to.
 * @typedef {{past: readonly Spec[], future: readonly Spec[]}} UndoStack
 */
/** @typedef {{target: Spec, undoStack: UndoStack}} Move The run to open, and the stack to have once it is on show. */

/** Older runs are dropped: undo goes back this far. */
const DEPTH_MAX = 200;

/** @type {UndoStack} */
export const EMPTY_STACK = { past: [], future: [] };

/**
 * Push the run that is being left. What had been undone can no longer be redone.
 * @param {UndoStack} undoStack
 * @param {Spec} from the run on show
 * @returns {UndoStack}
 */
export function push({ past }, from) {
  return { past: [...past, from].slice(-DEPTH_MAX), future: [] };
}

/**
 * Undo: move to the previous run.
 * @param {UndoStack} undoStack
 * @param {Spec} from the run on show
 * @returns {Move | null} null when there is no previous run
 */
export function undo({ past, future }, from) {
  const target = past.at(-1);
  return target === undefined ? null : { target, undoStack: { past: past.slice(0, -1), future: [from, ...future] } };
}

/**
 * Redo: move to the run that was undone last.
 * @param {UndoStack} undoStack
 * @param {Spec} from the run on show
 * @returns {Move | null} null when nothing was undone
 */
export function redo({ past, future }, from) {
  const [target, ...rest] = future;
  return target === undefined ? null : { target, undoStack: { past: [...past, from], future: rest } };
}
