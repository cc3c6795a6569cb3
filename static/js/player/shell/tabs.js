/** @typedef {{name: string, title: string, draw: (step: number) => unknown, steady?: boolean}} Tab `steady`: its content does not depend on the step */

/** Which tab below the stage is open. It stays open while the run is stepped through, and as long as there is such a tab. */
export class Tabs {
  /**
   * @param {readonly string[]} wanted the tabs that matter at this place, the most important first
   * @param {() => void} changed
   */
  constructor(wanted, changed) {
    this.wanted = wanted;
    this.changed = changed;
    /** @type {string | null} */
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
   * The open one: the student's choice, else the first.
   * @param {readonly Tab[]} sorted
   * @returns {Tab | undefined}
   */
  open(sorted) {
    return sorted.find(({ name }) => name === this.chosen) ?? sorted[0];
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.changed();
  }
}
