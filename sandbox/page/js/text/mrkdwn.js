// Slack's mrkdwn to DOM nodes: quotes and code blocks by line, the rest by a small scanner.

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

const STYLES = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;
const EMOJI_AT = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y;
const URL_AT = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"]/y;

/** Slack's three entities back to characters. */
export const decode = (text) =>
  text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** The same for showing: ✔ and ✖ are drawn as letters, not as pictures. */
export const letters = (text) => decode(text).replace(/[✔✖](?!\ufe0f)/g, "$&\ufe0e");

/** Nodes of a whole mrkdwn text. */
export function mrkdwn(text) {
  const nodes = [];
  const parts = String(text).split("```");
  parts.forEach((part, at) => {
    const closed = at % 2 === 1 && at < parts.length - 1;
    if (closed)
      nodes.push(h("pre", { class: "pre" }, decode(stripTokens(part.replace(/^\n|\n$/g, "")))));
    else nodes.push(...lines(at % 2 === 1 ? `\`\`\`${part}` : trimAround(part, at, parts.length)));
  });
  return nodes;
}

// The line breaks that only separate a code block from its neighbours are not drawn.
function trimAround(part, at, count) {
  let text = part;
  if (at > 0) text = text.replace(/^\n/, "");
  if (at < count - 1) text = text.replace(/\n$/, "");
  return text;
}

function lines(text) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, at) => {
    const quoted = /^(?:&gt;|>)(?!&gt;|>)\s?(.*)$/s.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = h("blockquote", { class: "quote" })));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1]));
      return;
    }
    if (at > 0 && !quote) nodes.push(h("br"));
    quote = null;
    nodes.push(...inline(line));
  });
  return nodes;
}

const stripTokens = (text) =>
  text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label ?? target);

/** Nodes of one line. */
export function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) nodes.push(letters(plain));
    plain = "";
  };
  while (at < text.length) {
    const found = pieceAt(text, at);
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(found.node);
    at = found.end;
  }
  flush();
  return nodes;
}

function pieceAt(text, at) {
  const letter = text[at];
  if (letter === "`") return codeAt(text, at);
  if (letter === "<") return tokenAt(text, at);
  if (letter === ":") return emojiAt(text, at);
  if (letter in STYLES) return styleAt(text, at, letter);
  if (letter === "h") return bareLinkAt(text, at);
  return null;
}

function codeAt(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return {
    node: h("code", { class: "code" }, decode(stripTokens(text.slice(at + 1, end)))),
    end: end + 1,
  };
}

function emojiAt(text, at) {
  EMOJI_AT.lastIndex = at;
  const found = EMOJI_AT.exec(text);
  if (!found) return null;
  const node = emoji(found[1]);
  return typeof node === "string" ? null : { node, end: EMOJI_AT.lastIndex };
}

function bareLinkAt(text, at) {
  if (at > 0 && WORD.test(text[at - 1])) return null;
  URL_AT.lastIndex = at;
  const found = URL_AT.exec(text);
  return found && { node: link(decode(found[0]), [decode(found[0])]), end: URL_AT.lastIndex };
}

function styleAt(text, at, mark) {
  const before = text[at - 1];
  const next = text[at + 1];
  if ((before && WORD.test(before)) || !next || /\s/.test(next) || next === mark) return null;
  for (let end = at + 1; end < text.length; end += 1) {
    const skip =
      text[end] === "`" ? codeAt(text, end) : text[end] === "<" ? tokenAt(text, end) : null;
    if (skip) end = skip.end - 1;
    else if (
      text[end] === mark &&
      !/\s/.test(text[end - 1]) &&
      !(text[end + 1] && WORD.test(text[end + 1]))
    ) {
      return { node: h(STYLES[mark], {}, inline(text.slice(at + 1, end))), end: end + 1 };
    }
  }
  return null;
}

function tokenAt(text, at) {
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const node = tokenNode(text.slice(at + 1, end));
  return node && { node, end: end + 1 };
}

function tokenNode(body) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? undefined : decode(body.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return userMention(target.slice(1), label);
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return channelMention(target.slice(1), label);
  if (target.startsWith("!subteam^")) return groupMention(target.slice(9), label);
  if (target.startsWith("!date^")) {
    const [, seconds, template, url] = target.split("^");
    return dateText(seconds, decode(template ?? ""), url && decode(url), label);
  }
  if (/^!(here|channel|everyone)$/.test(target)) return broadcast(target.slice(1));
  if (target.startsWith("!")) return h("span", {}, label ?? `<${target}>`);
  if (/^(https?:|mailto:|tel:)/i.test(target)) {
    return link(
      decode(target),
      label ? inline(body.slice(bar + 1)) : [decode(target).replace(/^mailto:/, "")],
    );
  }
  return null;
}
