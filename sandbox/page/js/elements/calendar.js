// A month to pick a day from, moved by arrow keys; weeks begin as in the person's locale.

import { h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { locale } from "../store.js";
import { dayKey, now } from "../time.js";

const DAY = 86_400_000;
const key = (date) => date.toISOString().slice(0, 10);
const words = (options, date) =>
  new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(date);

function firstWeekday() {
  const info = new Intl.Locale(locale());
  const week = info.getWeekInfo?.() ?? info.weekInfo;
  return (week?.firstDay ?? 1) % 7;
}

/** A calendar; `picked` gets "2026-05-12". */
export function calendar(value, picked) {
  const box = h("div", { class: "calendar" });
  let at = new Date(`${value ?? dayKey(now())}T00:00:00Z`);

  const draw = (focus) => {
    const month = at.getUTCMonth();
    const first = new Date(Date.UTC(at.getUTCFullYear(), month, 1));
    const start = new Date(first - ((first.getUTCDay() - firstWeekday() + 7) % 7) * DAY);
    const days = Array.from({ length: 42 }, (_, index) => new Date(+start + index * DAY));
    show(
      box,
      h(
        "div",
        { class: "calendar-head" },
        turn("back", "Previous month", -1),
        h("strong", { "aria-live": "polite" }, words({ month: "long", year: "numeric" }, first)),
        turn("right", "Next month", 1),
      ),
      h(
        "div",
        { class: "calendar-grid", role: "group", "aria-label": "Days" },
        days
          .slice(0, 7)
          .map((day) =>
            h(
              "span",
              { class: "calendar-week", "aria-hidden": "true" },
              words({ weekday: "narrow" }, day),
            ),
          ),
        days.map((day) => dayButton(day, month)),
      ),
    );
    if (focus) box.querySelector("[tabindex='0']")?.focus();
  };

  const turn = (symbol, label, by) =>
    h(
      "button",
      {
        class: "icon-button small",
        type: "button",
        "aria-label": label,
        on: {
          click: () => {
            moveMonth(by);
            draw();
          },
        },
      },
      icon(symbol, 18),
    );

  const moveMonth = (by) => {
    const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by + 1, 0)).getUTCDate();
    at = new Date(
      Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, Math.min(at.getUTCDate(), last)),
    );
  };

  const dayButton = (day, month) => {
    const name = key(day);
    const marks = [
      day.getUTCMonth() === month ? "" : "other",
      name === value ? "chosen" : "",
      name === dayKey(now()) ? "today" : "",
    ];
    return h(
      "button",
      {
        class: `calendar-day ${marks.join(" ")}`,
        type: "button",
        tabindex: name === key(at) ? 0 : -1,
        data: { day: name },
        "aria-label": words({ dateStyle: "full" }, day),
        "aria-pressed": name === value ? "true" : null,
        on: { click: () => picked(name) },
      },
      String(day.getUTCDate()),
    );
  };

  box.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    if (event.key in steps) at = new Date(+at + steps[event.key] * DAY);
    else if (event.key === "PageUp" || event.key === "PageDown")
      moveMonth(event.key === "PageUp" ? -1 : 1);
    else return;
    event.preventDefault();
    draw(true);
  });
  draw();
  requestAnimationFrame(() => box.querySelector("[tabindex='0']")?.focus({ preventScroll: true }));
  return box;
}
