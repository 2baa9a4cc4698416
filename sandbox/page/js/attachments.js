// Legacy attachments of a message: a coloured bar with texts, fields or blocks.

import { drawBlocks } from "./blocks/index.js";
import { link } from "./text/pieces.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { plain } from "./text/objects.js";
import { h } from "./ui/dom.js";

const NAMED = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

function barColour(colour) {
  if (NAMED[colour]) return NAMED[colour];
  return /^#?[0-9a-f]{6}$/i.test(colour ?? "")
    ? `#${colour.replace("#", "")}`
    : "var(--line-strong)";
}

/** The attachments below a message, or null. */
export function attachments(surface, list) {
  if (!list?.length) return null;
  return h(
    "div",
    { class: "attachments" },
    list.map((one) =>
      h(
        "div",
        { class: "attachment", style: { "border-left-color": barColour(one.color) } },
        one.pretext ? h("div", { class: "text" }, mrkdwn(one.pretext)) : null,
        one.author_name ? h("div", { class: "muted" }, plain(one.author_name)) : null,
        one.title
          ? h(
              "div",
              { class: "card-title" },
              one.title_link ? link(one.title_link, plain(one.title)) : plain(one.title),
            )
          : null,
        one.blocks?.length
          ? drawBlocks(h("div", { class: "blocks" }), surface, one.blocks)
          : one.text || one.fallback
            ? h("div", { class: "text" }, mrkdwn(one.text ?? one.fallback))
            : null,
        one.fields?.length
          ? h(
              "div",
              { class: "fields" },
              one.fields.map((field) =>
                h(
                  "div",
                  { class: "field-cell" },
                  h("strong", {}, plain(field.title)),
                  h("br"),
                  mrkdwn(field.value ?? ""),
                ),
              ),
            )
          : null,
        one.footer ? h("div", { class: "muted small" }, plain(one.footer)) : null,
      ),
    ),
  );
}
