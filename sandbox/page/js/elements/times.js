// A list of times of day, every half hour, with a field for any other minute.

import { h } from "../ui/dom.js";
import { wallText } from "../time.js";

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, at) => `${String(at >> 1).padStart(2, "0")}:${at % 2 ? "30" : "00"}`,
);

let lists = 0;

/** "9", "9:05", "17.30", "5pm" as "09:05", or null. */
export function parseTime(text) {
  const found = /^\s*(\d{1,2})(?:[:.：](\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (!found) return null;
  let hour = Number(found[1]);
  if (found[3]) hour = (hour % 12) + (found[3].toLowerCase() === "p" ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  return hour < 24 && minute < 60
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : null;
}

/** A field and a list; `picked` gets "09:30". */
export function timeList(value, picked) {
  const id = `times-${(lists += 1)}`;
  let at = Math.max(0, HALF_HOURS.indexOf(value ?? "09:00"));
  const input = h("input", {
    class: "list-filter",
    placeholder: "Type a time, e.g. 14:20",
    "aria-label": "Time",
    autocomplete: "off",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": id,
    "aria-autocomplete": "list",
  });
  const rows = HALF_HOURS.map((time, index) =>
    h(
      "div",
      {
        class: "list-row",
        role: "option",
        id: `${id}-${index}`,
        "aria-selected": String(time === value),
        on: {
          click: () => picked(time),
          pointermove: () => {
            at = index;
            mark();
          },
        },
      },
      wallText(time),
    ),
  );
  const list = h("div", { class: "list", id, role: "listbox", "aria-label": "Times" }, rows);
  const mark = (scroll) => {
    rows.forEach((row, index) => row.classList.toggle("active", index === at));
    input.setAttribute("aria-activedescendant", rows[at].id);
    if (scroll) rows[at].scrollIntoView({ block: "center" });
  };
  input.addEventListener("input", () => {
    const typed = parseTime(input.value);
    if (!typed) return;
    at = Math.max(
      0,
      HALF_HOURS.findLastIndex((time) => time <= typed),
    );
    mark(true);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      picked(parseTime(input.value) ?? HALF_HOURS[at]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + 48) % 48;
      mark(true);
    }
  });
  requestAnimationFrame(() => {
    input.focus({ preventScroll: true });
    mark(true);
  });
  return [input, list];
}
