// The plain blocks: section, header, divider, context, actions, image, input, context_actions.

import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { drawElement } from "../elements/index.js";
import { blockImage } from "../elements/image.js";
import { plainString, textObject } from "../text/objects.js";

let inputs = 0;

export function section({ surface, block }) {
  const fields = block.fields?.length
    ? h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "field-cell" }, textObject(field))),
      )
    : null;
  const accessory = block.accessory
    ? h("div", { class: "accessory" }, drawElement({ surface, block, element: block.accessory }))
    : null;
  return h(
    "div",
    { class: "block section" },
    h(
      "div",
      { class: "section-main" },
      block.text ? h("div", { class: "section-text" }, textObject(block.text)) : null,
      fields,
    ),
    accessory,
  );
}

export const divider = () => h("hr", { class: "block divider" });

export const header = ({ block }) =>
  h(
    "div",
    {
      class: `block header header-${block.level ?? 1}`,
      role: "heading",
      "aria-level": (block.level ?? 1) + 2,
    },
    textObject(block.text),
  );

export function context({ block }) {
  return h(
    "div",
    { class: "block context" },
    block.elements.map((element) =>
      element.type === "image"
        ? blockImage(element, "context-image")
        : h("span", { class: "context-text" }, textObject(element)),
    ),
  );
}

export const actions = ({ surface, block }) =>
  h(
    "div",
    { class: "block actions" },
    block.elements.map((element) => drawElement({ surface, block, element })),
  );

export const contextActions = ({ surface, block }) =>
  h(
    "div",
    { class: "block context-actions" },
    block.elements.map((element) => drawElement({ surface, block, element })),
  );

export function imageBlock({ block }) {
  return h(
    "figure",
    { class: "block image-block" },
    block.title ? h("figcaption", {}, textObject(block.title)) : null,
    blockImage(block, "image"),
  );
}

/** A labelled input with its hint, its "(optional)" and the error the app answered with. */
export function input({ surface, block }) {
  const id = `input-${(inputs += 1)}`;
  const error = surface.errors[block.block_id];
  const hinted = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const control = drawElement({
    surface,
    block,
    element: block.element,
    labelId: `${id}-label`,
    hintId: hinted || undefined,
    invalid: Boolean(error),
  });
  return h(
    "div",
    { class: `block input-block ${error ? "invalid" : ""}`, data: { block: block.block_id ?? "" } },
    h(
      "div",
      {
        class: "input-label",
        id: `${id}-label`,
        title: plainString(block.label),
        on: { click: () => focusIn(control) },
      },
      textObject(block.label),
      block.optional ? h("span", { class: "optional" }, " (optional)") : null,
    ),
    control,
    error
      ? h(
          "div",
          { class: "input-error", id: `${id}-error`, role: "alert" },
          icon("warning", 16),
          h("span", {}, error),
        )
      : null,
    block.hint ? h("div", { class: "input-hint", id: `${id}-hint` }, textObject(block.hint)) : null,
  );
}

function focusIn(control) {
  const inner = control.matches("input, textarea")
    ? control
    : control.querySelector("input, textarea, button");
  inner?.focus();
}
