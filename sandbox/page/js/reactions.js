// The row of reactions below a message.

import { act, personName, store } from "./store.js";
import { pickEmoji } from "./emoji_picker.js";
import { emojiCharacter } from "./text/emoji_names.js";
import { h } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { toast } from "./ui/toast.js";

/** Pills with counts; a click adds or takes back one's own. */
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const pills = message.reactions.map((one) => {
    const mine = one.users.includes(store.me.id);
    const who = one.users.map((id) => (id === store.me.id ? "You" : personName(id))).join(", ");
    return h(
      "button",
      {
        class: `reaction ${mine ? "mine" : ""}`,
        type: "button",
        "aria-pressed": String(mine),
        "aria-label": `${one.name}: ${one.count}, ${who}`,
        title: `${who} reacted with :${one.name}:`,
        data: { focus: `reaction|${message.ts}|${one.name}`, reaction: one.name },
        on: { click: () => toggle(channel, message, one.name) },
      },
      h("span", { class: "emoji" }, emojiCharacter(one.name) ?? `:${one.name}:`),
      h("span", { class: "reaction-count" }, String(one.count)),
    );
  });
  const add = h(
    "button",
    {
      class: "reaction reaction-add",
      type: "button",
      "aria-label": "Add reaction",
      title: "Add reaction",
      data: { focus: `reaction|${message.ts}|add` },
      on: { click: () => pickReaction(add, channel, message) },
    },
    icon("smile", 16),
  );
  return h("div", { class: "reactions" }, pills, add);
}

/** Adds one's reaction, or takes it back if it is there. */
export async function toggle(channel, message, name) {
  const mine = message.reactions?.some(
    (one) => one.name === name && one.users.includes(store.me.id),
  );
  const answer = await act(mine ? "unreact" : "react", { channel, ts: message.ts, name });
  if (!answer.ok && !["already_reacted", "no_reaction"].includes(answer.error))
    toast(answer.message || answer.error, "error");
}

export const pickReaction = (anchor, channel, message) =>
  pickEmoji(anchor, (name) => toggle(channel, message, name));
