// What table and data_table share: cells, rows, and which columns hold numbers.

import { h } from "../ui/dom.js";
import { richText } from "../text/rich.js";
import { plain } from "../text/objects.js";

const isNumber = (content) => content?.type === "raw_number";

/** The nodes of a cell. */
export function cell(content) {
  if (content?.type === "rich_text") return richText(content);
  if (isNumber(content)) return [content.text ?? String(content.value)];
  return plain(content?.text ?? "", true);
}

/** The text of a cell, to sort and search by. */
export function cellText(content) {
  return h("span", {}, cell(content)).textContent;
}

/**
 * A class for each column: as its setting says, else numbers to the right, so that digits stand
 * below digits and the heading above them.
 */
export function columnClasses(head, rows, settings = []) {
  return head.map((_, at) => {
    const filled = rows.map((cells) => cells[at]).filter((content) => content?.text !== "");
    const numbers = filled.length > 0 && filled.every(isNumber);
    const align = settings[at]?.align ?? (numbers ? "right" : "left");
    return `align-${align} ${settings[at]?.is_wrapped ? "wrapped" : ""}`;
  });
}

/** A row; cells of column `header` name their row. */
export const row = (cells, classes, header = -1) =>
  h(
    "tr",
    {},
    cells.map((content, at) =>
      h(
        at === header ? "th" : "td",
        { class: classes[at], scope: at === header ? "row" : null },
        cell(content),
      ),
    ),
  );
