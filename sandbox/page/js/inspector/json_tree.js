// JSON as a tree that opens level by level. Branches are built when they are opened first, so a
// large payload costs nothing until somebody looks at it.

import { h } from "../ui/dom.js";

const LONG = 300;

/** A node for `value`; `depth` levels stand open. */
export function jsonTree(value, depth = 2) {
  return h("div", { class: "json" }, entry(null, value, depth));
}

function entry(name, value, depth) {
  const label = name === null ? null : h("span", { class: "json-key" }, name);
  const inner = parsed(value);
  if (inner === undefined) return h("div", { class: "json-leaf" }, label, leaf(value));
  const rows = Array.isArray(inner)
    ? inner.map((one, at) => [String(at), one])
    : Object.entries(inner);
  if (!rows.length)
    return h("div", { class: "json-leaf" }, label, Array.isArray(inner) ? "[ ]" : "{ }");
  return branch(label, inner, rows, depth, typeof value === "string");
}

function branch(label, value, rows, depth, wasText) {
  const body = h("div", { class: "json-branch" });
  const fill = () => {
    if (!body.firstChild) body.append(...rows.map(([key, one]) => entry(key, one, depth - 1)));
  };
  const node = h(
    "details",
    { open: depth > 0, on: { toggle: fill } },
    h("summary", {}, label, h("span", { class: "json-preview" }, preview(value, rows, wasText))),
    body,
  );
  if (depth > 0) fill();
  return node;
}

function preview(value, rows, wasText) {
  const size = Array.isArray(value) ? `[${rows.length}]` : `{${rows.length}}`;
  const kind = typeof value.type === "string" ? ` ${value.type}` : "";
  return `${size}${kind}${wasText ? " (JSON text)" : ""}`;
}

// Forms carry JSON as text: shown as what it means.
function parsed(value) {
  if (value !== null && typeof value === "object") return value;
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const inner = JSON.parse(value);
    return inner !== null && typeof inner === "object" ? inner : undefined;
  } catch {
    return undefined;
  }
}

function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  const text = kind === "string" ? JSON.stringify(value) : String(value);
  const node = h("span", { class: `json-${kind}` }, text.slice(0, LONG));
  if (text.length <= LONG) return node;
  const more = h(
    "button",
    {
      class: "text-button",
      type: "button",
      on: {
        click: () => {
          node.textContent = text;
          more.remove();
        },
      },
    },
    ` … all ${text.length} characters`,
  );
  return [node, more];
}
