/** Order items by buttons and by dragging. The form sends the selects, which are kept equal to the order on the page. */
export function wireOrdering() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
    if (button instanceof HTMLButtonElement) move(button, Number(button.dataset.move));
  });
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest(".q-grip") : null;
    const item = grip?.closest("li");
    if (item) item.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    const item = event.target;
    if (!(item instanceof HTMLLIElement) || !item.matches("[data-order] > li")) return;
    item.classList.add("carried");
    event.dataTransfer?.setData("text/plain", item.dataset.item ?? "");
  });
  document.addEventListener("dragover", carry);
  document.addEventListener("dragend", (event) => {
    const item = event.target;
    if (!(item instanceof HTMLLIElement) || !item.classList.contains("carried")) return;
    item.classList.remove("carried");
    item.draggable = false;
    settle(item);
  });
}

/** @param {HTMLButtonElement} button @param {number} by */
function move(button, by) {
  const item = button.closest("li");
  const other = by < 0 ? item?.previousElementSibling : item?.nextElementSibling;
  if (!item || !other) return;
  if (by < 0) other.before(item);
  else other.after(item);
  button.focus();
  settle(item);
}

/** @param {DragEvent} event */
function carry(event) {
  const carried = document.querySelector("[data-order] > .carried");
  const over = event.target instanceof Element ? event.target.closest("li") : null;
  if (carried === null || over === null || over === carried || over.parentElement !== carried.parentElement) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(carried);
  else over.after(carried);
}

/** Update the selects, announce the new position, and save the draft. @param {HTMLLIElement} moved */
function settle(moved) {
  const list = moved.parentElement;
  if (list === null) return;
  const items = [...list.children];
  for (const [place, item] of items.entries()) {
    const select = item.querySelector("select");
    if (select !== null) select.value = String(place + 1);
  }
  const said = list.parentElement?.querySelector("[data-moved]");
  if (said) said.textContent = `${moved.dataset.item}: now number ${items.indexOf(moved) + 1} of ${items.length}`;
  moved.querySelector("select")?.dispatchEvent(new Event("change", { bubbles: true }));
}
