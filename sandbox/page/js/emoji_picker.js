// The emoji picker: search by name, one's own often used ones first, then the groups of the table.

import { EMOJI, EMOJI_GROUPS, QUICK } from "./text/emoji_names.js";
import { h, show } from "./ui/dom.js";
import { closePopup, popup } from "./ui/popup.js";

const KEY = "sandbox.emoji";
const MOST_FOUND = 120;
const OFTEN = 18;

const counts = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");

/** What this person picks most, filled up with the usual ones. */
function oftenUsed() {
  const used = Object.entries(counts())
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name)
    .filter((name) => EMOJI.has(name));
  return [...new Set([...used, ...QUICK])].slice(0, OFTEN);
}

function remember(name) {
  const all = counts();
  all[name] = (all[name] ?? 0) + 1;
  localStorage.setItem(KEY, JSON.stringify(all));
}

/** Names that hold all words, those that begin so first; two names of one emoji show once. */
export function findEmoji(text) {
  const words = text.toLowerCase().replace(/:/g, "").split(/[\s_]+/).filter(Boolean);
  if (!words.length) return [];
  const rank = (name) => (name === words.join("_") ? 0 : name.startsWith(words[0]) ? 1 : 2);
  const seen = new Set();
  return [...EMOJI.keys()]
    .filter((name) => words.every((word) => name.includes(word)))
    .sort((a, b) => rank(a) - rank(b))
    .filter((name) => !seen.has(EMOJI.get(name)) && seen.add(EMOJI.get(name)))
    .slice(0, MOST_FOUND);
}

/** Opens the picker beside `anchor`; `picked` gets the name. */
export function pickEmoji(anchor, picked, options) {
  const choose = (name) => {
    remember(name);
    closePopup();
    picked(name);
  };
  const face = h("span", { class: "emoji emoji-face" });
  const word = h("span", { class: "emoji-word" }, "Choose an emoji");
  const look = (event) => {
    const name = event.target.closest?.(".emoji-cell")?.dataset.emoji;
    if (!name) return;
    face.textContent = EMOJI.get(name);
    word.textContent = `:${name}:`;
  };
  const all = h("div", { class: "emoji-all", on: { pointerover: look, focusin: look } });
  const input = h("input", {
    class: "list-filter",
    type: "search",
    placeholder: "Search by name",
    "aria-label": "Search emoji",
    autocomplete: "off",
  });
  const groups = [{ title: "Often used", names: oftenUsed() }, ...EMOJI_GROUPS];
  const search = () => {
    const found = input.value.trim() ? findEmoji(input.value) : null;
    const rows = found ? [{ title: `${found.length} found`, names: found }] : groups;
    show(
      all,
      rows.map((group) => section(group, choose)),
      found && !found.length
        ? h("p", { class: "list-empty" }, `No emoji is called “${input.value.trim()}”.`)
        : null,
    );
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") all.querySelector(".emoji-cell")?.click();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    all.querySelector(".emoji-cell")?.focus();
  });
  all.addEventListener("keydown", (event) => moveInGrid(event, all, input));
  search();
  const foot = h("div", { class: "emoji-foot", "aria-live": "polite" }, face, word);
  popup(anchor, [tabs(groups, all, input), input, all, foot], {
    class: "popup-emoji",
    label: "Emoji",
    align: "end",
    focus: input,
    ...options,
  });
}

const section = ({ title, names }, choose) =>
  h(
    "div",
    { role: "group", "aria-label": title },
    h("div", { class: "list-group" }, title),
    h(
      "div",
      { class: "emoji-grid" },
      names.map((name) =>
        h(
          "button",
          {
            class: "emoji-cell",
            type: "button",
            title: `:${name}:`,
            "aria-label": name.replace(/[_-]/g, " "),
            data: { emoji: name },
            on: { click: () => choose(name) },
          },
          EMOJI.get(name),
        ),
      ),
    ),
  );

const tabs = (groups, all, input) =>
  h(
    "div",
    { class: "emoji-tabs", role: "group", "aria-label": "Groups of emoji" },
    groups.map(({ title, names }, at) =>
      h(
        "button",
        {
          class: "emoji-tab emoji",
          type: "button",
          title,
          "aria-label": title,
          on: {
            click: () => {
              input.value = "";
              input.dispatchEvent(new Event("input"));
              all.scrollTop = all.children[at].offsetTop - all.offsetTop;
            },
          },
        },
        at ? EMOJI.get(names[0]) : "🕘",
      ),
    ),
  );

// By place on the screen, since the last row of a group may be short.
function moveInGrid(event, all, input) {
  const cells = [...all.querySelectorAll(".emoji-cell")];
  const at = cells.indexOf(document.activeElement);
  if (at < 0) return;
  const here = cells[at].getBoundingClientRect();
  const along = (down) =>
    (down ? cells.slice(at + 1) : cells.slice(0, at).reverse()).find((cell) => {
      const there = cell.getBoundingClientRect();
      return there.top !== here.top && Math.abs(there.left - here.left) < here.width / 2;
    });
  const to = {
    ArrowRight: () => cells[at + 1],
    ArrowLeft: () => cells[at - 1],
    ArrowDown: () => along(true),
    ArrowUp: () => along(false) ?? input,
  }[event.key]?.();
  if (!to) return;
  event.preventDefault();
  to.focus();
}
