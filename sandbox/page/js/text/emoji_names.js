// Emoji by Slack's names. The table comes from the server once, so that the page draws and offers
// exactly what the sandbox takes as a reaction; an unknown name is shown as typed.

import { fetchEmoji } from "../api.js";

/** name -> character, aliases included. */
export const EMOJI = new Map();
/** [{title, names}] as the picker shows them. */
export const EMOJI_GROUPS = [];

const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

/** Reads the table; to be awaited before anything is drawn. */
export async function loadEmoji() {
  const { groups, aliases } = await fetchEmoji();
  for (const { title, emoji } of groups) {
    for (const [name, character] of emoji) EMOJI.set(name, character);
    EMOJI_GROUPS.push({ title, names: emoji.map(([name]) => name) });
  }
  for (const [alias, name] of Object.entries(aliases)) EMOJI.set(alias, EMOJI.get(name));
}

/** The character of an emoji name ("thumbsup::skin-tone-3" too), or null. */
export function emojiCharacter(name) {
  const [base, tone] = name.split("::skin-tone-");
  const character = EMOJI.get(base);
  if (!character) return null;
  return tone ? character.replace("\ufe0f", "") + (TONES[Number(tone) - 2] ?? "") : character;
}

/** What the quick picker offers first. */
export const QUICK = [
  "white_check_mark",
  "eyes",
  "pushpin",
  "alarm_clock",
  "construction",
  "heavy_plus_sign",
  "tada",
  "+1",
];
