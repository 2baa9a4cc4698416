// table and data_table (with the client's paging and sorting).

import { h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { richText } from "../text/rich.js";
import { plain } from "../text/objects.js";

function cell(content) {
  if (content?.type === "rich_text") return richText(content);
  if (content?.type === "raw_number") return [content.text ?? String(content.value)];
  return plain(content?.text ?? "", true);
}

const alignOf = (settings, content) =>
  settings?.align ?? (content?.type === "raw_number" ? "right" : "left");

function row(cells, settings, tag = "td") {
  return h(
    "tr",
    {},
    cells.map((content, at) =>
      h(
        tag,
        {
          class: `align-${alignOf(settings[at], content)} ${settings[at]?.is_wrapped ? "wrapped" : ""}`,
          scope: tag === "th" ? "col" : null,
        },
        cell(content),
      ),
    ),
  );
}

export function table({ block }) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  return h(
    "div",
    { class: "block table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, row(head, settings, "th")),
      h(
        "tbody",
        {},
        rows.map((cells) => row(cells, settings)),
      ),
    ),
  );
}

export function dataTable({ block }) {
  const size = block.page_size ?? 5;
  const [head, ...all] = block.rows;
  const box = h("div", { class: "block data-table" });
  const view = { page: 0, column: -1, down: false };
  const worth = (content) => content?.value ?? content?.text ?? "";
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  const draw = () => {
    const rows =
      view.column < 0
        ? all
        : [...all].sort(
            (a, b) => compare(worth(a[view.column]), worth(b[view.column])) * (view.down ? -1 : 1),
          );
    const pages = Math.max(1, Math.ceil(rows.length / size));
    const turn = (by, symbol, label) =>
      h(
        "button",
        {
          class: "icon-button small",
          type: "button",
          "aria-label": label,
          disabled: view.page + by < 0 || view.page + by >= pages,
          on: {
            click: () => {
              view.page += by;
              draw();
            },
          },
        },
        icon(symbol, 18),
      );
    const headCell = (content, at) =>
      h(
        "th",
        {
          class: `align-${alignOf(null, content)}`,
          scope: "col",
          "aria-sort": view.column === at ? (view.down ? "descending" : "ascending") : null,
        },
        h(
          "button",
          {
            class: "sort",
            type: "button",
            on: {
              click: () => {
                Object.assign(view, {
                  down: view.column === at && !view.down,
                  column: at,
                  page: 0,
                });
                draw();
              },
            },
          },
          cell(content),
          view.column === at ? icon(view.down ? "down" : "up", 14) : null,
        ),
      );
    show(
      box,
      h(
        "div",
        { class: "table-scroll" },
        h(
          "table",
          { class: "table" },
          h("caption", {}, block.caption),
          h("thead", {}, h("tr", {}, head.map(headCell))),
          h(
            "tbody",
            {},
            rows.slice(view.page * size, (view.page + 1) * size).map((cells) => row(cells, [])),
          ),
        ),
      ),
      pages > 1
        ? h(
            "div",
            { class: "pager" },
            turn(-1, "back", "Previous page"),
            `Page ${view.page + 1} of ${pages}`,
            turn(1, "right", "Next page"),
          )
        : null,
    );
  };
  draw();
  return box;
}
