// Pictures in blocks, with their text in place when they cannot be loaded.

import { h } from "../ui/dom.js";

/** An image element or block; its alt text stands in for it when it is missing. */
export function blockImage(image, className) {
  const url =
    image.image_url ??
    image.slack_file?.url ??
    (image.slack_file?.id ? `/files/${image.slack_file.id}` : "");
  const node = h("img", {
    class: className,
    alt: image.alt_text ?? "",
    title: image.alt_text,
    src: /^(https?:|\/)/.test(url) ? url : null,
    loading: "lazy",
  });
  node.addEventListener("error", () =>
    node.replaceWith(
      h(
        "span",
        { class: `${className} image-missing`, role: "img", "aria-label": image.alt_text },
        "🖼 ",
        image.alt_text ?? "Image",
      ),
    ),
  );
  return node;
}
