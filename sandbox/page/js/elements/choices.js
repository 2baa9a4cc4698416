// Checkboxes and radio buttons.

import { h } from "../ui/dom.js";
import { textObject } from "../text/objects.js";
import { allowed, ariaOf } from "./aria.js";

let groups = 0;

export function checkboxes(ctx) {
  const { surface, block, element } = ctx;
  const chosen = () => surface.value(block, element);
  return choiceGroup(
    ctx,
    "checkbox",
    (option) => chosen().some((one) => one.value === option.value),
    async (option, box) => {
      if (!(await allowed(element))) {
        box.checked = !box.checked;
        return;
      }
      const others = chosen().filter((one) => one.value !== option.value);
      const next = box.checked ? [...others, option] : others;
      const order = element.options.map((one) => one.value);
      surface.change(
        block,
        element,
        next.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value)),
      );
    },
  );
}

export function radioButtons(ctx) {
  const { surface, block, element } = ctx;
  return choiceGroup(
    ctx,
    "radio",
    (option) => surface.value(block, element)?.value === option.value,
    async (option, box) => {
      if (await allowed(element)) surface.change(block, element, option);
      else box.checked = false;
    },
  );
}

function choiceGroup(ctx, type, isOn, changed) {
  const { surface, block, element } = ctx;
  const name = `choice-${(groups += 1)}`;
  const rows = element.options.map((option, at) => {
    const box = h("input", {
      type,
      name,
      data: { focus: `${surface.focusKey(block, element)}|${at}` },
      on: { change: () => changed(option, box) },
    });
    box.checked = isOn(option);
    return h(
      "label",
      { class: "choice" },
      box,
      h(
        "span",
        {},
        h("span", { class: "choice-text" }, textObject(option.text)),
        option.description
          ? h("span", { class: "choice-note" }, textObject(option.description))
          : null,
      ),
    );
  });
  return h(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      ...ariaOf(ctx, "Choices"),
      ...(type === "radio" ? {} : { "aria-required": null }),
      data: { action: element.action_id ?? "" },
    },
    rows,
  );
}
