/** @typedef {"back" | "next" | "start" | "end" | "toggle" | "undo" | "redo" | "help"} Command */
/** @typedef {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean}} Stroke */
/** @typedef {{where: string, keys: readonly {keys: readonly string[], does: string}[]}} Group A part of the sheet of keys. */

/** Keys that the diagram's region understands while it has the focus. No letters: they belong to screen readers and speech input. */
const IN_DIAGRAM = /** @type {Readonly<Record<string, Command>>} */ ({
  ArrowLeft: "back",
  ArrowRight: "next",
  Home: "start",
  End: "end",
  " ": "toggle",
});

/** The keys that every player has, and what they do; an editor brings its own. @type {readonly Group[]} */
export const KEYS = [
  {
    where: "While the diagram has the focus",
    keys: [
      { keys: ["←", "→"], does: "One step back, one step on" },
      { keys: ["Home", "End"], does: "To the start, to the end of the run" },
      { keys: ["Space"], does: "Play or pause; at the end, play from the start" },
      { keys: ["Tab"], does: "Into the diagram: to its events, messages and processes" },
      { keys: ["?"], does: "This sheet" },
    ],
  },
  {
    where: "On an event, a message or a process of the diagram",
    keys: [
      { keys: ["←", "→", "↑", "↓"], does: "To the next one in that direction" },
      { keys: ["Home", "End"], does: "To the first, to the last one of the lane" },
      { keys: ["Enter", "Space"], does: "Go to the event; or see what can happen to the message or process" },
      { keys: ["Esc"], does: "Back to the diagram as a whole" },
    ],
  },
  {
    where: "Anywhere in the player",
    keys: [
      { keys: ["Ctrl Z", "⌘ Z"], does: "Undo the last choice, scenario or change of parameters" },
      { keys: ["Ctrl Shift Z", "Ctrl Y", "⌘ Shift Z"], does: "Redo what was undone" },
      { keys: ["Tab", "Shift Tab"], does: "To the next, to the previous control" },
      { keys: ["Enter", "Space"], does: "Press the control that has the focus" },
      { keys: ["Esc"], does: "Close this sheet" },
    ],
  },
  {
    where: "Anywhere on the page",
    keys: [{ keys: ["Ctrl K", "⌘ K", "/"], does: "Search the course; / only while nothing is being typed, and it can be turned off there" }],
  },
  {
    where: "On the timeline",
    keys: [
      { keys: ["←", "→"], does: "One step back, one step on" },
      { keys: ["Page Up", "Page Down"], does: "Several steps on, several steps back" },
      { keys: ["Home", "End"], does: "To the start, to the end of the run" },
    ],
  },
];

/**
 * Find the command of a keystroke.
 * @param {Stroke} stroke
 * @param {{diagram: boolean, inside: boolean, typing: boolean}} place whether the diagram or something inside it has the focus, or a field in
 * which undo is the field's own
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }, { diagram, inside, typing }) {
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    if (typing) return null;
    const letter = key.toLowerCase();
    if (letter === "z") return shiftKey ? "redo" : "undo";
    return letter === "y" && ctrlKey && !shiftKey ? "redo" : null;
  }
  if (key === "?") return inside ? "help" : null;
  return diagram ? (IN_DIAGRAM[key] ?? null) : null;
}
