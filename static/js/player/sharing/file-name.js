/** Longer names are refused by some file systems, and read by nobody. */
const LENGTH_MAX = 60;

/**
 * The name of a file that holds a run: the concept and the student's own choices.
 * @param {string} concept
 * @param {readonly number[]} choices
 * @param {string} ending
 */
export function fileName(concept, choices, ending) {
  const name = [concept, ...choices].join("-");
  return `${name.length <= LENGTH_MAX ? name : `${name.slice(0, LENGTH_MAX - 1).replace(/-?\d*$/, "")}-etc`}.${ending}`;
}
