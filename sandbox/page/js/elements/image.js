// Pictures in blocks. While one loads its place is kept; one that cannot be loaded (offline, a
// wrong address) leaves a quiet frame with its text.

import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

const SAFE = /^(https?:|\/)/;

const addressOf = (image) =>
  image.image_url ??
  image.slack_file?.url ??
  (image.slack_file?.id ? `/files/${image.slack_file.id}` : "");

/** An image element or block; its alt text stands in for it when it is missing. */
export function blockImage(image, className) {
  const url = addressOf(image);
  const alt = image.alt_text ?? "";
  const missing = () =>
    h(
      "span",
      { class: `${className} image-missing`, role: "img", "aria-label": alt || "Image" },
      icon("picture", className === "context-image" ? 16 : 22),
      h("span", { class: "image-words", "aria-hidden": "true" }, alt || "Image"),
    );
  if (!SAFE.test(url)) return missing();
  const node = h("img", {
    class: `${className} image-loading`,
    alt,
    title: alt,
    src: url,
    loading: "lazy",
    on: {
      load: () => node.classList.remove("image-loading"),
      error: () => node.replaceWith(missing()),
    },
  });
  return node;
}
