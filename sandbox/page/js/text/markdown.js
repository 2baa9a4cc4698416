// The markdown block: headings, lists, task lists, quotes, code, tables, and the common inline
// marks of standard Markdown. Anything else is shown as typed.

import { h } from "../ui/dom.js";
import { link } from "./pieces.js";
import { inline as slackInline } from "./mrkdwn.js";

const RULES = [
  [
    /^(#{1,6})\s+(.*)$/,
    (m) =>
      h(
        "div",
        {
          class: `md-h md-h${Math.min(m[1].length, 3)}`,
          role: "heading",
          "aria-level": m[1].length,
        },
        span(m[2]),
      ),
  ],
  [/^(?:---+|\*\*\*+)\s*$/, () => h("hr", { class: "divider" })],
  [/^>\s?(.*)$/, (m) => h("blockquote", { class: "quote" }, span(m[1]))],
  [/^(\s*)[-*+]\s+\[([ xX])\]\s+(.*)$/, (m) => row(m[1], m[2] === " " ? "☐" : "☑", m[3])],
  [/^(\s*)[-*+]\s+(.*)$/, (m) => row(m[1], "•", m[2])],
  [/^(\s*)(\d+[.)])\s+(.*)$/, (m) => row(m[1], m[2], m[3])],
];

function row(indent, mark, text) {
  return h(
    "div",
    { class: "md-row", style: { "margin-left": `${indent.length * 8}px` } },
    h("span", { class: "md-mark" }, mark),
    h("span", {}, span(text)),
  );
}

/** Nodes of a Markdown text. */
export function markdown(text) {
  const nodes = [];
  const lines = text.split("\n");
  let at = 0;
  while (at < lines.length) {
    const fence = /^```/.test(lines[at]);
    if (fence) {
      const end = lines.findIndex((line, index) => index > at && /^```/.test(line));
      const stop = end < 0 ? lines.length : end;
      nodes.push(h("pre", { class: "pre" }, lines.slice(at + 1, stop).join("\n")));
      at = stop + 1;
    } else if (lines[at].includes("|") && /^\s*\|?[\s:|-]*-[\s:|-]*$/.test(lines[at + 1] ?? "")) {
      let stop = at + 2;
      while (stop < lines.length && lines[stop].includes("|")) stop += 1;
      nodes.push(table(lines.slice(at, stop)));
      at = stop;
    } else {
      if (lines[at].trim()) nodes.push(line(lines[at]));
      at += 1;
    }
  }
  return nodes;
}

function line(text) {
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(text);
    if (found) return make(found);
  }
  return h("p", { class: "md-p" }, span(text));
}

const cells = (text) =>
  text
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function table([head, , ...rows]) {
  const line = (tag, text) =>
    h(
      "tr",
      {},
      cells(text).map((cell) => h(tag, {}, span(cell))),
    );
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, line("th", head)),
      h(
        "tbody",
        {},
        rows.map((r) => line("td", r)),
      ),
    ),
  );
}

const INLINE = /(`[^`]+`)|\[([^\]]+)\]\(([^)\s]+)\)|(\*\*|__)(.+?)\4|(\*|_)(?=\S)(.+?)\6|~~(.+?)~~/;

function span(text) {
  const found = INLINE.exec(text);
  if (!found) return slackInline(text);
  const [whole, code, label, url, , strong, , em, strike] = found;
  let node;
  if (code) node = h("code", { class: "code" }, code.slice(1, -1));
  else if (url) node = link(url, span(label));
  else if (strong) node = h("strong", {}, span(strong));
  else if (em) node = h("em", {}, span(em));
  else node = h("s", {}, span(strike));
  return [
    ...span(text.slice(0, found.index)),
    node,
    ...span(text.slice(found.index + whole.length)),
  ];
}
