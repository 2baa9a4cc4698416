// The tools of the page itself, at the right of the top bar: inspector, colours, keyboard help.
// In a narrow window they are one menu.

import { keyboardHelp } from "./keyboard_help.js";
import { isInspecting, toggleInspector } from "./inspector/index.js";
import { on } from "./store.js";
import { isDark, setTheme, theme, watchTheme } from "./theme.js";
import { h, show } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";

const THEMES = [
  ["auto", "Colours of the system", "contrast"],
  ["light", "Light", "sun"],
  ["dark", "Dark", "moon"],
];
const slot = h("div", { class: "tools-bar", role: "group", "aria-label": "Tools of the sandbox" });

export function startTools() {
  document.getElementById("topbar").append(slot);
  draw();
  on("inspect state", draw);
  watchTheme(draw);
}

function draw() {
  const more = { class: "bar-button" };
  show(
    slot,
    iconButton("pulse", "Inspector of the traffic", toggleInspector, {
      ...more,
      focus: "bar|inspect",
      "aria-pressed": String(isInspecting()),
    }),
    iconButton(isDark() ? "moon" : "sun", "Colours", themeMenu, {
      ...more,
      focus: "bar|theme",
      "aria-haspopup": "menu",
    }),
    iconButton("keyboard", "Keyboard help", keyboardHelp, { ...more, focus: "bar|help" }),
    iconButton("more", "Tools", (anchor) => menu(anchor, allRows(), { align: "end", width: 270 }), {
      class: "bar-button bar-more",
      focus: "bar|more",
      "aria-haspopup": "menu",
    }),
  );
}

const themeRows = () =>
  THEMES.map(([choice, label, symbol]) => ({
    label,
    icon: icon(symbol, 18),
    current: theme() === choice,
    side: theme() === choice ? icon("check", 16) : null,
    act: () => {
      setTheme(choice);
      draw();
    },
  }));

const themeMenu = (anchor) =>
  menu(anchor, themeRows(), { align: "end", label: "Colours", width: 230, focusCurrent: true });

const allRows = () => [
  {
    label: isInspecting() ? "Close the inspector" : "Inspector of the traffic",
    icon: icon("pulse", 18),
    act: toggleInspector,
  },
  { label: "Keyboard help", icon: icon("keyboard", 18), act: keyboardHelp },
  { line: true },
  ...themeRows(),
];
