// Which module draws which Block Kit element.

import { h } from "../ui/dom.js";
import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./dates.js";
import { richTextInput, textInput } from "./fields.js";
import { fileInput } from "./files.js";
import { blockImage } from "./image.js";
import { select } from "./selects.js";

const DRAW = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  image: ({ element }) => blockImage(element, "accessory-image"),
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
};
for (const kind of ["static", "external", "users", "conversations", "channels"]) {
  DRAW[`${kind}_select`] = select;
  DRAW[`multi_${kind}_select`] = select;
}

/**
 * Draws an element. `ctx` = {surface, block, element} and, inside an input block,
 * {labelId, hintId, invalid} for screen readers.
 */
export function drawElement(ctx) {
  const draw = DRAW[ctx.element.type];
  return draw
    ? draw(ctx)
    : h("span", { class: "unknown" }, `Unknown element “${ctx.element.type}”`);
}
