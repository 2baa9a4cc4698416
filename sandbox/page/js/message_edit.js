// Editing one's own message in place.

import { act, emit } from "./store.js";
import { toTyped } from "./text/typed.js";
import { h } from "./ui/dom.js";
import { toast } from "./ui/toast.js";

let editing = null;

export const isEditing = (message) => editing?.ts === message.ts;

export function startEditing(message) {
  editing = { ts: message.ts, text: toTyped(message.text) };
  emit("editing");
  const field = document.querySelector(".message.editing textarea");
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

function stop() {
  editing = null;
  emit("editing");
}

/** The field that stands in for the message while it is edited. */
export function editor(channel, message) {
  const field = h("textarea", {
    class: "field",
    rows: Math.min(12, editing.text.split("\n").length + 1),
    value: editing.text,
    "aria-label": "Edit message",
    data: { focus: `edit|${message.ts}` },
    on: {
      input: () => {
        editing.text = field.value;
      },
      keydown: (event) => {
        if (event.key === "Escape") stop();
        else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          save();
        }
      },
    },
  });
  const save = async () => {
    const text = field.value.trim();
    if (!text) return;
    const answer = await act("edit", { channel, ts: message.ts, text });
    if (answer.ok) stop();
    else toast(answer.message || answer.error, "error");
  };
  return h(
    "div",
    { class: "edit-box" },
    field,
    h(
      "div",
      { class: "edit-buttons" },
      h("button", { class: "button", type: "button", on: { click: stop } }, "Cancel"),
      h("button", { class: "button primary", type: "button", on: { click: save } }, "Save"),
    ),
  );
}
