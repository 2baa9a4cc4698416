// A button that shows only an icon or a sign; its label is for the tooltip and screen readers.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** `face` is the name of an icon or a node; `more` are further properties ({small, focus, …}). */
export function iconButton(face, label, press, options = {}) {
  const { small, focus, size, class: className, ...more } = options;
  return h(
    "button",
    {
      class: className ?? `icon-button ${small ? "small" : ""}`,
      type: "button",
      "aria-label": label,
      title: label,
      data: focus ? { focus } : {},
      on: { click: (event) => press(event.currentTarget) },
      ...more,
    },
    typeof face === "string" && face.length > 1 ? icon(face, size ?? (small ? 18 : 20)) : face,
  );
}
