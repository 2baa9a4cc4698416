// rich_text blocks: what people type, and what bots build element by element.

import { h } from "../ui/dom.js";
import {
  broadcast,
  channelMention,
  dateText,
  emoji,
  groupMention,
  link,
  userMention,
} from "./pieces.js";

/** Nodes of a rich_text block. */
export const richText = (block) => group(block.elements ?? []);

function group(elements) {
  const nodes = [];
  let list = [];
  const flush = () => {
    if (list.length) nodes.push(listNode(list));
    list = [];
  };
  for (const element of elements) {
    if (element.type === "rich_text_list") {
      list.push(element);
      continue;
    }
    flush();
    nodes.push(element.type ? part(element) : "");
  }
  flush();
  return nodes;
}

function part(element) {
  const inner = () => (element.elements ?? []).map(inlineNode);
  if (element.type === "rich_text_section") return h("div", { class: "rich-section" }, inner());
  if (element.type === "rich_text_quote") return h("blockquote", { class: "quote" }, inner());
  if (element.type === "rich_text_preformatted") return h("pre", { class: "pre" }, inner());
  return h("span", { class: "unknown" }, `[${element.type}]`);
}

// Consecutive lists with deeper `indent` are drawn nested by a left margin, as Slack does.
function listNode(lists) {
  return h(
    "div",
    { class: "rich-lists" },
    lists.map((list) => {
      const ordered = list.style === "ordered";
      const rows = (list.elements ?? []).map((section) =>
        h("li", {}, (section.elements ?? []).map(inlineNode)),
      );
      return h(
        ordered ? "ol" : "ul",
        {
          class: `rich-list depth-${(list.indent ?? 0) % 3}`,
          start: ordered && list.offset ? list.offset + 1 : null,
          style: { "margin-left": `${(list.indent ?? 0) * 24}px` },
        },
        rows,
      );
    }),
  );
}

function inlineNode(element) {
  return styled(bare(element), element.style ?? {});
}

function bare(element) {
  switch (element.type) {
    case "text":
      return withBreaks(element.text);
    case "link":
      return link(element.url, [element.text || element.url]);
    case "user":
      return userMention(element.user_id);
    case "channel":
      return channelMention(element.channel_id);
    case "usergroup":
      return groupMention(element.usergroup_id);
    case "broadcast":
      return broadcast(element.range);
    case "emoji":
      return emoji(
        element.skin_tone ? `${element.name}::skin-tone-${element.skin_tone}` : element.name,
      );
    case "date":
      return dateText(element.timestamp, element.format, element.url, element.fallback);
    case "color":
      return h(
        "span",
        { class: "colour" },
        h("i", { style: { "background-color": element.value } }),
        element.value,
      );
    default:
      return h("span", { class: "unknown" }, `[${element.type}]`);
  }
}

const withBreaks = (text) =>
  text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));

function styled(node, style) {
  let out = [node];
  if (style.code) out = [h("code", { class: "code" }, out)];
  if (style.bold) out = [h("strong", {}, out)];
  if (style.italic) out = [h("em", {}, out)];
  if (style.strike) out = [h("s", {}, out)];
  if (style.underline) out = [h("u", {}, out)];
  return out;
}
