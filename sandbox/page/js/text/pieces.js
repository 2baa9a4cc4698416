// The small inline pieces that all kinds of text share: mentions, links, emoji, dates.

import { h } from "../ui/dom.js";
import { go, hrefTo, routeOfPermalink } from "../route.js";
import { channel, person, personName, store } from "../store.js";
import { dateTokens } from "../time.js";
import { emojiCharacter } from "./emoji_names.js";

// Two marks that are drawn in the colour of the text around them, to be seen on a green button.
const LETTER_LIKE = { heavy_check_mark: "✔\ufe0e", heavy_multiplication_x: "✖\ufe0e" };
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** An emoji by name; an unknown one stays ":name:". */
export function emoji(name) {
  const character = emojiCharacter(name);
  if (!character) return `:${name}:`;
  const letter = LETTER_LIKE[name];
  return h(
    "span",
    {
      class: letter ? "emoji-text" : "emoji",
      role: "img",
      "aria-label": `${name.replace(/_/g, " ")} emoji`,
      title: `:${name}:`,
    },
    letter ?? character,
  );
}

export function userMention(id, label) {
  const known = person(id);
  const name = known.unknown && label ? label.replace(/^@/, "") : personName(id);
  const mine = id === store.me?.id ? " mention-me" : "";
  return h("span", { class: `mention${mine}`, data: { user: id } }, `@${name}`);
}

export function channelMention(id, label) {
  const known = channel(id);
  const name = known ? known.name : label;
  if (!name) return h("span", { class: "mention" }, "🔒 private channel");
  if (!known) return h("span", { class: "mention" }, `#${name}`);
  return h(
    "a",
    { class: "mention", href: hrefTo({ channel: id }) },
    known.kind === "private" ? `🔒 ${name}` : `#${name}`,
  );
}

export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);
export const groupMention = (id, label) =>
  h("span", { class: "mention" }, label ? `@${label.replace(/^@/, "")}` : `@${id}`);

/** A link; anything but http(s), mailto and tel stays plain text. */
export function link(url, children) {
  if (!SAFE_LINK.test(url)) return h("span", {}, children);
  const place = routeOfPermalink(url);
  if (!place)
    return h(
      "a",
      { class: "link", href: url, target: "_blank", rel: "noopener noreferrer" },
      children,
    );
  const open = (event) => {
    event.preventDefault();
    go(place);
  };
  return h("a", { class: "link", href: hrefTo(place), on: { click: open } }, children);
}

/** A moment in the viewer's zone, from "{date} at {time}" tokens. */
export function dateText(seconds, template, url, fallback) {
  const words = dateTokens(seconds, template, fallback);
  const time = h("time", { datetime: isoOf(seconds), title: fallback }, words);
  return url ? link(url, [time]) : time;
}

function isoOf(seconds) {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
