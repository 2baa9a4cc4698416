// Text inputs: one line, several lines, number, e-mail, URL, rich text (as plain lines).

import { debounce, grow, h } from "../ui/dom.js";
import { plainString } from "../text/objects.js";
import { dispatches } from "../surfaces.js";
import { ariaOf } from "./aria.js";

const TALLEST = 320;
const INPUT_TYPES = { email_text_input: "email", url_text_input: "url" };

export function textInput(ctx) {
  const { surface, block, element } = ctx;
  const several = element.type === "plain_text_input" && element.multiline;
  const dispatching = block.dispatch_action === true && dispatches(block);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const wording = element.placeholder ? plainString(element.placeholder) : undefined;
  const value = () => node.value || null;
  const sendSoon = debounce(() => surface.change(block, element, value(), { dispatch: true }), 500);
  const node = h(several ? "textarea" : "input", {
    class: "field",
    rows: several ? 4 : null,
    type: several ? null : (INPUT_TYPES[element.type] ?? "text"),
    inputmode:
      element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: wording,
    autocomplete: "off",
    value: surface.value(block, element) ?? "",
    ...ariaOf(ctx, wording ?? "Text"),
    data: {
      focus: surface.focusKey(block, element),
      action: element.action_id ?? "",
      autofocus: element.focus_on_load ? "yes" : "",
    },
    on: {
      input() {
        surface.change(block, element, value(), { dispatch: false });
        if (several) grow(node, TALLEST);
        count();
        if (dispatching && triggers.includes("on_character_entered")) sendSoon();
      },
      keydown(event) {
        if (event.key !== "Enter" || several || event.isComposing) return;
        if (dispatching && triggers.includes("on_enter_pressed")) {
          event.preventDefault();
          event.stopPropagation();
          surface.change(block, element, value(), { dispatch: true });
        }
      },
    },
  });
  // Slack counts down what is left of a limit the app has set.
  const counter = element.max_length
    ? h("span", { class: "field-count", "aria-live": "polite" })
    : null;
  const count = () => {
    if (!counter) return;
    const left = element.max_length - node.value.length;
    counter.textContent = left <= Math.max(20, element.max_length / 5) ? String(left) : "";
    counter.classList.toggle("over", left < 0);
  };
  count();
  if (several) requestAnimationFrame(() => grow(node, TALLEST));
  return counter ? h("div", { class: "field-wrap" }, node, counter) : node;
}

export function richTextInput(ctx) {
  const { surface, block, element } = ctx;
  const node = h("textarea", {
    class: "field",
    rows: Math.max(3, element.min_lines ?? 3),
    placeholder: element.placeholder ? plainString(element.placeholder) : undefined,
    value: richToText(surface.value(block, element)),
    ...ariaOf(ctx, "Text"),
    data: {
      focus: surface.focusKey(block, element),
      action: element.action_id ?? "",
      autofocus: element.focus_on_load ? "yes" : "",
    },
    on: {
      input: () => {
        surface.change(block, element, node.value ? textToRich(node.value) : null);
        grow(node, TALLEST);
      },
    },
  });
  return node;
}

const textToRich = (text) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});
const richToText = (rich) =>
  (rich?.elements ?? [])
    .map((part) => (part.elements ?? []).map((one) => one.text ?? one.url ?? "").join(""))
    .join("\n");
