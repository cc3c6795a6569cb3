const KEY = "faultline-theme";

/** The theme that was chosen: `light`, `dark`, or `auto` for the system's. */
export function chosenTheme() {
  return document.documentElement.dataset.theme ?? "auto";
}

/**
 * Use a theme from now on, and on the next visit.
 *
 * @param {string} theme
 */
export function chooseTheme(theme) {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (root.dataset.theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Let the switch show what holds; it is a new element after every navigation. */
export function showTheme() {
  for (const input of document.querySelectorAll("[data-theme-switch] input")) {
    if (input instanceof HTMLInputElement) input.checked = input.value === chosenTheme();
  }
}

/** Listen to the switch, and to the same switch in other tabs. */
export function wireThemes() {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.closest("[data-theme-switch]")) chooseTheme(input.value);
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    chooseTheme(event.newValue ?? "auto");
    showTheme();
  });
  showTheme();
}
