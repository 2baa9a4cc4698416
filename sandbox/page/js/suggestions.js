// What could stand at the caret: commands after "/", people after "@", channels after "#", emoji
// after ":". Pure look-ups; completion.js shows them.

import { OWN_COMMANDS } from "./composer_acts.js";
import { personName, store } from "./store.js";
import { EMOJI } from "./text/emoji_names.js";
import { mentionWord } from "./text/typed.js";
import { avatar } from "./ui/avatar.js";
import { h } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const MOST = 12;

/** Rows {face, label, note, insert} for the word before the caret, with where it starts. */
export function suggestions(text, caret, channel) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return found(before.length - command[0].length, commands(before));
  const word =
    /(?:^|[\s(（,，、;；:：])([@#＠＃])([^\s@#＠＃]{0,30})$/u.exec(before) ??
    /(?:^|[\p{Script=Han}])([@＠])([^\s@]{0,30})$/u.exec(before);
  if (word) {
    const start = caret - word[2].length - 1;
    return found(
      start,
      "@＠".includes(word[1])
        ? people(word[2].toLowerCase(), channel)
        : channels(word[2].toLowerCase()),
    );
  }
  const colon = /(?:^|\s):([a-z0-9_+-]{2,20})$/.exec(before);
  return colon ? found(caret - colon[1].length - 1, emoji(colon[1])) : null;
}

const found = (start, rows) => (rows.length ? { start, rows: rows.slice(0, MOST) } : null);

function commands(typed) {
  return [...store.app.commands, ...OWN_COMMANDS]
    .filter((one) => one.command.startsWith(typed.toLowerCase()))
    .map((one) => ({
      face: one.own ? icon("hash", 18) : avatar({ is_bot: true }, 20),
      label: one.command,
      hint: one.usage_hint,
      note: one.description,
      insert: `${one.command} `,
      exact: one.command === typed,
    }));
}

function people(word, channel) {
  const inside = new Set(channel?.members ?? []);
  const starts = (one) =>
    [personName(one.id), one.name, one.display_name].some(
      (name) =>
        (name ?? "")
          .toLowerCase()
          .split(/[\s._-]+/)
          .some((part) => part.startsWith(word)) || (name ?? "").toLowerCase().startsWith(word),
    );
  const rows = [...store.people.values()]
    .filter((one) => !one.deleted && starts(one))
    .sort(
      (a, b) =>
        inside.has(b.id) - inside.has(a.id) || personName(a.id).localeCompare(personName(b.id)),
    )
    .map((one) => ({
      face: avatar(one, 20),
      label: personName(one.id),
      badge: one.is_bot,
      hint: one.is_bot ? null : one.name,
      note: inside.has(one.id) || channel?.kind === "im" ? null : "Not in channel",
      insert: `@${mentionWord(one.id)} `,
    }));
  const ranges = ["here", "channel"]
    .filter((name) => word && name.startsWith(word))
    .map((name) => ({
      face: icon("people", 18),
      label: `@${name}`,
      note: name === "here" ? "Notify active members" : "Notify everyone in this channel",
      insert: `@${name} `,
    }));
  return [...rows, ...ranges];
}

const channels = (word) =>
  store.channels
    .filter((one) => one.kind !== "im" && !one.is_archived && one.name.includes(word))
    .sort(
      (a, b) => b.name.startsWith(word) - a.name.startsWith(word) || a.name.localeCompare(b.name),
    )
    .map((one) => ({
      face: icon(one.kind === "private" ? "lock" : "hash", 18),
      label: one.name,
      note: one.is_member ? null : "Not joined",
      insert: `#${one.name} `,
    }));

const emoji = (word) =>
  [...EMOJI.keys()]
    .filter((name) => name.includes(word))
    .sort((a, b) => b.startsWith(word) - a.startsWith(word))
    .map((name) => ({
      face: h("span", { class: "emoji" }, EMOJI.get(name)),
      label: `:${name}:`,
      insert: `:${name}: `,
    }));
