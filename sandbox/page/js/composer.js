// The field messages and commands are written in. One instance for the conversation, one for the
// thread. Drafts are kept per person and place.

import { act, channelTitle, emit, personName, store } from "./store.js";
import { Completion } from "./completion.js";
import { toast } from "./ui/toast.js";
import { h, show } from "./ui/dom.js";
import { avatar } from "./ui/avatar.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";
import { pickEmoji } from "./reactions.js";

const drafts = new Map();

export class Composer {
  constructor(host, { id, label }) {
    this.place = null;
    this.error = h("div", { class: "composer-error", role: "alert", hidden: true });
    this.list = h("div", { class: "completion" });
    this.hint = h("div", { class: "command-hint", "aria-live": "polite" });
    this.field = h("textarea", { class: "composer-field", id, rows: 1, "aria-label": label, autocomplete: "off", data: { focus: id } });
    this.send = h("button", { class: "send", type: "button", "aria-label": "Send", title: "Send (Enter)", on: { click: () => this.submit() } }, icon("send", 18));
    const shortcuts = h("button", { class: "icon-button small", type: "button", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu", data: { focus: `${id}|bolt` }, on: { click: () => this.shortcuts(shortcuts) } }, icon("bolt", 18));
    const smile = h("button", { class: "icon-button small", type: "button", "aria-label": "Emoji", title: "Emoji", on: { click: () => pickEmoji(smile, (name) => this.insert(`:${name}: `)) } }, icon("smile", 18));
    const at = h("button", { class: "icon-button small", type: "button", "aria-label": "Mention someone", title: "Mention someone", on: { click: () => this.insert("@") } }, "@");
    const slash = h("button", { class: "icon-button small", type: "button", "aria-label": "Run a command", title: "Run a command", on: { click: () => this.slash() } }, "/");
    host.append(this.error, h("div", { class: "composer" }, this.list, this.field, this.hint,
      h("div", { class: "composer-tools" }, shortcuts, smile, at, slash, h("span", { class: "composer-tip" }, h("b", {}, "Shift + Enter"), " new line"), this.send)));
    this.completion = new Completion(this.field, this.list, () => this.place?.channel);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  /** Writes to `place` = {channel (object), thread_ts} from now on. */
  open(place) {
    this.place = place;
    const key = placeKey(place);
    if (key === this.key_) return;
    this.key_ = key;
    this.field.value = drafts.get(key) ?? "";
    this.field.placeholder = place.thread_ts ? "Reply…" : `Message ${channelTitle(place.channel)}`;
    this.complain(null);
    this.typed();
    this.completion.close();
  }

  typed() {
    const { field } = this;
    if (field.value) drafts.set(this.key_, field.value);
    else drafts.delete(this.key_);
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${Math.min(field.scrollHeight, 260)}px`);
    this.send.disabled = !field.value.trim();
    const known = /^(\/\S+)\s/.exec(field.value);
    const command = known && store.app.commands.find((one) => one.command === known[1]);
    show(this.hint, command ? [h("b", {}, command.command), " ", command.usage_hint] : "");
    if (field.value) this.complain(null);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229 || this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.submit();
    }
  }

  insert(text) {
    const { field } = this;
    const glue = text === "@" && field.selectionStart && !/\s/.test(field.value[field.selectionStart - 1]) ? " @" : text;
    field.setRangeText(glue, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input"));
  }

  slash() {
    if (!this.field.value) this.insert("/");
    else this.field.focus();
  }

  async submit() {
    const typed = this.field.value;
    const text = typed.trim();
    if (!text) return;
    const { place, key_: key } = this;
    this.field.value = "";
    this.typed();
    this.completion.close();
    // A leading space sends a line that begins with a slash, as in Slack.
    const answer = typed.startsWith("/") ? await runCommand(text, place) : await act("say", { channel: place.channel?.id ?? store.app.bot_user_id, text, thread_ts: place.thread_ts });
    if (answer.ok) {
      if (!place.channel) emit("reload");
      return;
    }
    // Nothing typed is ever lost.
    if (!drafts.get(key)) drafts.set(key, text);
    if (this.key_ !== key) return;
    if (!this.field.value) {
      this.field.value = text;
      this.typed();
    }
    this.complain(words(answer, text));
  }

  complain(text) {
    this.error.hidden = !text;
    show(this.error, text ? [icon("warning", 16), h("span", {}, text), h("button", { class: "icon-button small", type: "button", "aria-label": "Dismiss", on: { click: () => this.complain(null) } }, icon("close", 16))] : "");
  }

  shortcuts(anchor) {
    const own = store.app.shortcuts.filter((one) => one.type === "global").map((one) => ({ label: one.name, note: one.description || store.app.name, icon: avatar({ is_bot: true }, 28), act: () => startShortcut(one) }));
    const commands = store.app.commands.map((one) => ({ label: one.command, note: one.description, icon: avatar({ is_bot: true }, 28), act: () => { this.field.value = ""; this.insert(`${one.command} `); } }));
    menu(anchor, [...(own.length ? [{ title: "Shortcuts" }, ...own] : [{ title: "No shortcuts" }]), { line: true }, { title: "Commands" }, ...commands], { label: "Shortcuts", width: 340, above: true });
  }
}

const placeKey = ({ channel, thread_ts: thread }) => `${store.me.id}|${channel?.id ?? "app"}|${thread ?? ""}`;

async function startShortcut({ callback_id }) {
  const answer = await act("shortcut", { callback_id });
  if (!answer.ok) toast(answer.message || answer.error, "error");
}

async function runCommand(text, { channel, thread_ts }) {
  const [command, ...rest] = text.split(/\s+/);
  if (command === "/leave" || command === "/invite") return ownCommand(command, rest.join(" "), channel);
  if (!store.app.commands.some((one) => one.command === command)) {
    return { ok: false, message: `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as slash commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.` };
  }
  if (thread_ts) return { ok: false, message: `${command} is not supported in threads. Sorry!` };
  return act("command", { channel: channel?.id ?? store.app.bot_user_id, text });
}

async function ownCommand(command, rest, channel) {
  if (command === "/leave") return act("leave", { channel: channel.id });
  const wanted = rest.replace(/^@/, "").trim().toLowerCase();
  const found = [...store.people.values()].find((one) => [one.name, one.display_name, personName(one.id)].some((name) => name?.toLowerCase() === wanted));
  if (!found) return { ok: false, message: `Nobody here is called ${rest || "that"}. Write /invite @name.` };
  return act("invite", { channel: channel.id, user: found.id });
}

function words(answer, text) {
  const command = /^\/\S+/.exec(text)?.[0];
  if (command && answer.error === "operation_timeout") return `${command} failed with the error “operation_timeout”`;
  return answer.message || (command ? `${command} failed with the error “${answer.error}”` : `Your message was not sent (${answer.error}).`);
}
