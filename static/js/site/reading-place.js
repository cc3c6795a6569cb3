import { swap } from "./parts.js";
import { tracked } from "./pending-requests.js";

const PAUSE = 1_500;
/** The last heading above this share of the window's height is the one being read. */
const READ = 0.4;
/** After this many ms in view, a lesson counts as being read. */
const STAY = 10_000;
/** Input by which the reader scrolls; the browser scrolls too, to an anchor. */
const INPUTS = ["wheel", "touchmove", "pointerdown", "keydown"];

/** The lesson that is open. */
let open = "";
/** Whether it counts as being read; a glance is not reported. */
let begun = false;
/** Where the page was scrolled to at the first input on it, and whether it was scrolled after that. @type {number | null} */
let touchedAt = null;
let scrolled = false;
let timer = 0;
let noted = "";
/** The simulations whose first run has been shown; what they show after that was asked for. */
let opened = new WeakSet();
/** The time that it has still to be in view, and since when it is. @type {{left: number, since: number | null, timer: number}} */
const stay = { left: STAY, since: null, timer: 0 };

/** Report which lesson and which heading is being read, and hide the offer to resume once it no longer applies. */
export function wireReadingPlace() {
  document.addEventListener("htmx:after:swap", arrive);
  for (const input of INPUTS) addEventListener(input, touch, { capture: true, passive: true });
  addEventListener(
    "scroll",
    () => {
      // A scroll event of the browser's own scrolling may come after the first input: only a move since then is the reader's.
      scrolled ||= touchedAt !== null && touchedAt !== scrollY;
      clearTimeout(timer);
      timer = setTimeout(note, PAUSE);
    },
    { passive: true },
  );
  document.addEventListener("sim-run", stepped);
  document.addEventListener("visibilitychange", () => {
    watch();
    if (document.visibilityState === "hidden") note();
  });
  addEventListener("pagehide", note);
  arrive();
}

/** Note the first input. What a wheel or a finger scrolls may be scrolled already when its event comes. @param {Event} event */
function touch({ type }) {
  touchedAt ??= type === "wheel" || type === "touchmove" ? Number.NaN : scrollY;
}

/** @returns {string} the lesson on show */
function lesson() {
  return document.querySelector("[data-lesson]")?.getAttribute("data-lesson") ?? "";
}

function arrive() {
  const resume = document.querySelector("[data-resume]");
  if (resume instanceof HTMLElement) resume.hidden = location.hash !== "";
  if (lesson() === open) return;
  open = lesson();
  begun = scrolled = false;
  touchedAt = null;
  noted = "";
  opened = new WeakSet();
  stay.left = STAY;
  watch();
}

/** Measure the time for which the lesson is visible. */
function watch() {
  clearTimeout(stay.timer);
  if (stay.since !== null) stay.left -= performance.now() - stay.since;
  stay.since = null;
  if (open === "" || begun || document.visibilityState !== "visible") return;
  stay.since = performance.now();
  stay.timer = setTimeout(begin, stay.left);
}

/** Count the lesson as begun. */
function begin() {
  if (begun || open === "") return;
  begun = true;
  tell(reading());
}

/** @param {Event} event */
function stepped({ target }) {
  if (!(target instanceof Element) || target.closest("[data-lesson]") === null) return;
  if (opened.has(target) && touchedAt !== null) begin();
  opened.add(target);
}

function note() {
  clearTimeout(timer);
  const anchor = reading();
  if (open === "" || anchor === "" || anchor === noted || !(begun || scrolled)) return;
  begun = true;
  tell(anchor);
}

/** @returns {string} the last heading that was passed */
export function reading() {
  const passed = [...document.querySelectorAll("[data-lesson] > :is(h2, h3)[id], [data-lesson] > details > summary > h2[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight * READ,
  );
  return scrollY > 0 ? (passed.at(-1)?.id ?? "") : "";
}

/** @param {string} anchor */
function tell(anchor) {
  noted = anchor;
  const body = new URLSearchParams({ anchor });
  const lesson = open;
  const address = `/lessons/${encodeURIComponent(lesson)}/place`;
  tracked(fetch(address, { method: "POST", body, keepalive: true, credentials: "same-origin" }))
    .then(async (answer) => {
      const html = answer.headers.has("faultline-part") ? await answer.text() : "";
      if (open === lesson) swap(html);
    })
    .catch(() => {
      // Not worth an error message: the next heading is reported again.
      noted = "";
    });
}
