// Things that float beside a control: menus, lists, pickers, cards. One at a time; a click
// outside or Escape closes it and gives the focus back.

import { h } from "./dom.js";

let open = null;
let popups = 0;

/**
 * Opens `content` beside `anchor`. Answers a function that closes it.
 * options: {label, role, width, align: "start"|"end", above, onClose, focus: element}.
 */
export function popup(anchor, content, options = {}) {
  closePopup();
  const box = h(
    "div",
    {
      class: `popup ${options.class ?? ""}`,
      id: `popup-${(popups += 1)}`,
      role: options.role ?? "dialog",
      "aria-label": options.label,
    },
    content,
  );
  document.getElementById("popups").append(box);
  if (options.width) box.style.setProperty("width", `${options.width}px`);
  place(box, anchor.getBoundingClientRect(), options);
  open = { box, anchor, options, onClose: options.onClose, returnTo: anchor.dataset?.focus };
  expand(anchor, box.id);
  if (options.focus) options.focus.focus({ preventScroll: true });
  return closePopup;
}

// Only a combobox always says whether it is open.
function expand(anchor, id) {
  const isCombobox = anchor.getAttribute("role") === "combobox";
  if (id) anchor.setAttribute("aria-expanded", "true");
  else if (isCombobox) anchor.setAttribute("aria-expanded", "false");
  else anchor.removeAttribute("aria-expanded");
  if (isCombobox && id) anchor.setAttribute("aria-controls", id);
  else anchor.removeAttribute("aria-controls");
}

/** Puts the open popup beside its anchor again, after the anchor has moved. */
export function movePopup() {
  if (!open?.anchor.isConnected) return;
  open.box.style.removeProperty("max-height");
  place(open.box, open.anchor.getBoundingClientRect(), open.options);
}

/** Closes the open popup, if any. */
export function closePopup({ refocus = true } = {}) {
  if (!open) return;
  const { box, anchor, onClose, returnTo } = open;
  open = null;
  const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
  box.remove();
  expand(anchor, null);
  if (refocus && hadFocus) focusBack(anchor, returnTo);
  onClose?.();
}

// The anchor may have been redrawn while the popup was open.
function focusBack(anchor, key) {
  if (anchor.isConnected) anchor.focus({ preventScroll: true });
  else if (key)
    [...document.querySelectorAll("[data-focus]")]
      .find((el) => el.dataset.focus === key)
      ?.focus({ preventScroll: true });
}

export const isPopupOpen = (anchor) => open?.anchor === anchor;

function place(box, anchor, { align = "start", above = false }) {
  const gap = 4;
  const { width, height } = box.getBoundingClientRect();
  const room = innerHeight - anchor.bottom - gap;
  const goesUp = above
    ? anchor.top - gap >= height || anchor.top > room
    : room < height && anchor.top > room;
  const space = Math.max(120, (goesUp ? anchor.top : room) - 2 * gap);
  const top = goesUp
    ? Math.max(gap, anchor.top - gap - Math.min(height, space))
    : anchor.bottom + gap;
  const wanted = align === "end" ? anchor.right - width : anchor.left;
  const left = Math.min(Math.max(8, wanted), Math.max(8, innerWidth - width - 8));
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${top}px`);
  box.style.setProperty("max-height", `${space}px`);
}

/** Arrow keys among the `[role=menuitem]`, `[role=option]` or `button`s of a box. */
export function arrowKeys(box, selector) {
  box.addEventListener("keydown", (event) => {
    const rows = [...box.querySelectorAll(selector)].filter((row) => !row.disabled);
    const at = rows.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    if (!(event.key in steps) || !rows.length) return;
    event.preventDefault();
    rows[(steps[event.key] + rows.length) % rows.length].focus();
  });
}

/**
 * A menu of rows {label, note, icon (node), danger, act, disabled} or {title} or {line: true}.
 */
export function menu(anchor, rows, options = {}) {
  const content = rows.map((row) => {
    if (row.line) return h("div", { class: "menu-line", role: "separator" });
    if (row.title) return h("div", { class: "menu-title", role: "presentation" }, row.title);
    return h(
      "button",
      {
        class: `menu-row ${row.danger ? "danger" : ""} ${row.current ? "current" : ""}`,
        type: "button",
        role: "menuitem",
        disabled: row.disabled,
        on: {
          click: () => {
            closePopup();
            row.act();
          },
        },
      },
      row.icon ? h("span", { class: "menu-icon" }, row.icon) : null,
      h(
        "span",
        { class: "menu-words" },
        h("span", { class: "menu-label" }, row.label),
        row.note ? h("span", { class: "menu-note" }, row.note) : null,
      ),
      row.side ? h("span", { class: "menu-side" }, row.side) : null,
    );
  });
  const box = h("div", { class: "menu" }, content);
  arrowKeys(box, "[role=menuitem]");
  const first = options.focusCurrent ? box.querySelector(".current") : null;
  return popup(anchor, box, {
    role: "menu",
    focus: first ?? box.querySelector("[role=menuitem]"),
    width: 300,
    ...options,
  });
}

addEventListener("pointerdown", (event) => {
  if (open && !open.box.contains(event.target) && !open.anchor.contains(event.target))
    closePopup({ refocus: false });
});
addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    event.stopPropagation();
    closePopup();
  },
  true,
);
addEventListener("resize", () => closePopup());
