// The toolbar that appears on a message: quick reactions, reply, and the menu with the app's
// message shortcuts, mark unread, edit and delete.

import { copyLink, dismiss, isOwn, mayDelete, remove, run } from "./message_acts.js";
import { startEditing } from "./message_edit.js";
import { pickReaction, toggle } from "./reactions.js";
import { go } from "./route.js";
import { emit, store } from "./store.js";
import { EMOJI } from "./text/emoji_names.js";
import { h } from "./ui/dom.js";
import { avatar } from "./ui/avatar.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";

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
  const bar = (...tools) =>
    h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" }, tools);
  if (message.ephemeral)
    return bar(tool("dismiss", "Dismiss", () => dismiss(channel, message), icon("close", 18)));
  return bar(
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
        menu(anchor, rows(channel, message, inThread), {
          align: "end",
          label: "More actions",
          width: 280,
        }),
      icon("more", 18),
    ),
  );
}

function rows(channel, message, inThread) {
  const shortcuts = shortcutRows(channel, message);
  return [
    { label: "Copy link", icon: icon("link"), act: () => copyLink(channel, message) },
    inThread
      ? null
      : { label: "Mark unread", icon: icon("unread"), act: () => emit("mark-unread", message) },
    isOwn(message)
      ? { label: "Edit message", icon: icon("edit"), act: () => startEditing(message) }
      : null,
    mayDelete(message)
      ? {
          label: "Delete message…",
          icon: icon("trash"),
          danger: true,
          act: () => remove(channel, message),
        }
      : null,
    ...(shortcuts.length ? [{ line: true }, { title: "Message shortcuts" }, ...shortcuts] : []),
  ].filter(Boolean);
}

const shortcutRows = (channel, message) =>
  store.app.shortcuts
    .filter((one) => one.type === "message")
    .map((one) => ({
      label: one.name,
      note: one.description || store.app.name,
      icon: avatar({ is_bot: true }, 24),
      act: () => run("message_shortcut", { channel, ts: message.ts, callback_id: one.callback_id }),
    }));
