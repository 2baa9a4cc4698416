// What one does to a message from its toolbar, menu or keyboard: delete, copy its link, dismiss a
// private answer, mark unread. Refusals are shown as toasts.

import { hrefTo } from "./route.js";
import { act, emit, store } from "./store.js";
import { confirmed } from "./ui/dialog.js";
import { toast } from "./ui/toast.js";

/** True for what the person wrote themselves. */
export const isOwn = (message) => message.user === store.me.id && !message.bot_id;

/** People delete their own messages, admins everybody's. */
export const mayDelete = (message) => isOwn(message) || store.me.is_admin;

export async function run(name, args) {
  const answer = await act(name, args);
  if (!answer.ok) toast(answer.message || answer.error, "error");
  return answer;
}

/** Asks, then deletes. Answers whether it was deleted. */
export async function remove(channel, message) {
  const sure = await confirmed({
    title: "Delete message",
    text: "Are you sure you want to delete this message? This cannot be undone.",
    yes: "Delete",
    no: "Cancel",
    danger: true,
  });
  return sure && (await run("delete", { channel, ts: message.ts })).ok;
}

export function copyLink(channel, message) {
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
