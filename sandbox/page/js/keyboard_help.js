// The dialog that lists what the keyboard does, opened by "?".

import { dialog } from "./ui/dialog.js";
import { h } from "./ui/dom.js";

const GROUPS = [
  [
    "Anywhere",
    [
      ["?", "This help"],
      ["Esc", "Close what is open; in a channel: mark it as read"],
      ["Tab", "To the next control"],
    ],
  ],
  [
    "Writing",
    [
      ["Enter", "Send"],
      ["Shift + Enter", "New line"],
      ["/", "A command; ↑ ↓ choose, Tab takes it"],
      ["@  #  :", "A person, a channel, an emoji"],
      ["↑", "In the empty field: edit your last message"],
    ],
  ],
  [
    "On a message",
    [
      ["↑  ↓", "Previous, next message"],
      ["R", "React"],
      ["T", "Reply in thread"],
      ["E", "Edit your own"],
      ["U", "Mark unread from here"],
      ["M", "More actions"],
    ],
  ],
  [
    "In a form",
    [
      ["Enter", "In a one-line field: submit"],
      ["Ctrl + Enter", "Submit"],
      ["Esc", "Back, or close"],
    ],
  ],
];

const keys = (text) => text.split(/( \+ |  )/).map((part, at) => (at % 2 ? part : h("kbd", {}, part)));

const group = ([title, rows]) =>
  h(
    "section",
    { class: "keys-group" },
    h("h3", {}, title),
    h(
      "dl",
      {},
      rows.map(([press, does]) => h("div", {}, h("dt", {}, keys(press)), h("dd", {}, does))),
    ),
  );

/** Opens it. */
export function keyboardHelp() {
  return dialog((close) => ({
    title: "Keyboard",
    class: "dialog-keys",
    body: h("div", { class: "keys" }, GROUPS.map(group)),
    footer: [
      h("button", { class: "button", type: "button", on: { click: () => close() } }, "Close"),
    ],
  }));
}

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

/** "?" opens the help, unless somebody writes. */
export function startKeyboardHelp() {
  addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.getElementById("dialogs").firstChild) return;
    event.preventDefault();
    keyboardHelp();
  });
}
