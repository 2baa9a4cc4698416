// Editing one's own message in place. An emptied message is deleted, after a question.

import { pickEmoji } from "./emoji_picker.js";
import { isOwn, remove } from "./message_acts.js";
import { act, emit } from "./store.js";
import { toTyped } from "./text/typed.js";
import { grow, h } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { toast } from "./ui/toast.js";

const TALLEST = 320;
let editing = null;

export const isEditing = (message) => editing?.ts === message.ts;

export function startEditing(message) {
  editing = { ts: message.ts, text: toTyped(message.text) };
  emit("editing");
  const field = document.querySelector(".message.editing textarea");
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
  field?.scrollIntoView({ block: "nearest" });
}

/** Starts on the person's last message among these; answers whether there is one. */
export function editLast(messages) {
  const mine = messages.filter((one) => isOwn(one) && !one.ephemeral && !isService(one));
  if (mine.length) startEditing(mine.at(-1));
  return Boolean(mine.length);
}

const isService = ({ subtype }) => subtype && subtype !== "thread_broadcast";

function stop(field) {
  editing = null;
  const focus = field.closest(".message")?.dataset.focus;
  emit("editing");
  [...document.querySelectorAll(".message")]
    .find((node) => node.dataset.focus === focus)
    ?.focus({ preventScroll: true });
}

/** The field that stands in for the message while it is edited. */
export function editor(channel, message) {
  const field = h("textarea", {
    class: "field",
    rows: 1,
    value: editing.text,
    "aria-label": "Edit message",
    data: { focus: `edit|${message.ts}` },
    on: {
      input: () => {
        editing.text = field.value;
        grow(field, TALLEST);
      },
      keydown: (event) => {
        if (event.key === "Escape") stop(field);
        else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  });
  const save = async () => {
    const text = field.value.trim();
    if (!text && !message.files?.length) {
      if (await remove(channel, message)) editing = null;
      return;
    }
    if (text === toTyped(message.text).trim()) {
      stop(field);
      return;
    }
    const answer = await act("edit", { channel, ts: message.ts, text });
    if (answer.ok) stop(field);
    else toast(answer.message || answer.error, "error");
  };
  const smile = (anchor) =>
    pickEmoji(anchor, (name) => {
      field.setRangeText(`:${name}: `, field.selectionStart, field.selectionEnd, "end");
      editing.text = field.value;
      field.focus();
    });
  requestAnimationFrame(() => grow(field, TALLEST));
  return h(
    "div",
    { class: "edit-box" },
    field,
    h(
      "div",
      { class: "edit-buttons" },
      iconButton("smile", "Emoji", smile, { small: true }),
      h("span", { class: "edit-tip muted small" }, "Esc cancels, Enter saves"),
      h(
        "button",
        { class: "button button-block", type: "button", on: { click: () => stop(field) } },
        "Cancel",
      ),
      h(
        "button",
        { class: "button button-block primary", type: "button", on: { click: save } },
        "Save",
      ),
    ),
  );
}
