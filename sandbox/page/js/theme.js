// Light, dark, or what the system says. Kept in this browser; first_paint.js applies it early.

const KEY = "sandbox.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** "auto", "light" or "dark". */
export const theme = () => localStorage.getItem(KEY) ?? "auto";

export const isDark = () => (theme() === "auto" ? system.matches : theme() === "dark");

/** Takes over a choice at once and for the next visits. */
export function setTheme(choice) {
  if (choice === "auto") {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(KEY, choice);
    document.documentElement.dataset.theme = choice;
  }
}

/** Calls `changed` when another tab chooses, or the system changes. */
export function watchTheme(changed) {
  system.addEventListener("change", changed);
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    setTheme(event.newValue ?? "auto");
    changed();
  });
}
