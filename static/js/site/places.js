const PAUSE = 1_500;
/** A heading that has passed this part of the window is the one being read. */
const READ = 0.4;

let timer = 0;
let noted = "";

/** Let the course remember which lesson is open and which heading was read last; and say no more of where one was once one has moved on. */
export function wirePlaces() {
  document.addEventListener("htmx:after:swap", arrive);
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, PAUSE);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && note());
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
  const opened = `${lesson()}#`;
  if (lesson() === "" || noted.startsWith(opened)) return;
  noted = opened;
  tell(lesson(), "");
}

function note() {
  clearTimeout(timer);
  const anchor = reading();
  const now = `${lesson()}#${anchor}`;
  if (lesson() === "" || anchor === "" || now === noted) return;
  noted = now;
  tell(lesson(), anchor);
}

/** @returns {string} the last heading that was passed */
function reading() {
  const passed = [...document.querySelectorAll("[data-lesson] > :is(h2, h3)[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < innerHeight * READ,
  );
  return scrollY > 0 ? (passed.at(-1)?.id ?? "") : "";
}

/** @param {string} name @param {string} anchor */
function tell(name, anchor) {
  const body = new URLSearchParams({ anchor });
  fetch(`/lessons/${encodeURIComponent(name)}/place`, { method: "POST", body, keepalive: true, credentials: "same-origin" }).catch(() => {
    // Where one was is worth no complaint: the next heading is told again.
    noted = "";
  });
}
