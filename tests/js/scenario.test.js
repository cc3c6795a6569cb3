import assert from "node:assert/strict";
import { test } from "node:test";
import { leftScenario } from "../../static/js/player/run/scenario.js";

const DECLARATION = /** @type {any} */ ({
  parameters: [
    { name: "client", default: "always" },
    { name: "crashes", default: 1 },
  ],
  scenarios: [{ name: "lost", title: "Lost", sentence: "", broken: false, parameters: { client: "never" }, choices: [0, 0, 2] }],
});

/** @param {readonly number[]} choices @param {string | null} [scenario] */
function view(choices, scenario = "lost") {
  return /** @type {any} */ ({ opened: { scenario }, ended: { choices } });
}

test("a scenario's own run is its choices and then the default, however far it goes", () => {
  assert.equal(leftScenario(view([0, 0, 2, 0, 0]), {}, DECLARATION), false);
  assert.equal(leftScenario(view([0, 0]), {}, DECLARATION), false, "a run that waits has not left it");
});

test("another choice leaves it, before and after its own choices end", () => {
  assert.equal(leftScenario(view([0, 1, 2]), {}, DECLARATION), true);
  assert.equal(leftScenario(view([0, 0, 2, 1]), {}, DECLARATION), true);
});

test("another value of a parameter leaves it; its own value, or the default, said once more does not", () => {
  assert.equal(leftScenario(view([0, 0, 2]), { client: "always" }, DECLARATION), true);
  assert.equal(leftScenario(view([0, 0, 2]), { client: "never", crashes: 1 }, DECLARATION), false);
});

test("without a scenario, or before it is known, nothing was left", () => {
  assert.equal(leftScenario(view([3], null), {}, DECLARATION), false);
  assert.equal(leftScenario(view([3]), {}, null), false);
});
