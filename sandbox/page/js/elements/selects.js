// All selects, single and multi: a control that opens a list with a filter on top (ARIA combobox).

import { debounce, h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { closePopup, isPopupOpen, movePopup, popup } from "../ui/popup.js";
import { plainString } from "../text/objects.js";
import { allowed, ariaOf } from "./aria.js";
import { drawn, load } from "./sources.js";

let lists = 0;

const isMulti = (element) => element.type.startsWith("multi_");
const takesOptions = (element) => /static_select|external_select/.test(element.type);
const idOf = (value) => (typeof value === "object" && value ? value.value : value);

export function select(ctx) {
  const { surface, block, element } = ctx;
  const words = element.placeholder ? plainString(element.placeholder) : isMulti(element) ? "Select options" : "Select an option";
  const control = h("button", {
    class: `select ${isMulti(element) ? "select-multi" : ""}`, type: "button", "aria-haspopup": "listbox", ...ariaOf(ctx, words),
    data: { focus: surface.focusKey(block, element), action: element.action_id ?? "", autofocus: element.focus_on_load ? "yes" : "" },
  });
  const box = h("div", { class: "select-box" }, control);
  const draw = () => drawControl(ctx, box, control, words, set);
  const set = async (value) => {
    if (!(await allowed(element))) return;
    surface.change(block, element, value);
    draw();
  };
  const open = () => !isPopupOpen(control) && openList(ctx, control, set);
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
    return [picture ? h("span", { class: "select-picture" }, picture()) : null, h("span", { class: "select-text" }, text)];
  };
  const pills = isMulti(element) && chosen.length
    ? h("span", { class: "pills" }, chosen.map((one) => {
        const name = drawn(element, one).text.map((node) => node.textContent ?? node).join("");
        const remove = h("button", { class: "pill-remove", type: "button", "aria-label": `Remove ${name}`, on: { click: () => set(value.filter((other) => idOf(other) !== idOf(one))) } }, icon("close", 14));
        return h("span", { class: "pill" }, face(one), remove);
      }))
    : null;
  show(control, !isMulti(element) && chosen.length ? face(chosen[0]) : h("span", { class: "select-placeholder" }, words), icon("down", 16));
  // A single choice of an optional input can be taken back.
  const clearable = !isMulti(element) && chosen.length && block.type === "input" && block.optional;
  const wipe = clearable ? h("button", { class: "select-clear", type: "button", "aria-label": "Clear", on: { click: () => set(null) } }, icon("close", 14)) : null;
  box.replaceChildren(...[pills, control, wipe].filter(Boolean));
}

function openList(ctx, control, set) {
  const { surface, block, element } = ctx;
  const listId = `list-${(lists += 1)}`;
  const input = h("input", { class: "list-filter", type: "text", role: "combobox", placeholder: "Filter", "aria-label": "Filter", autocomplete: "off", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list" });
  const list = h("div", { class: "list", id: listId, role: "listbox", "aria-multiselectable": isMulti(element) ? "true" : null });
  let rows = [];
  let at = 0;
  const value = () => surface.value(block, element);
  const isChosen = (one) => [value()].flat().filter((v) => v !== null).some((v) => idOf(v) === one.value);
  const full = () => isMulti(element) && element.max_selected_items && value().length >= element.max_selected_items;

  const pick = async (one) => {
    const next = takesOptions(element) ? one.option : one.value;
    if (!isMulti(element)) {
      closePopup();
      await set(next);
      return;
    }
    if (isChosen(one)) await set(value().filter((v) => idOf(v) !== one.value));
    else if (!full()) await set([...value(), next]);
    draw();
    movePopup();
  };
  let groups = [];
  const mark = () => {
    rows.forEach(({ node }, index) => node.classList.toggle("active", index === at));
    input.setAttribute("aria-activedescendant", rows[at]?.node.id ?? "");
    rows[at]?.node.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    rows = [];
    show(list, note(groups) ?? groups.map((group) => [group.label ? h("div", { class: "list-group" }, group.label) : null, group.options.map(row)]));
    at = Math.min(at, Math.max(0, rows.length - 1));
    mark();
  };
  const row = (one) => {
    const chosen = isChosen(one);
    const node = h("div", { class: "list-row", id: `${listId}-${rows.length}`, role: "option", "aria-selected": String(chosen), "aria-disabled": !chosen && full() ? "true" : null,
      on: { click: () => pick(one), pointermove: () => { at = rows.findIndex((other) => other.node === node); mark(); } } },
      one.picture ? h("span", { class: "select-picture" }, one.picture()) : null,
      h("span", { class: "list-words" }, one.text, one.note ? h("span", { class: "list-note" }, one.note) : null), chosen ? icon("check", 16) : null);
    rows.push({ node, one });
    return node;
  };
  let asked = 0;
  const search = async () => {
    const turn = (asked += 1);
    const found = await load(element, input.value, (text) => surface.suggest(block, element, text));
    if (turn !== asked) return;
    groups = found;
    at = Math.max(0, Array.isArray(found) ? found.flatMap((group) => group.options).findIndex(isChosen) : 0);
    draw();
  };
  const searchSoon = element.type.endsWith("external_select") ? debounce(search, 300) : search;
  input.addEventListener("input", searchSoon);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % Math.max(1, rows.length);
      mark();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (rows[at]) pick(rows[at].one);
    } else if (event.key === "Tab") closePopup();
  });
  popup(control, [input, list], { class: "popup-list", label: "Options", width: Math.max(240, control.offsetWidth), focus: input });
  search();
}

function note(groups) {
  const words = (text) => h("div", { class: "list-empty" }, text);
  if (groups.tooShort) return words(`Type ${groups.tooShort} or more letters to search`);
  if (groups.failed) return words(groups.failed);
  return groups.some((group) => group.options.length) ? null : words("No results");
}
