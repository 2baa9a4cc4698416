// Blocks that group others or stand out: alert, card, container, plan, task_card.

import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { blockImage } from "../elements/image.js";
import { drawElement } from "../elements/index.js";
import { richText } from "../text/rich.js";
import { textObject } from "../text/objects.js";

const ALERT_ICONS = {
  info: "info",
  warning: "warning",
  error: "warning",
  success: "check",
  default: "info",
};

export function alert({ block }) {
  const level = ALERT_ICONS[block.level] ? block.level : "default";
  return h(
    "div",
    { class: `block alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(ALERT_ICONS[level], 18),
    h("div", {}, textObject(block.text)),
  );
}

export function card({ surface, block }) {
  return h(
    "div",
    { class: "block card" },
    block.hero_image ? blockImage(block.hero_image, "card-hero") : null,
    h(
      "div",
      { class: "card-main" },
      block.title || block.icon
        ? h(
            "div",
            { class: "card-head" },
            block.icon ? blockImage(block.icon, "card-icon") : null,
            h(
              "div",
              {},
              block.title ? h("div", { class: "card-title" }, textObject(block.title)) : null,
              block.subtitle
                ? h("div", { class: "card-subtitle" }, textObject(block.subtitle))
                : null,
            ),
          )
        : null,
      block.body ? h("div", { class: "card-body" }, textObject(block.body)) : null,
      block.subtext ? h("div", { class: "card-subtitle" }, textObject(block.subtext)) : null,
      block.actions?.length
        ? h(
            "div",
            { class: "actions" },
            block.actions.map((element) => drawElement({ surface, block, element })),
          )
        : null,
    ),
  );
}

export function container({ surface, block, drawBlock }) {
  const title = h(
    "div",
    { class: "container-titles" },
    h(
      "div",
      { class: "container-title" },
      block.rich_text_title ? richText(block.rich_text_title) : textObject(block.title),
    ),
    block.subtitle ? h("div", { class: "card-subtitle" }, textObject(block.subtitle)) : null,
  );
  const head = [block.icon ? blockImage(block.icon, "card-icon") : null, title];
  const body = h(
    "div",
    { class: "container-body" },
    block.child_blocks.map((child) => drawBlock(surface, child)),
  );
  const className = `block container width-${block.width ?? "standard"} ${block.has_header_divider ? "ruled" : ""}`;
  if (!block.is_collapsible)
    return h("div", { class: className }, h("div", { class: "container-head" }, head), body);
  return h(
    "details",
    { class: className, open: !block.default_collapsed },
    h("summary", { class: "container-head" }, icon("right", 16), head),
    body,
  );
}

const TASK_MARKS = { pending: "○", in_progress: "◐", complete: "✓", error: "!" };

export function taskCard({ block }) {
  const status = block.status ?? "pending";
  return h(
    "div",
    { class: `block task-card task-${status}` },
    h(
      "div",
      {},
      h(
        "span",
        { class: "task-mark", role: "img", "aria-label": status.replace("_", " ") },
        TASK_MARKS[status] ?? "○",
      ),
      h("span", {}, block.title),
    ),
    block.details ? h("div", { class: "task-detail" }, richText(block.details)) : null,
    block.output ? h("div", { class: "task-detail" }, richText(block.output)) : null,
  );
}

export const plan = ({ block }) =>
  h(
    "div",
    { class: "block plan" },
    h("div", { class: "card-title" }, block.title),
    (block.tasks ?? []).map((task) => taskCard({ block: task })),
  );
