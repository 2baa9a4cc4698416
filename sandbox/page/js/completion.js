// Suggestions above a message field while one types "/", "@", "#" or ":". Arrow keys move, Tab
// or Enter takes one, Escape closes.

import { personName, store } from "./store.js";
import { EMOJI } from "./text/emoji_names.js";
import { mentionWord } from "./text/typed.js";
import { avatar } from "./ui/avatar.js";
import { h, show } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const MOST = 12;
let lists = 0;

/** Rows {face, label, note, insert} for the word before the caret, with where it starts. */
function suggestions(text, caret, channel) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return found(before.length - command[0].length, commands(before));
  const word = /(?:^|[\s(（,，、;；:：])([@#＠＃])([^\s@#＠＃]{0,30})$/u.exec(before) ?? /(?:^|[\p{Script=Han}])([@＠])([^\s@]{0,30})$/u.exec(before);
  if (word) {
    const start = caret - word[2].length - 1;
    return found(start, "@＠".includes(word[1]) ? people(word[2].toLowerCase(), channel) : channels(word[2].toLowerCase()));
  }
  const colon = /(?:^|\s):([a-z0-9_+-]{2,20})$/.exec(before);
  return colon ? found(caret - colon[1].length - 1, emoji(colon[1])) : null;
}

const found = (start, rows) => (rows.length ? { start, rows: rows.slice(0, MOST) } : null);

const OWN = [
  { command: "/invite", usage_hint: "@someone or @app", description: "Add someone or an app to this channel", own: true },
  { command: "/leave", usage_hint: "", description: "Leave this channel", own: true },
];

function commands(typed) {
  return [...store.app.commands, ...OWN].filter((one) => one.command.startsWith(typed.toLowerCase())).map((one) => ({
    face: one.own ? icon("hash", 18) : avatar({ is_bot: true }, 20), label: one.command, hint: one.usage_hint, note: one.description, insert: `${one.command} `, exact: one.command === typed }));
}

function people(word, channel) {
  const inside = new Set(channel?.members ?? []);
  const starts = (one) => [personName(one.id), one.name, one.display_name].some((name) => (name ?? "").toLowerCase().split(/[\s._-]+/).some((part) => part.startsWith(word)) || (name ?? "").toLowerCase().startsWith(word));
  const rows = [...store.people.values()].filter((one) => !one.deleted && starts(one))
    .sort((a, b) => inside.has(b.id) - inside.has(a.id) || personName(a.id).localeCompare(personName(b.id)))
    .map((one) => ({ face: avatar(one, 20), label: personName(one.id), badge: one.is_bot, hint: one.is_bot ? null : one.name, note: inside.has(one.id) || channel?.kind === "im" ? null : "Not in channel", insert: `@${mentionWord(one.id)} ` }));
  const ranges = ["here", "channel"].filter((name) => word && name.startsWith(word)).map((name) => ({ face: icon("people", 18), label: `@${name}`, note: name === "here" ? "Notify active members" : "Notify everyone in this channel", insert: `@${name} ` }));
  return [...rows, ...ranges];
}

const channels = (word) => store.channels.filter((one) => one.kind !== "im" && !one.is_archived && one.name.includes(word))
  .sort((a, b) => b.name.startsWith(word) - a.name.startsWith(word) || a.name.localeCompare(b.name))
  .map((one) => ({ face: icon(one.kind === "private" ? "lock" : "hash", 18), label: one.name, note: one.is_member ? null : "Not joined", insert: `#${one.name} ` }));

const emoji = (word) => [...EMOJI.keys()].filter((name) => name.includes(word)).sort((a, b) => b.startsWith(word) - a.startsWith(word)).map((name) => ({ face: h("span", { class: "emoji" }, EMOJI.get(name)), label: `:${name}:`, insert: `:${name}: ` }));

/** Adds suggestions to a textarea. `channelOf()` is the conversation written in. */
export class Completion {
  constructor(field, box, channelOf) {
    Object.assign(this, { field, box, channelOf, open: null, at: 0, id: `completion-${(lists += 1)}` });
    box.id = this.id;
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", "Suggestions");
    box.hidden = true;
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
    for (const event of ["input", "click"]) field.addEventListener(event, () => this.update());
    field.addEventListener("blur", () => setTimeout(() => this.close(), 120));
  }

  update() {
    this.open = suggestions(this.field.value, this.field.selectionStart, this.channelOf());
    this.at = 0;
    this.draw();
  }

  close() {
    this.open = null;
    this.draw();
  }

  draw() {
    this.box.hidden = !this.open;
    this.field.setAttribute("aria-expanded", String(Boolean(this.open)));
    if (!this.open) {
      this.field.removeAttribute("aria-activedescendant");
      this.box.replaceChildren();
      return;
    }
    show(this.box, this.open.rows.map((row, at) =>
      h("div", { class: `completion-row ${at === this.at ? "active" : ""}`, id: `${this.id}-${at}`, role: "option", "aria-selected": String(at === this.at),
        on: { pointerdown: (event) => { event.preventDefault(); this.take(at); } } },
        h("span", { class: "completion-face" }, row.face), h("span", { class: "completion-label" }, row.label), row.badge ? h("span", { class: "app-badge" }, "APP") : null,
        row.hint ? h("span", { class: "completion-hint" }, row.hint) : null, row.note ? h("span", { class: "completion-note" }, row.note) : null)));
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
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !row.exact)) this.take(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
