// Files and videos: shown as quiet cards, nothing is played or fetched from outside.

import { h } from "../ui/dom.js";
import { sizeText } from "../elements/files.js";
import { icon } from "../ui/icons.js";
import { link } from "../text/pieces.js";
import { textObject } from "../text/objects.js";

export function video({ block }) {
  const title = textObject(block.title);
  return h(
    "div",
    { class: "block file-card" },
    icon("file", 28),
    h(
      "div",
      {},
      h("div", { class: "card-title" }, block.title_url ? link(block.title_url, title) : title),
      h(
        "div",
        { class: "card-subtitle" },
        block.description
          ? textObject(block.description)
          : ["Video", block.provider_name ? ` · ${block.provider_name}` : ""],
      ),
    ),
  );
}

export const fileBlock = ({ block }) =>
  h(
    "div",
    { class: "block file-card" },
    icon("file", 28),
    h(
      "div",
      {},
      h("div", { class: "card-title" }, "Remote file"),
      h("div", { class: "card-subtitle" }, block.external_id),
    ),
  );

/** A file attached to a message: a picture, or its name and size. */
export function attachedFile(file) {
  const url = file.url_private ?? file.permalink ?? "";
  if (file.mimetype?.startsWith("image/") && url) {
    return h(
      "figure",
      { class: "image-block" },
      h("figcaption", {}, file.title || file.name),
      h(
        "a",
        { href: url, target: "_blank", rel: "noopener" },
        h("img", {
          class: "image",
          src: url,
          alt: file.alt_txt || file.title || file.name,
          loading: "lazy",
        }),
      ),
    );
  }
  const size = sizeText(file.size ?? 0);
  return h(
    "div",
    { class: "file-card" },
    icon("file", 28),
    h(
      "div",
      {},
      h(
        "div",
        { class: "card-title" },
        url
          ? h(
              "a",
              { class: "link", href: url, target: "_blank", rel: "noopener" },
              file.title || file.name,
            )
          : file.title || file.name,
      ),
      h(
        "div",
        { class: "card-subtitle" },
        [file.pretty_type || file.filetype, size].filter(Boolean).join(" · "),
      ),
    ),
  );
}
