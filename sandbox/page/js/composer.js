// The field messages and commands are written in. One instance for the conversation, one for the
// thread. Drafts are kept per person and place.

import { Completion } from "./completion.js";
import { sendLine, shortcutRows } from "./composer_acts.js";
import { pickEmoji } from "./emoji_picker.js";
import { channelTitle, emit, store } from "./store.js";
import { h, show } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";

const drafts = new Map();

const placeKey = ({ channel, thread_ts: thread }) =>
  `${store.me.id}|${channel?.id ?? "app"}|${thread ?? ""}`;

export class Composer {
  /** `canShare`: replies may also be sent to the channel. */
  constructor(host, { id, label, canShare }) {
    this.place = null;
    this.key = null;
    this.error = h("div", { class: "composer-error", role: "alert", hidden: true });
    this.list = h("div", { class: "completion" });
    this.hint = h("div", { class: "command-hint", "aria-live": "polite" });
    this.field = h("textarea", {
      class: "composer-field",
      id,
      rows: 1,
      "aria-label": label,
      autocomplete: "off",
      data: { focus: id },
    });
    this.share = h("input", { type: "checkbox", data: { focus: `${id}|share` } });
    this.shareWords = h("span", {});
    const share = h("label", { class: "choice share" }, this.share, this.shareWords);
    const inner = [this.list, this.field, this.hint, canShare ? share : null, this.tools(id)];
    host.append(this.error, h("div", { class: "composer" }, inner));
    this.completion = new Completion(this.field, this.list, () => this.place?.channel);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
  }

  tools(id) {
    const small = { small: true };
    this.send = h(
      "button",
      {
        class: "send",
        type: "button",
        "aria-label": "Send",
        title: "Send (Enter)",
        on: { click: () => this.submit() },
      },
      icon("send", 18),
    );
    return h(
      "div",
      { class: "composer-tools" },
      iconButton("bolt", "Shortcuts", (anchor) => this.shortcuts(anchor), {
        small: true,
        focus: `${id}|bolt`,
        "aria-haspopup": "menu",
      }),
      iconButton("smile", "Emoji", (anchor) => this.smile(anchor), small),
      iconButton("@", "Mention someone", () => this.insert("@"), small),
      iconButton("/", "Run a command", () => this.slash(), small),
      h("span", { class: "composer-tip" }, h("b", {}, "Shift + Enter"), " new line"),
      this.send,
    );
  }

  /** Writes to `place` = {channel (object), thread_ts} from now on. */
  open(place) {
    this.place = place;
    const to = place.channel?.kind === "im" ? "the conversation" : channelTitle(place.channel);
    this.shareWords.textContent = `Also send to ${to}`;
    const key = placeKey(place);
    if (key === this.key) return;
    this.key = key;
    this.share.checked = false;
    this.field.value = drafts.get(key) ?? "";
    this.field.placeholder = place.thread_ts ? "Reply…" : `Message ${channelTitle(place.channel)}`;
    this.complain(null);
    this.typed();
    this.completion.close();
  }

  typed() {
    const { field } = this;
    if (field.value) drafts.set(this.key, field.value);
    else drafts.delete(this.key);
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${Math.min(field.scrollHeight, 260)}px`);
    this.send.disabled = !field.value.trim();
    const known = /^(\/\S+)\s/.exec(field.value);
    const command = known && store.app.commands.find((one) => one.command === known[1]);
    show(this.hint, command ? [h("b", {}, command.command), " ", command.usage_hint] : "");
    if (field.value) this.complain(null);
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229 || this.completion.key(event)) return;
    if (event.key === "ArrowUp" && !this.field.value && !event.shiftKey) {
      emit("edit-last", this.place);
      if (document.activeElement !== this.field) event.preventDefault();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.submit();
    }
  }

  insert(text) {
    const { field } = this;
    const glue =
      text === "@" && field.selectionStart && !/\s/.test(field.value[field.selectionStart - 1])
        ? " @"
        : text;
    field.setRangeText(glue, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input"));
  }

  smile(anchor) {
    pickEmoji(anchor, (name) => this.insert(`:${name}: `), { align: "start", above: true });
  }

  slash() {
    if (!this.field.value) this.insert("/");
    else this.field.focus();
  }

  async submit() {
    const typed = this.field.value;
    const text = typed.trim();
    if (!text) return;
    const { place, key } = this;
    this.field.value = "";
    this.typed();
    this.completion.close();
    const answer = await sendLine(typed, { ...place, broadcast: this.share.checked });
    if (answer.ok) {
      this.share.checked = false;
      if (!place.channel) emit("reload");
      return;
    }
    // Nothing typed is ever lost.
    if (!drafts.get(key)) drafts.set(key, text);
    if (this.key !== key) return;
    if (!this.field.value) {
      this.field.value = text;
      this.typed();
    }
    this.complain(answer.message);
  }

  complain(text) {
    const dismiss = iconButton("close", "Dismiss", () => this.complain(null), { small: true });
    this.error.hidden = !text;
    show(this.error, text ? [icon("warning", 16), h("span", {}, text), dismiss] : "");
  }

  shortcuts(anchor) {
    const rows = shortcutRows((command) => {
      this.field.value = "";
      this.insert(`${command} `);
    });
    menu(anchor, rows, { label: "Shortcuts", width: 340, above: true });
  }
}
