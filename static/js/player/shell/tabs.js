/**
 * @typedef {{name: string, title: string, draw: (step: number) => unknown, steady?: boolean, aside?: boolean, kept?: boolean}} Tab
 * `steady`: its content does not depend on the step; `aside`: not open unless somebody wants it; `kept`: holds what is being written, and
 * keeps it while another tab is open
 */

/** Which tab below the stage is open. It stays open while the run is stepped through, and as long as there is such a tab. */
export class Tabs {
  /**
   * @param {() => void} changed
   */
  constructor(changed) {
    /** The tabs that matter at this place, the most important first. @type {readonly string[]} */
    this.wanted = [];
    this.changed = changed;
    /** The student's choice; "" to have none open. @type {string | null} */
    this.chosen = null;
  }

  /**
   * The tabs in their order: what matters here comes first.
   * @param {readonly Tab[]} tabs
   */
  sorted(tabs) {
    /** @param {Tab} tab */
    const rank = ({ name }) => (this.wanted.includes(name) ? this.wanted.indexOf(name) : this.wanted.length);
    return [...tabs].sort((one, other) => rank(one) - rank(other));
  }

  /**
   * The open one: the student's choice, else the first that shows the state, or that this place is about.
   * @param {readonly Tab[]} sorted
   * @returns {Tab | undefined}
   */
  open(sorted) {
    const [first] = sorted;
    if (this.chosen === "") return undefined;
    const usual = first === undefined || (first.aside && !this.wanted.includes(first.name)) ? undefined : first;
    return sorted.find(({ name }) => name === this.chosen) ?? usual;
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.changed();
  }
}
