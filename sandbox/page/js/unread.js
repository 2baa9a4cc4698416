// Which message is the first unread one. Pure look-ups over a list, oldest first.

import { store } from "./store.js";

/** Without what only this person sees: such messages are never unread. */
export const lasting = (messages) => messages.filter((one) => !one.ephemeral);

const ofOthers = (messages) => lasting(messages).filter((one) => one.user !== store.me.id);

/** The ts of the first of the last `unread` messages of others. */
export function firstUnread(messages, unread) {
  const others = ofOthers(messages);
  return unread ? others.at(-Math.min(unread, others.length))?.ts : undefined;
}

/** The ts of the first message of others after `seen`. */
export const firstOfOthers = (messages, seen) =>
  ofOthers(messages).find((one) => one.ts > seen)?.ts;

/** The ts just before a message: up to there the channel is read. */
export const tsBefore = (messages, message) =>
  lasting(messages)
    .filter((one) => one.ts < message.ts)
    .at(-1)?.ts ?? "0000000000.000000";
