// Short words at the bottom of the window about something that just happened.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** Shows `text` for a few seconds; kind is "ok" or "error". */
export function toast(text, kind = "ok") {
  const layer = document.getElementById("toasts");
  const note = h(
    "div",
    { class: `toast toast-${kind}` },
    icon(kind === "error" ? "warning" : "check", 18),
    h("span", {}, text),
  );
  layer.append(note);
  setTimeout(() => note.remove(), kind === "error" ? 7000 : 3000);
}
