// The list of suggestions above a message field. Arrow keys move, Tab or Enter takes one, Escape
// closes.

import { suggestions } from "./suggestions.js";
import { h, show } from "./ui/dom.js";

let lists = 0;

/** Adds suggestions to a textarea. `channelOf()` is the conversation written in. */
export class Completion {
  constructor(field, box, channelOf) {
    Object.assign(this, {
      field,
      box,
      channelOf,
      open: null,
      at: 0,
      id: `completion-${(lists += 1)}`,
    });
    box.id = this.id;
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", "Suggestions");
    box.hidden = true;
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
    for (const event of ["input", "click"]) field.addEventListener(event, () => this.update());
    field.addEventListener("blur", () => setTimeout(() => this.leave(), 120));
  }

  update() {
    this.open = suggestions(this.field.value, this.field.selectionStart, this.channelOf());
    this.at = 0;
    this.draw();
  }

  leave() {
    if (document.activeElement !== this.field) this.close();
  }

  close() {
    this.open = null;
    this.draw();
  }

  draw() {
    this.box.hidden = !this.open;
    if (!this.open) {
      this.field.removeAttribute("aria-activedescendant");
      this.box.replaceChildren();
      return;
    }
    show(
      this.box,
      this.open.rows.map((row, at) =>
        h(
          "div",
          {
            class: `completion-row ${at === this.at ? "active" : ""}`,
            id: `${this.id}-${at}`,
            role: "option",
            "aria-selected": String(at === this.at),
            on: {
              pointerdown: (event) => {
                event.preventDefault();
                this.take(at);
              },
            },
          },
          h("span", { class: "completion-face" }, row.face),
          h("span", { class: "completion-label" }, row.label),
          row.badge ? h("span", { class: "app-badge" }, "APP") : null,
          row.hint ? h("span", { class: "completion-hint" }, row.hint) : null,
          row.note ? h("span", { class: "completion-note" }, row.note) : null,
        ),
      ),
    );
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    this.box.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  take(at) {
    const { start, rows } = this.open;
    this.field.setRangeText(rows[at].insert, start, this.field.selectionStart, "end");
    this.close();
    this.field.dispatchEvent(new Event("input"));
    this.field.focus();
  }

  /** True if the key was for the list. */
  key(event) {
    if (!this.open) return false;
    const { rows } = this.open;
    const row = rows[this.at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length;
      this.draw();
    } else if (event.key === "Escape") this.close();
    // A command that stands there in full is sent, not completed.
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !row.exact))
      this.take(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
