// The list that a select opens: a filter on top, options below, moved by arrow keys.

import { debounce, h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { closePopup, movePopup, popup } from "../ui/popup.js";
import { load } from "./sources.js";

let lists = 0;

export const isMulti = (element) => element.type.startsWith("multi_");
export const idOf = (value) => (typeof value === "object" && value ? value.value : value);
const takesOptions = (element) => /static_select|external_select/.test(element.type);

export class SelectList {
  /** `set(value)` takes over a choice: an option or id, or a list of them for multi selects. */
  constructor({ surface, block, element }, control, set) {
    Object.assign(this, { surface, block, element, control, set });
    this.id = `list-${(lists += 1)}`;
    this.rows = [];
    this.groups = [];
    this.at = 0;
    this.asked = 0;
    this.filter = h("input", {
      class: "list-filter",
      type: "text",
      role: "combobox",
      placeholder: "Filter",
      "aria-label": "Filter",
      autocomplete: "off",
      "aria-expanded": "true",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
    });
    this.list = h("div", {
      class: "list",
      id: this.id,
      role: "listbox",
      "aria-multiselectable": isMulti(element) ? "true" : null,
    });
  }

  open() {
    const search = () => this.search();
    const asksApp = this.element.type.endsWith("external_select");
    this.filter.addEventListener("input", asksApp ? debounce(search, 300) : search);
    this.filter.addEventListener("keydown", (event) => this.key(event));
    popup(this.control, [this.filter, this.list], {
      class: "popup-list",
      label: "Options",
      width: Math.max(240, this.control.offsetWidth),
      focus: this.filter,
    });
    search();
  }

  get values() {
    return [this.surface.value(this.block, this.element)].flat().filter((one) => one !== null);
  }

  isChosen(row) {
    return this.values.some((value) => idOf(value) === row.value);
  }

  isFull() {
    const most = this.element.max_selected_items;
    return isMulti(this.element) && most && this.values.length >= most;
  }

  async search() {
    const turn = (this.asked += 1);
    const suggest = (text) => this.surface.suggest(this.block, this.element, text);
    const found = await load(this.element, this.filter.value, suggest);
    // A slower answer to an earlier word must not win.
    if (turn !== this.asked) return;
    this.groups = found;
    const all = Array.isArray(found) ? found.flatMap((group) => group.options) : [];
    this.at = Math.max(
      0,
      all.findIndex((row) => this.isChosen(row)),
    );
    this.draw();
  }

  draw() {
    this.rows = [];
    const drawGroup = (group) => [
      group.label ? h("div", { class: "list-group" }, group.label) : null,
      group.options.map((row) => this.drawRow(row)),
    ];
    show(this.list, note(this.groups) ?? this.groups.map(drawGroup));
    this.at = Math.min(this.at, Math.max(0, this.rows.length - 1));
    this.mark();
  }

  drawRow(row) {
    const chosen = this.isChosen(row);
    const at = this.rows.length;
    const node = h(
      "div",
      {
        class: "list-row",
        id: `${this.id}-${at}`,
        role: "option",
        "aria-selected": String(chosen),
        "aria-disabled": !chosen && this.isFull() ? "true" : null,
        on: { click: () => this.pick(row), pointermove: () => this.mark(at) },
      },
      row.picture ? h("span", { class: "select-picture" }, row.picture()) : null,
      h(
        "span",
        { class: "list-words" },
        row.text,
        row.note ? h("span", { class: "list-note" }, row.note) : null,
      ),
      chosen ? icon("check", 16) : null,
    );
    this.rows.push({ node, row });
    return node;
  }

  mark(at = this.at) {
    this.at = at;
    this.rows.forEach(({ node }, index) => node.classList.toggle("active", index === at));
    this.filter.setAttribute("aria-activedescendant", this.rows[at]?.node.id ?? "");
    this.rows[at]?.node.scrollIntoView({ block: "nearest" });
  }

  async pick(row) {
    const value = takesOptions(this.element) ? row.option : row.value;
    if (!isMulti(this.element)) {
      closePopup();
      await this.set(value);
      return;
    }
    if (this.isChosen(row)) await this.set(this.values.filter((one) => idOf(one) !== row.value));
    else if (!this.isFull()) await this.set([...this.values, value]);
    this.draw();
    movePopup();
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.at + step + this.rows.length) % Math.max(1, this.rows.length));
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (this.rows[this.at]) this.pick(this.rows[this.at].row);
    } else if (event.key === "Tab") closePopup();
  }
}

function note(groups) {
  const words = (text) => h("div", { class: "list-empty" }, text);
  if (groups.tooShort) return words(`Type ${groups.tooShort} or more letters to search`);
  if (groups.failed) return words(groups.failed);
  return groups.some((group) => group.options.length) ? null : words("No results");
}
