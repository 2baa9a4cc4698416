// All selects, single and multi: a control that opens a list with a filter on top (ARIA combobox).

import { h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { isPopupOpen } from "../ui/popup.js";
import { plainString } from "../text/objects.js";
import { allowed, ariaOf } from "./aria.js";
import { SelectList, idOf, isMulti } from "./select_list.js";
import { drawn } from "./sources.js";

export function select(ctx) {
  const { surface, block, element } = ctx;
  const words = element.placeholder
    ? plainString(element.placeholder)
    : isMulti(element)
      ? "Select options"
      : "Select an option";
  const control = h("button", {
    class: `select ${isMulti(element) ? "select-multi" : ""}`,
    type: "button",
    role: "combobox",
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
    ...ariaOf(ctx, words),
    data: {
      focus: surface.focusKey(block, element),
      action: element.action_id ?? "",
      autofocus: element.focus_on_load ? "yes" : "",
    },
  });
  const box = h("div", { class: "select-box" }, control);
  const draw = () => drawControl(ctx, box, control, words, set);
  const set = async (value) => {
    if (!(await allowed(element))) return;
    surface.change(block, element, value);
    draw();
  };
  const open = () => !isPopupOpen(control) && new SelectList(ctx, control, set).open();
  control.addEventListener("click", open);
  control.addEventListener("keydown", (event) => {
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      open();
    }
  });
  draw();
  return box;
}

function drawControl({ surface, block, element }, box, control, words, set) {
  const value = surface.value(block, element);
  const chosen = isMulti(element) ? value : value ? [value] : [];
  const face = (one) => {
    const { picture, text } = drawn(element, one);
    return [
      picture ? h("span", { class: "select-picture" }, picture()) : null,
      h("span", { class: "select-text" }, text),
    ];
  };
  const pills =
    isMulti(element) && chosen.length
      ? h(
          "span",
          { class: "pills" },
          chosen.map((one) => {
            const name = drawn(element, one)
              .text.map((node) => node.textContent ?? node)
              .join("");
            const remove = h(
              "button",
              {
                class: "pill-remove",
                type: "button",
                "aria-label": `Remove ${name}`,
                on: { click: () => set(value.filter((other) => idOf(other) !== idOf(one))) },
              },
              icon("close", 14),
            );
            return h("span", { class: "pill" }, face(one), remove);
          }),
        )
      : null;
  show(
    control,
    !isMulti(element) && chosen.length
      ? face(chosen[0])
      : h("span", { class: "select-placeholder" }, words),
    icon("down", 16),
  );
  // A single choice of an optional input can be taken back.
  const clearable = !isMulti(element) && chosen.length && block.type === "input" && block.optional;
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
  box.replaceChildren(...[pills, control, wipe].filter(Boolean));
}
