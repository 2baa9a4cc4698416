// The toolbar that appears on a message: quick reactions, reply, and the menu with the app's
// message shortcuts, edit and delete. Also which private answers were dismissed.

import { startEditing } from "./message_edit.js";
import { pickReaction, toggle } from "./reactions.js";
import { go, hrefTo } from "./route.js";
import { act, emit, store } from "./store.js";
import { EMOJI } from "./text/emoji_names.js";
import { confirmed } from "./ui/dialog.js";
import { h } from "./ui/dom.js";
import { avatar } from "./ui/avatar.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";
import { toast } from "./ui/toast.js";

const ONE_TAP = ["white_check_mark", "eyes", "pushpin"];

/** The floating buttons of a message. */
export function toolbar(channel, message, { inThread }) {
  const tool = (name, label, press, face) =>
    h(
      "button",
      {
        class: "tool",
        type: "button",
        "aria-label": label,
        title: label,
        data: { tool: name, focus: `tool|${message.ts}|${name}` },
        on: { click: (event) => press(event.currentTarget) },
      },
      face,
    );
  if (message.ephemeral) {
    return h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "Message actions" },
      tool("dismiss", "Dismiss", () => dismiss(channel, message), icon("close", 18)),
    );
  }
  return h(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "Message actions" },
    ONE_TAP.map((name) =>
      tool(
        name,
        `React with ${name.replace(/_/g, " ")}`,
        () => toggle(channel, message, name),
        h("span", { class: "emoji" }, EMOJI.get(name)),
      ),
    ),
    tool(
      "react",
      "Add reaction…",
      (anchor) => pickReaction(anchor, channel, message),
      icon("smile", 18),
    ),
    inThread
      ? null
      : tool(
          "reply",
          "Reply in thread",
          () => go({ thread: message.thread_ts ?? message.ts }),
          icon("reply", 18),
        ),
    tool(
      "more",
      "More actions",
      (anchor) =>
        menu(anchor, rows(channel, message), { align: "end", label: "More actions", width: 280 }),
      icon("more", 18),
    ),
  );
}

function rows(channel, message) {
  const { app, me } = store;
  const shortcuts = app.shortcuts
    .filter((one) => one.type === "message")
    .map((one) => ({
      label: one.name,
      note: one.description || app.name,
      icon: avatar({ is_bot: true }, 24),
      act: () => run("message_shortcut", { channel, ts: message.ts, callback_id: one.callback_id }),
    }));
  const list = [{ label: "Copy link", icon: icon("link"), act: () => copyLink(channel, message) }];
  if (message.user === me.id && !message.bot_id) {
    list.push(
      { label: "Edit message", icon: icon("edit"), act: () => startEditing(message) },
      {
        label: "Delete message…",
        icon: icon("trash"),
        danger: true,
        act: () => remove(channel, message),
      },
    );
  }
  return shortcuts.length
    ? [...list, { line: true }, { title: "Message shortcuts" }, ...shortcuts]
    : list;
}

async function run(name, args) {
  const answer = await act(name, args);
  if (!answer.ok) toast(answer.message || answer.error, "error");
}

async function remove(channel, message) {
  if (
    await confirmed({
      title: "Delete message",
      text: "Are you sure you want to delete this message? This cannot be undone.",
      yes: "Delete",
      no: "Cancel",
      danger: true,
    })
  )
    run("delete", { channel, ts: message.ts });
}

function copyLink(channel, message) {
  const hash = hrefTo({ channel, message: message.ts });
  navigator.clipboard
    ?.writeText(location.origin + location.pathname + hash)
    .then(() => toast("Link copied"));
}

// Dismissed at once here; the server forgets the message too.
const dismissed = new Set();

export const isDismissed = (message) =>
  message.ephemeral && dismissed.has(`${store.me.id}|${message.ts}`);

export function dismiss(channel, message) {
  dismissed.add(`${store.me.id}|${message.ts}`);
  emit("dismissed");
  run("dismiss", { channel, ts: message.ts });
}
