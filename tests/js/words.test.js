import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, controlOf, defaultsOf, readForm } from "../../static/js/player/parameters/form.js";
import { linkTo, readChoices } from "../../static/js/player/run/link.js";
import { faultSteps, stepText, ticks, valueText } from "../../static/js/player/timeline/timeline.js";
import { budgetLine, outcomeParts, shorten, show, title, verdict } from "../../static/js/player/words.js";
import { waitBefore } from "../../static/js/player/run/socket.js";
import { frame, frames } from "./samples.js";

test("a link says scenario, parameters, the student's own choices and the step", () => {
  const link = linkTo("server-crash", { parameters: { server: "M->P", crashes: 1 }, scenario: "mpc", choices: [0, 0, 2], step: 3 });
  assert.equal(link, "/play/server-crash?scenario=mpc&server=M-%3EP&crashes=1&choices=0%2C0%2C2&step=3");
  const query = new URL(link, "http://course.test").searchParams;
  assert.deepEqual(readChoices(query.get("choices")), [0, 0, 2]);
});

test("a link with choices says the revision that they were made with, and one without says nothing of it", () => {
  const spec = { parameters: {}, scenario: null, step: null, revision: 3 };
  assert.equal(linkTo("server-crash", { ...spec, choices: [0] }), "/play/server-crash?choices=0&revision=3");
  assert.equal(linkTo("server-crash", { ...spec, choices: null }), "/play/server-crash?");
});

test("no choices at all is said in a link, since a scenario would bring its own", () => {
  const link = linkTo("server-crash", { parameters: {}, scenario: "mpc", choices: [], step: 0 });
  assert.equal(link, "/play/server-crash?scenario=mpc&choices=&step=0");
  assert.deepEqual(readChoices(""), []);
  assert.equal(readChoices(null), null);
});

test("the timeline marks every step of a short run, and of a long one so many as can be told apart, and every fault", () => {
  const short = [frame(0), frame(1), frame(2, { fault: true })];
  assert.deepEqual(ticks(short), [
    { step: 0, fault: false, at: 0 },
    { step: 1, fault: false, at: 0.5 },
    { step: 2, fault: true, at: 1 },
  ]);
  const long = frames(200).map((one, step) => (step === 105 ? frame(105, { fault: true }) : one));
  assert.deepEqual(
    ticks(long).map(({ step }) => step),
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 105, 110, 120, 130, 140, 150, 160, 170, 180, 190],
  );
  assert.deepEqual(faultSteps(long), [105]);
});

test("a place on the timeline is read with its step and its sentence, faults named", () => {
  assert.equal(valueText(frame(2), 7), "Step 2 of 7: Sentence 2.");
  assert.equal(valueText(frame(2, { fault: true }), 7), "Step 2 of 7: fault, Sentence 2.");
});

test("a reachable property that is not reached yet is no failure, an always property that fails is one", () => {
  const property = { name: "blocking", holds: false, because: "nobody waits" };
  assert.equal(verdict(property, { ...property, kind: "reachable" }).verdict, "not reached");
  assert.equal(verdict({ ...property, holds: true }, { ...property, kind: "reachable" }).verdict, "reached");
  assert.equal(verdict({ ...property, holds: true }, { ...property, kind: "reachable" }).state, "wait");
  assert.deepEqual(
    [verdict({ ...property, holds: true }, undefined, false).verdict, verdict({ ...property, holds: true }, undefined, true).verdict],
    ["holds so far", "holds"],
  );
  assert.deepEqual([verdict(property, { ...property, kind: "always" }).state, verdict(property, undefined).mark], ["bad", "✗"]);
});

test("a property that says nothing about a state waits for a later one, and in the end asks nothing", () => {
  const property = { name: "validity", holds: true, because: "nobody has decided yet", open: true };
  assert.deepEqual(
    [verdict(property, undefined), verdict(property, undefined, true)].map(({ mark, verdict: word }) => [mark, word]),
    [
      ["○", "not decided yet"],
      ["○", "asks nothing here"],
    ],
  );
});

test("names and values are written for a reader", () => {
  assert.equal(title("at-most-once"), "At most once");
  assert.equal(title("ok-means-done"), "OK means done");
  assert.equal(show("M->P"), "M → P");
  assert.equal(show(true), "yes");
  assert.equal(show({ P1: 2, P2: ["a", false] }), "P1: 2; P2: (a, no)");
  assert.equal(show(""), "none");
  assert.equal(shorten("abcdefgh", 5), "abcd…");
  assert.equal(shorten("abcde", 5), "abcde");
  assert.equal(
    budgetLine([
      { name: "crashes", label: "crashes", left: 0 },
      { name: "l", label: "losses", left: 1 },
    ]),
    "Faults left: crashes 0, losses 1",
  );
  assert.deepEqual(outcomeParts({ result: "DUP" }, []), [{ name: "Result", text: "DUP" }]);
  assert.deepEqual(outcomeParts({ line: "P1 C1" }, [], { line: "Inconsistent line" }), [{ name: "Inconsistent line", text: "P1 C1" }]);
});

/** @type {import("../../static/js/player/parameters/form.js").Parameter[]} */
const PARAMETERS = [
  { name: "processes", type: "integer", default: 4, minimum: 3, maximum: 10, sentence: "How many." },
  { name: "known", type: "boolean", default: true, sentence: "Whether." },
  { name: "values", type: "text", default: "1,2,3,4", sentence: "One a process." },
];

test("a form is read by the types of its parameters; what is not a number goes as it was typed", () => {
  const filled = new Map([
    ["processes", " 5 "],
    ["values", "a,b"],
  ]);
  assert.deepEqual(readForm(PARAMETERS, filled), { processes: 5, known: false, values: "a,b" });
  assert.deepEqual(
    readForm(
      PARAMETERS,
      new Map([
        ["processes", "many"],
        ["known", "on"],
      ]),
    ),
    { processes: "many", known: true, values: "" },
  );
});

test("a default that follows from another parameter is left to the server unless it was typed or asked for", () => {
  const before = defaultsOf(PARAMETERS);
  assert.deepEqual(asked({ ...before, processes: 5 }, before, {}), { processes: 5 });
  assert.deepEqual(asked({ ...before, values: "a,b,c,d" }, before, {}), { values: "a,b,c,d" });
  assert.deepEqual(asked({ ...before, known: false }, before, { values: "1,2,3,4" }), { known: false, values: "1,2,3,4" });
});

test("each type of parameter has its control", () => {
  const choice = { name: "rule", type: /** @type {const} */ ("choice"), default: "a", sentence: "Which." };
  assert.equal(controlOf({ ...choice, choices: ["a", "b"] }, "a"), "segments");
  assert.equal(controlOf({ ...choice, choices: ["a", "b", "c", "d", "e"] }, "a"), "select");
  assert.deepEqual(
    PARAMETERS.map((parameter) => controlOf(parameter, parameter.default)),
    ["number", "switch", "text"],
  );
  assert.equal(controlOf({ name: "pattern", type: "text", default: "P1: C a!; P2: a?", sentence: "Who." }, ""), "lines");
});

test("attempts to connect again come later and later, up to a limit, never all in the same instant", () => {
  assert.deepEqual([waitBefore(0, 1), waitBefore(1, 1), waitBefore(20, 1)], [400, 800, 10_000]);
  assert.equal(waitBefore(0, 0), 200);
});

test("a screen reader hears how a run ended, at its end and only there", () => {
  const view = { frames: frames(3), ended: { properties: [], diagram: { lanes: [] } } };
  assert.equal(stepText(view, 2), "Step 2 of 2: Sentence 2. Ending: Result OK.");
  assert.equal(stepText(view, 1), "Step 1 of 2: Sentence 1.");
});

test("an ending names processes as the texts do, and those together that have the same", () => {
  const lanes = ["1", "2", "3"].map((name) => ({ name, label: `P${name}` }));
  const results = { 1: ["1", "2"], 2: ["1", "UNKNOWN"], 3: ["1", "2"] };
  assert.deepEqual(outcomeParts({ results, agreement: false }, lanes), [
    { name: "Results", text: "P1, P3: (1, 2); P2: (1, UNKNOWN)" },
    { name: "Agreement", text: "no" },
  ]);
  assert.equal(outcomeParts({ line: { 1: "1", 2: "1", account: 2 } }, lanes)[0]?.text, "P1: 1, P2: 1, account: 2");
});
