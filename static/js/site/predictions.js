/**
 * After a prediction the run goes on where it waited, before anything is said of the answer. `sim-went-on` says that it has come to its end, or that
 * the student has taken the controls.
 */

/** The class of a question whose run goes on. */
const RUNNING = "q-running";

/**
 * Let the run of a prediction go on.
 * @param {Element} question
 * @param {Element} player the simulation, which has lost its pause
 */
export function goOn(question, player) {
  if (!("goOn" in player) || typeof player.goOn !== "function") return;
  question.classList.add(RUNNING);
  const finish = () => {
    if (!question.classList.contains(RUNNING)) return;
    question.classList.remove(RUNNING);
    question.dispatchEvent(new CustomEvent("prediction-shown", { bubbles: true }));
  };
  player.addEventListener("sim-went-on", finish, { once: true });
  question.querySelector("[data-skip-run]")?.addEventListener("click", finish, { once: true });
  player.goOn();
}

/** Whether the run of a question's prediction goes on, so that nothing is said yet. @param {Element} question */
export function isRunning(question) {
  return question.classList.contains(RUNNING);
}
