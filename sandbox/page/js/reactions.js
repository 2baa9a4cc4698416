// The row of reactions below a message, and the picker that adds one.

import { act, personName, store } from "./store.js";
import { EMOJI, EMOJI_GROUPS, QUICK, emojiCharacter } from "./text/emoji_names.js";
import { h, show } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { closePopup, popup } from "./ui/popup.js";
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

/** Opens the emoji picker; `picked` gets the name. */
export function pickEmoji(anchor, picked) {
  const choose = (name) => {
    closePopup();
    picked(name);
  };
  const cell = (name) =>
    h(
      "button",
      {
        class: "emoji-cell",
        type: "button",
        title: `:${name}:`,
        "aria-label": name,
        data: { emoji: name },
        on: { click: () => choose(name) },
      },
      EMOJI.get(name),
    );
  const all = h("div", { class: "emoji-all" });
  const input = h("input", {
    class: "list-filter",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    autocomplete: "off",
  });
  const search = () => {
    const words = input.value.trim().toLowerCase().replace(/:/g, "");
    const groups = words
      ? [
          {
            title: "Found",
            names: [...EMOJI.keys()].filter((name) => name.includes(words)).slice(0, 60),
          },
        ]
      : [{ title: "Often used", names: QUICK }, ...EMOJI_GROUPS];
    show(
      all,
      groups.map((group) => [
        h("div", { class: "list-group" }, group.title),
        h("div", { class: "emoji-grid" }, group.names.map(cell)),
      ]),
    );
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") all.querySelector(".emoji-cell")?.click();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      all.querySelector(".emoji-cell")?.focus();
    }
  });
  all.addEventListener("keydown", moveInGrid);
  search();
  popup(anchor, [input, all], { class: "popup-emoji", label: "Emoji", align: "end", focus: input });
}

function moveInGrid(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 };
  if (!(event.key in steps)) return;
  const cells = [...event.currentTarget.querySelectorAll(".emoji-cell")];
  const next = cells[cells.indexOf(document.activeElement) + steps[event.key]];
  event.preventDefault();
  next?.focus();
}
