// Dialogs in the middle of the window: the frame with its focus trap, and the small ones the page
// itself needs (confirm, a form with one field). Views of the app are drawn by modal.js.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex='0']";

/** Puts a dialog in front; what lies behind can be neither clicked nor read. */
export function bringUp(veil) {
  document.getElementById("dialogs").append(veil);
  document.getElementById("app").inert = true;
}

/** Takes it away again. */
export function takeDown(veil) {
  veil.remove();
  document.getElementById("app").inert = Boolean(document.getElementById("dialogs").firstChild);
}

/** A body without controls gets the focus itself, so that arrow keys scroll it. */
export function scrollable(body) {
  if (body.querySelector(FOCUSABLE)) body.removeAttribute("tabindex");
  else body.setAttribute("tabindex", "0");
  return body;
}

/** Keeps Tab inside `box`. */
export function trapFocus(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...box.querySelectorAll(FOCUSABLE)].filter((stop) => stop.offsetParent !== null);
    if (!stops.length) return;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement === edge || !box.contains(document.activeElement)) {
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0]).focus();
    }
  });
}

/**
 * Opens a dialog and answers what closed it: the value given to `close`, or null.
 * `build(close)` gives {title, body, footer, focus, class}.
 */
export function dialog(build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const close = (value = null) => {
      takeDown(veil);
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(value);
    };
    const { title, body, footer, focus, class: className = "dialog-small" } = build(close);
    const box = h(
      "div",
      { class: `dialog ${className}`, role: "dialog", "aria-modal": "true", "aria-label": title },
      h(
        "header",
        { class: "dialog-head" },
        h("h2", {}, title),
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close",
            on: { click: () => close() },
          },
          icon("close"),
        ),
      ),
      scrollable(h("div", { class: "dialog-body" }, body)),
      h("footer", { class: "dialog-foot" }, footer),
    );
    const veil = h(
      "div",
      {
        class: "veil",
        on: {
          keydown: (event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            close();
          },
          pointerdown: (event) => {
            if (event.target === veil) close();
          },
        },
      },
      box,
    );
    trapFocus(box);
    bringUp(veil);
    (focus ?? box.querySelector(FOCUSABLE)).focus();
  });
}

/** Asks before an act. Texts may be nodes. Answers true or false. */
export async function confirmed({ title, text, yes, no, danger }) {
  const answer = await dialog((close) => {
    const ok = h(
      "button",
      {
        class: `button ${danger ? "danger" : "primary"}`,
        type: "button",
        on: { click: () => close(true) },
      },
      yes,
    );
    return {
      title,
      body: h("div", { class: "confirm-text" }, text),
      focus: ok,
      footer: [
        h("button", { class: "button", type: "button", on: { click: () => close() } }, no),
        ok,
      ],
    };
  });
  return answer === true;
}

/** Asks for one line (and a tick). Answers {text, ticked} or null. */
export function ask({ title, label, hint, placeholder, tick, yes }) {
  return dialog((close) => {
    const input = h("input", { class: "field", id: "ask-field", placeholder, autocomplete: "off" });
    const box = tick ? h("input", { type: "checkbox" }) : null;
    const done = () => close({ text: input.value.trim(), ticked: Boolean(box?.checked) });
    input.addEventListener(
      "keydown",
      (event) => event.key === "Enter" && !event.isComposing && input.value.trim() && done(),
    );
    return {
      title,
      focus: input,
      body: h(
        "div",
        { class: "input-block" },
        h("label", { class: "input-label", for: "ask-field" }, label),
        input,
        hint ? h("div", { class: "input-hint" }, hint) : null,
        box ? h("label", { class: "choice ask-tick" }, box, h("span", {}, tick)) : null,
      ),
      footer: [
        h("button", { class: "button", type: "button", on: { click: () => close() } }, "Cancel"),
        h("button", { class: "button primary", type: "button", on: { click: done } }, yes),
      ],
    };
  });
}
