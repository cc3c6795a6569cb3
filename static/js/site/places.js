import { swap } from "./parts.js";
import { underway } from "./underway.js";

const PAUSE = 1_500;
/** A heading that has passed this part of the window is the one being read. */
const READ = 0.4;
/** Whoever has had a lesson before his eyes for so long is reading it. */
const STAY = 10_000;
/** Signs that it is the reader who moves the page; a browser scrolls too, to where an address leads. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

/** The lesson that is open. */
let open = "";
/** Whether it is being read, and not only glanced at; nothing is told of a glance. */
let begun = false;
/** Whether the reader has laid a hand on it, and whether the page was scrolled after that. */
let touched = false;
let scrolled = false;
let timer = 0;
let noted = "";
/** The simulations that have shown how they open; what they show after that was asked for. */
let opened = new WeakSet();
/** For how long it has still to be seen, and since when it is. @type {{left: number, since: number | null, timer: number}} */
const stay = { left: STAY, since: null, timer: 0 };

/** Let the course remember which lesson is read and which heading was read last; and say no more of where one was once one has moved on. */
export function wirePlaces() {
  document.addEventListener("htmx:after:swap", arrive);
  for (const hand of HANDS) addEventListener(hand, () => (touched = true), { capture: true, passive: true });
  addEventListener(
    "scroll",
    () => {
      scrolled ||= touched;
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

/** @returns {string} the lesson on show */
function lesson() {
  return document.querySelector("[data-lesson]")?.getAttribute("data-lesson") ?? "";
}

function arrive() {
  const resume = document.querySelector("[data-resume]");
  if (resume instanceof HTMLElement) resume.hidden = location.hash !== "";
  if (lesson() === open) return;
  open = lesson();
  begun = touched = scrolled = false;
  noted = "";
  opened = new WeakSet();
  stay.left = STAY;
  watch();
}

/** Count the time for which the lesson can be seen. */
function watch() {
  clearTimeout(stay.timer);
  if (stay.since !== null) stay.left -= performance.now() - stay.since;
  stay.since = null;
  if (open === "" || begun || document.visibilityState !== "visible") return;
  stay.since = performance.now();
  stay.timer = setTimeout(begin, stay.left);
}

/** From now on the lesson counts as begun. */
function begin() {
  if (begun || open === "") return;
  begun = true;
  tell(reading());
}

/** @param {Event} event */
function stepped({ target }) {
  if (!(target instanceof Element) || target.closest("[data-lesson]") === null) return;
  if (opened.has(target) && touched) begin();
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
function reading() {
  const passed = [...document.querySelectorAll("[data-lesson] > :is(h2, h3)[id]")].filter(
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
  underway(fetch(address, { method: "POST", body, keepalive: true, credentials: "same-origin" }))
    .then(async (answer) => {
      const html = answer.headers.has("faultline-part") ? await answer.text() : "";
      if (open === lesson) swap(html);
    })
    .catch(() => {
      // Where one was is worth no complaint: the next heading is told again.
      noted = "";
    });
}
