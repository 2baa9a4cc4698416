// A list of messages: grouped by author, with date dividers and the line "New". Keeps its place
// when it is redrawn. Used by the conversation and by threads.

import { authorOf, isService, messageNode } from "./message.js";
import { isDismissed, isOwn } from "./message_acts.js";
import { isEditing, startEditing } from "./message_edit.js";
import { emit, store } from "./store.js";
import { dayKey, dividerText, toDate } from "./time.js";
import { h, reconcile } from "./ui/dom.js";

const GROUP_SECONDS = 300;

export class MessageList {
  /** `box` scrolls; rows are drawn into its first child. */
  constructor(box, { inThread = false } = {}) {
    this.box = box;
    this.inThread = inThread;
    this.rows = h("div", { class: "rows" });
    box.replaceChildren(this.rows);
    this.messages = [];
    box.addEventListener("keydown", (event) => this.keys(event));
    // Stays at the end when a picture loads or the message field grows.
    let atEnd = true;
    box.addEventListener("scroll", () => {
      atEnd = this.isAtEnd();
    });
    const keep = new ResizeObserver(() => atEnd && this.toEnd());
    keep.observe(box);
    keep.observe(this.rows);
  }

  isAtEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 60;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** Draws `messages` (oldest first). options: {channel, newFrom, highlighted, before, after}. */
  draw(messages, options) {
    const stays = this.isAtEnd();
    const anchor = stays ? null : this.anchor();
    this.messages = messages;
    reconcile(
      this.rows,
      this.plan(
        messages.filter((one) => !isDismissed(one)),
        options,
      ),
    );
    if (stays) this.toEnd();
    else this.keep(anchor);
    const articles = [...this.rows.querySelectorAll(".message")];
    articles.forEach((node) =>
      node.setAttribute("tabindex", node === articles.at(-1) ? "0" : "-1"),
    );
  }

  // The first message in sight: it must not move when older ones are put above it. By key, since
  // it is drawn anew when it loses its head to an older one of the same author.
  anchor() {
    const top = this.box.getBoundingClientRect().top;
    for (const node of this.rows.children) {
      const at = node.getBoundingClientRect();
      if (at.bottom > top && node.dataset.ts) return { key: node.rowKey, top: at.top };
    }
    return null;
  }

  keep(anchor) {
    const node = anchor && [...this.rows.children].find((row) => row.rowKey === anchor.key);
    if (node) this.box.scrollTop += node.getBoundingClientRect().top - anchor.top;
  }

  plan(messages, options) {
    const rows = options.before ? [options.before] : [];
    let previous = null;
    messages.forEach((message, at) => {
      const day = dayKey(toDate(message.ts));
      const newDay = !this.inThread && (!previous || dayKey(toDate(previous.ts)) !== day);
      if (newDay) rows.push(dayRow(message, day));
      const isNew = options.newFrom === message.ts;
      if (isNew)
        rows.push({
          key: "new",
          sig: "new",
          make: () => h("div", { class: "new-line", role: "separator" }, h("span", {}, "New")),
        });
      const compact =
        !newDay && !isNew && belongsTogether(previous, message) && !(this.inThread && at === 1);
      const look = {
        channel: options.channel,
        compact,
        inThread: this.inThread,
        highlighted: options.highlighted === message.ts,
      };
      rows.push({
        key: message.ts,
        sig: JSON.stringify([message, look, store.namesVersion, store.me.id, isEditing(message)]),
        make: () => messageNode(message, look),
      });
      if (this.inThread && at === 0 && options.after) rows.push(options.after);
      previous = message;
    });
    return rows;
  }

  keys(event) {
    const node = event.target.closest(".message");
    if (!node || event.target !== node) return;
    const all = [...this.rows.querySelectorAll(".message")];
    const to = {
      ArrowUp: all[all.indexOf(node) - 1],
      ArrowDown: all[all.indexOf(node) + 1],
      Home: all[0],
      End: all.at(-1),
    }[event.key];
    if (to) to.focus();
    else if (event.ctrlKey || event.metaKey || event.altKey || !this.does(event.key, node)) return;
    event.preventDefault();
  }

  // What a letter does to the message that has the focus.
  does(key, node) {
    const message = this.messages.find((one) => one.ts === node.dataset.ts);
    const tool = { r: "react", t: "reply", m: "more" }[key];
    if (tool) node.querySelector(`[data-tool=${tool}]`)?.click();
    else if (key === "e" && isOwn(message)) startEditing(message);
    else if (key === "u" && !this.inThread && !message.ephemeral) emit("mark-unread", message);
    else return false;
    return true;
  }
}

function dayRow(message, day) {
  const text = dividerText(toDate(message.ts));
  return {
    key: `day-${day}`,
    sig: text,
    make: () =>
      h("div", { class: "day-line", role: "separator", "aria-label": text }, h("span", {}, text)),
  };
}

function belongsTogether(previous, message) {
  if (
    !previous ||
    isService(previous) ||
    isService(message) ||
    previous.ephemeral ||
    message.ephemeral
  )
    return false;
  if (previous.subtype === "tombstone" || message.subtype === "tombstone") return false;
  return (
    authorOf(previous).id === authorOf(message).id &&
    toDate(message.ts) - toDate(previous.ts) < GROUP_SECONDS * 1000
  );
}
