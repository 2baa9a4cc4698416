// ARIA attributes and confirm dialogs that all elements share.

import { confirmed } from "../ui/dialog.js";
import { plainString, textObject } from "../text/objects.js";

/** ARIA attributes that tie a control to its input block, or name it by itself. */
export const ariaOf = (ctx, label) => ({
  "aria-labelledby": ctx.labelId,
  "aria-label": ctx.labelId ? undefined : label,
  "aria-describedby": ctx.hintId,
  "aria-invalid": ctx.invalid ? "true" : undefined,
  "aria-required": ctx.labelId && !ctx.block.optional ? "true" : undefined,
});

/** Asks the element's own question first, if it has one. */
export async function allowed({ confirm }) {
  if (!confirm) return true;
  return confirmed({
    title: plainString(confirm.title) || "Are you sure?",
    text: textObject(confirm.text),
    yes: plainString(confirm.confirm) || "Yes",
    no: plainString(confirm.deny) || "No",
    danger: confirm.style === "danger",
  });
}
