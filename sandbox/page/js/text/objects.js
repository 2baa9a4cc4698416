// Text objects of Block Kit: {type: plain_text|mrkdwn, text}.

import { h } from "../ui/dom.js";
import { emoji } from "./pieces.js";
import { letters, mrkdwn } from "./mrkdwn.js";

/** Nodes of a text object (or a bare string, shown as typed). */
export function textObject(object) {
  if (!object) return [];
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn"
    ? mrkdwn(object.text)
    : plain(object.text, object.emoji !== false);
}

/** Plain text: only emoji names and line breaks mean something. */
export function plain(text, withEmoji = true) {
  const pieces = letters(String(text ?? "")).split(
    withEmoji ? /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/ : /$^/,
  );
  const nodes = pieces.map((piece, at) => (at % 2 ? emoji(piece) : piece));
  return nodes.flatMap((node) =>
    typeof node === "string"
      ? node.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]))
      : [node],
  );
}

/** A text object as a string, for labels and attributes. */
export function plainString(object) {
  const holder = h("span", {}, textObject(object));
  return holder.textContent;
}
