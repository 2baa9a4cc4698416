// The upper edge of the panel: dragged, or moved by arrow keys, it changes the panel's height.

import { h } from "../ui/dom.js";

const LEAST = 140;
const KEY = "sandbox.inspector";

/** A separator that sets `--inspector-height` for `panel`. */
export function resizer(panel) {
  const most = () => Math.max(LEAST, innerHeight - 240);
  const set = (height) => {
    const pixels = Math.round(Math.min(most(), Math.max(LEAST, height)));
    document.documentElement.style.setProperty("--inspector-height", `${pixels}px`);
    node.setAttribute("aria-valuenow", String(pixels));
    localStorage.setItem(KEY, String(pixels));
  };
  const node = h("div", {
    class: "resizer",
    role: "separator",
    tabindex: "0",
    "aria-label": "Height of the inspector",
    "aria-orientation": "horizontal",
    "aria-valuemin": LEAST,
    "aria-valuemax": 2000,
    on: {
      keydown: (event) => {
        const by = { ArrowUp: 24, ArrowDown: -24 }[event.key];
        if (!by) return;
        event.preventDefault();
        set(panel.offsetHeight + by);
      },
      pointerdown: (event) => {
        event.preventDefault();
        node.setPointerCapture(event.pointerId);
        const from = event.clientY + panel.offsetHeight;
        const move = (moved) => set(from - moved.clientY);
        node.addEventListener("pointermove", move);
        node.addEventListener("lostpointercapture", () =>
          node.removeEventListener("pointermove", move),
        );
      },
    },
  });
  set(Number(localStorage.getItem(KEY)) || innerHeight * 0.38);
  return node;
}
