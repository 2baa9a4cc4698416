// Elements that act at once: button, overflow menu, feedback buttons, icon button.

import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { menu } from "../ui/popup.js";
import { plainString, textObject } from "../text/objects.js";
import { store } from "../store.js";
import { allowed } from "./aria.js";

const SAFE_URL = /^(https?:|mailto:)/i;

export function button(ctx) {
  const { surface, block, element } = ctx;
  const node = h(
    "button",
    {
      class: `button button-block ${element.style ?? ""}`,
      type: "button",
      "aria-label": element.accessibility_label,
      data: { focus: surface.focusKey(block, element), action: element.action_id ?? "" },
      on: { click: () => press(node, ctx, { value: element.value }, element.url) },
    },
    textObject(element.text),
  );
  return node;
}

async function press(node, { surface, block, element }, payload, url) {
  if (!(await allowed(element))) return;
  if (url && SAFE_URL.test(url)) window.open(url, "_blank", "noopener");
  node.disabled = true;
  node.setAttribute("aria-busy", "true");
  await surface.click(block, element, payload);
  node.disabled = false;
  node.removeAttribute("aria-busy");
}

export function overflow({ surface, block, element }) {
  const choose = async (option) => {
    if (!(await allowed(element))) return;
    if (option.url && SAFE_URL.test(option.url)) window.open(option.url, "_blank", "noopener");
    await surface.click(block, element, { selected_option: option });
  };
  const rows = element.options.map((option) => ({
    label: textObject(option.text),
    note: option.description && plainString(option.description),
    act: () => choose(option),
  }));
  const node = h(
    "button",
    {
      class: "button button-block overflow",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      data: { focus: surface.focusKey(block, element), action: element.action_id ?? "" },
      on: { click: () => menu(node, rows, { align: "end", width: 240, label: "More actions" }) },
    },
    icon("more", 18),
  );
  return node;
}

export function feedbackButtons(ctx) {
  const one = (side, symbol) => {
    const choice = ctx.element[side];
    const label = choice.accessibility_label ?? plainString(choice.text);
    const node = h(
      "button",
      {
        class: "icon-button small",
        type: "button",
        "aria-label": label,
        title: label,
        on: { click: () => press(node, ctx, { value: choice.value }) },
      },
      icon(symbol, 18),
    );
    return node;
  };
  return h(
    "span",
    { class: "feedback", role: "group" },
    one("positive_button", "thumbup"),
    one("negative_button", "thumbdown"),
  );
}

export function iconButton(ctx) {
  const { element } = ctx;
  const seenBy = element.visible_to_user_ids;
  if (seenBy?.length && !seenBy.includes(store.me.id)) return null;
  const label = element.accessibility_label ?? plainString(element.text);
  const node = h(
    "button",
    {
      class: "icon-button small",
      type: "button",
      "aria-label": label,
      title: label,
      on: { click: () => press(node, ctx, { value: element.value }) },
    },
    icon("trash", 18),
  );
  return node;
}
