import assert from "node:assert/strict";
import { test } from "node:test";
import { Editors } from "../../static/js/player/editors/index.js";

const MODULE = { editor: () => "", keys: [{ where: "In the drawing", keys: [] }] };
const PATTERN = /** @type {const} */ ({ kind: "pattern", parameters: ["pattern"] });

/** @param {(() => Promise<typeof MODULE>)[]} fetches what each fetch of the pattern editor comes to, in turn */
function editorsOf(fetches) {
  const drawn = { times: 0, fetched: 0 };
  const pattern = () => {
    drawn.fetched += 1;
    return /** @type {() => Promise<typeof MODULE>} */ (fetches[drawn.fetched - 1])();
  };
  return { drawn, editors: new Editors(() => (drawn.times += 1), { pattern, lies: () => assert.fail("nobody needs it") }) };
}

test("a module is fetched once, when it is asked for first, and drawn when it is here", async () => {
  const { drawn, editors } = editorsOf([async () => MODULE]);
  assert.deepEqual(drawn, { times: 0, fetched: 0 });
  assert.deepEqual([editors.get("pattern"), editors.get("pattern")], ["loading", "loading"]);
  await new Promise(setImmediate);
  assert.equal(editors.get("pattern"), MODULE);
  assert.deepEqual(drawn, { times: 1, fetched: 1 });
});

test("a module that cannot be fetched is fetched again when the student asks for it, and not by itself", async () => {
  const { drawn, editors } = editorsOf([async () => Promise.reject(new TypeError("no network")), async () => MODULE]);
  editors.get("pattern");
  await new Promise(setImmediate);
  assert.deepEqual([editors.get("pattern"), editors.get("pattern"), drawn.fetched], ["failed", "failed", 1]);
  const again = editors.load("pattern");
  assert.equal(editors.get("pattern"), "loading");
  await again;
  assert.deepEqual([editors.get("pattern"), drawn], [MODULE, { times: 2, fetched: 2 }]);
});

test("the keys of an editor are on the sheet once its module is here, and only for runs that have it", async () => {
  const { editors } = editorsOf([async () => MODULE]);
  assert.deepEqual(editors.keys([PATTERN]), []);
  await editors.load("pattern");
  assert.deepEqual(editors.keys([PATTERN]), MODULE.keys);
  assert.deepEqual(editors.keys([]), []);
});
