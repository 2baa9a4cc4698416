// The table block: a grid whose heading stays in sight.

import { h } from "../ui/dom.js";
import { cell, columnClasses, row } from "./table_cells.js";

export function table({ block }) {
  const [head, ...rows] = block.rows;
  const classes = columnClasses(head, rows, block.column_settings ?? []);
  return h(
    "div",
    { class: "block table-scroll", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((content, at) => h("th", { class: classes[at], scope: "col" }, cell(content))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((cells) => row(cells, classes)),
      ),
    ),
  );
}
