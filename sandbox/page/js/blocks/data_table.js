// The data_table block: sorted, searched and paged in the page, as Slack's client does.

import { h, show } from "../ui/dom.js";
import { iconButton } from "../ui/icon_button.js";
import { icon } from "../ui/icons.js";
import { cell, cellText, columnClasses, row } from "./table_cells.js";

const SEARCH_FROM = 8;
let tables = 0;

const worth = (content) =>
  content?.type === "raw_number" ? Number(content.value) : cellText(content);
const compare = (a, b) =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });

export function dataTable({ block }) {
  const [head, ...all] = block.rows;
  const id = `table-${(tables += 1)}`;
  const view = { page: 0, column: -1, down: false, words: "" };
  const parts = {
    classes: columnClasses(head, all),
    size: block.page_size ?? 5,
    header: block.row_header_column_index ?? 0,
    head: h("thead", {}),
    body: h("tbody", {}),
    foot: h("div", { class: "pager" }),
  };
  const rows = () => {
    const words = view.words.toLowerCase();
    const found = words
      ? all.filter((cells) => cells.some((one) => cellText(one).toLowerCase().includes(words)))
      : [...all];
    const side = view.down ? -1 : 1;
    return view.column < 0
      ? found
      : found.sort((a, b) => compare(worth(a[view.column]), worth(b[view.column])) * side);
  };
  const draw = () => {
    const found = rows();
    const from = view.page * parts.size;
    show(parts.head, h("tr", {}, head.map(headCell)));
    show(
      parts.body,
      found.slice(from, from + parts.size).map((cells) => row(cells, parts.classes, parts.header)),
    );
    show(parts.foot, pager(found.length, from));
  };
  const headCell = (content, at) =>
    h(
      "th",
      { class: parts.classes[at], scope: "col", "aria-sort": sortOf(at) },
      h(
        "button",
        { class: "sort", type: "button", data: { focus: `${id}|${at}` }, on: { click: () => sort(at) } },
        cell(content),
        icon(view.column === at ? (view.down ? "down" : "up") : "sort", 14),
      ),
    );
  const sortOf = (at) => (view.column === at ? (view.down ? "descending" : "ascending") : null);
  // Up, down, and back to the order of the app.
  const sort = (at) => {
    if (view.column !== at) Object.assign(view, { column: at, down: false });
    else if (!view.down) view.down = true;
    else Object.assign(view, { column: -1, down: false });
    view.page = 0;
    draw();
  };
  const turn = (by) => {
    view.page += by;
    draw();
  };
  const pager = (count, from) => [
    h(
      "span",
      { role: "status" },
      count ? `${from + 1}–${Math.min(from + parts.size, count)} of ${count}` : "No rows",
    ),
    count > parts.size
      ? [
          iconButton("back", "Previous page", () => turn(-1), {
            small: true,
            focus: `${id}|back`,
            disabled: view.page === 0,
          }),
          iconButton("right", "Next page", () => turn(1), {
            small: true,
            focus: `${id}|next`,
            disabled: from + parts.size >= count,
          }),
        ]
      : null,
  ];
  const search = h("input", {
    class: "list-filter table-search",
    type: "search",
    placeholder: "Search",
    "aria-label": `Search ${block.caption}`,
    autocomplete: "off",
    on: {
      input: () => {
        Object.assign(view, { words: search.value.trim(), page: 0 });
        draw();
      },
    },
  });
  draw();
  return h(
    "div",
    { class: "block data-table" },
    h(
      "div",
      { class: "table-top" },
      h("div", { class: "table-caption", id }, block.caption),
      all.length >= SEARCH_FROM ? search : null,
    ),
    h(
      "div",
      { class: "table-scroll", tabindex: "0", role: "region", "aria-labelledby": id },
      h("table", { class: "table", "aria-labelledby": id }, parts.head, parts.body),
    ),
    parts.foot,
  );
}
