/**
 * Let files be dropped on an element.
 * @param {HTMLElement} element
 * @param {(file: File) => void} take
 */
export function acceptDrops(element, take) {
  /** @param {DragEvent} event */
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  element.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    element.classList.add("sp-dropping");
  });
  element.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) element.classList.remove("sp-dropping");
  });
  element.addEventListener("drop", (event) => {
    element.classList.remove("sp-dropping");
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    take(file);
  });
}
