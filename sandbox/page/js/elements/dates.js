// Date, time and date-time pickers.

import { h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { closePopup, popup } from "../ui/popup.js";
import { plainString } from "../text/objects.js";
import { dayKey, dayText, minuteKey, wallText, zonedSeconds } from "../time.js";
import { allowed, ariaOf } from "./aria.js";
import { calendar } from "./calendar.js";
import { timeList } from "./times.js";

export const datePicker = (ctx) =>
  picker(ctx, {
    symbol: "calendar",
    words: "Select a date",
    text: dayText,
    open: (anchor, value, set) =>
      popup(anchor, calendar(value, set), { label: "Calendar", class: "popup-calendar" }),
  });

export const timePicker = (ctx) =>
  picker(ctx, {
    symbol: "clock",
    words: "Select a time",
    text: wallText,
    open: (anchor, value, set) =>
      popup(anchor, timeList(value, set), { label: "Times", class: "popup-list", width: 180 }),
  });

function picker(ctx, { symbol, words, text, open }) {
  const { surface, block, element } = ctx;
  const name = element.placeholder ? plainString(element.placeholder) : words;
  const set = async (value) => {
    closePopup();
    if (!(await allowed(element))) return;
    surface.change(block, element, value);
    draw();
  };
  const control = h("button", {
    class: "select picker",
    type: "button",
    role: "combobox",
    "aria-expanded": "false",
    "aria-haspopup": "dialog",
    ...ariaOf(ctx, name),
    data: {
      focus: surface.focusKey(block, element),
      action: element.action_id ?? "",
      autofocus: element.focus_on_load ? "yes" : "",
    },
    on: { click: () => open(control, surface.value(block, element), set) },
  });
  const box = h("div", { class: "select-box" }, control);
  const draw = () => {
    const value = surface.value(block, element);
    show(
      control,
      icon(symbol, 18),
      value
        ? h("span", { class: "select-text" }, text(value))
        : h("span", { class: "select-placeholder" }, name),
    );
    const clearable = value && block.type === "input" && block.optional;
    const wipe = clearable
      ? h(
          "button",
          {
            class: "select-clear",
            type: "button",
            "aria-label": "Clear",
            on: { click: () => set(null) },
          },
          icon("close", 14),
        )
      : null;
    box.replaceChildren(...[control, wipe].filter(Boolean));
  };
  draw();
  return box;
}

/** Two pickers that make one instant, in the person's zone. */
export function dateTimePicker(ctx) {
  const { surface, block, element } = ctx;
  const given = surface.value(block, element);
  const at = given ? new Date(given * 1000) : null;
  const half = { date: at ? dayKey(at) : null, time: at ? minuteKey(at) : null };
  const part = (key, make) => {
    const inner = {
      id: `${surface.id}|${key}`,
      focusKey: () => `${surface.focusKey(block, element)}|${key}`,
      value: () => half[key],
      change: (_, __, value) => {
        half[key] = value;
        if (half.date && half.time)
          surface.change(block, element, zonedSeconds(half.date, half.time));
      },
    };
    return make({
      ...ctx,
      surface: inner,
      element: {
        ...element,
        confirm: undefined,
        placeholder: undefined,
        focus_on_load: key === "date" && element.focus_on_load,
      },
    });
  };
  return h("div", { class: "picker-pair" }, part("date", datePicker), part("time", timePicker));
}
