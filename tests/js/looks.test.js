import assert from "node:assert/strict";
import { test } from "node:test";
import { lookParts, looksIn, looksText } from "../../static/js/player/compare/looks.js";
import { lanes } from "./samples.js";

const LOOKS = {
  client: /** @type {const} */ (["same", "behind", "same"]),
  binder: /** @type {const} */ (["same", "same", "same"]),
  server: /** @type {const} */ (["same", "different", "different"]),
};
const LANES = [...Object.keys(LOOKS), "account"].map((name, index) => ({
  ...lanes(4)[index],
  name,
  label: "",
  kind: /** @type {const} */ ("process"),
  traitor: false,
}));

test("processes with the same answer are named together, in the order of the lanes", () => {
  assert.equal(looksText(lookParts(LOOKS, 0, LANES, undefined)), "Up to here the two runs look the same to the client, the binder and the server.");
  assert.equal(
    looksText(lookParts(LOOKS, 1, LANES, undefined)),
    "Up to here the two runs look the same to the binder; the same so far to the client, which has seen more on the right; different to the server.",
  );
});

test("one process knows nothing of how the runs look to another", () => {
  const parts = lookParts(LOOKS, 2, LANES, LANES[0]);
  assert.deepEqual(
    parts.map(({ look, mark }) => [look, mark]),
    [["same", "✓"]],
  );
});

test("without looks there is nothing to say", () => {
  assert.equal(looksIn(null), null);
  assert.equal(looksText([]), "");
});
