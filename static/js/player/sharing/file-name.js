/** Some file systems refuse longer names. */
const LENGTH_MAX = 60;

/**
 * Name a file after its run: the concept and the student's own choices.
 * @param {string} concept
 * @param {readonly number[]} choices
 * @param {string} ending
 */
export function fileName(concept, choices, ending) {
  const name = [concept, ...choices].join("-");
  return `${name.length <= LENGTH_MAX ? name : `${name.slice(0, LENGTH_MAX - 1).replace(/-?\d*$/, "")}-etc`}.${ending}`;
}
