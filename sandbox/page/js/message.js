// One message: who, when, what, reactions, thread summary, and its hover toolbar.

import { drawBlocks } from "./blocks/index.js";
import { attachedFile } from "./blocks/media.js";
import { attachments } from "./attachments.js";
import { editor, isEditing } from "./message_edit.js";
import { dismiss } from "./message_acts.js";
import { toolbar } from "./message_tools.js";
import { reactions } from "./reactions.js";
import { go, hrefTo } from "./route.js";
import { person, personName, store } from "./store.js";
import { messageSurface } from "./surfaces.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { threadSummary } from "./thread_summary.js";
import { clockTime, fullTime, toDate } from "./time.js";
import { personCard } from "./person_card.js";
import { avatar } from "./ui/avatar.js";
import { h } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const SERVICE =
  /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive|convert_to_private)$|^(bot_add|bot_remove|pinned_item)$/;

export const isService = (message) => SERVICE.test(message.subtype ?? "");
export const isDeleted = (message) => message.subtype === "tombstone";

/** Who wrote it, as a person object. */
export function authorOf(message) {
  const known = message.user && store.people.get(message.user);
  if (known) return known;
  if (message.bot_id)
    return {
      id: message.bot_id,
      is_bot: true,
      real_name: message.username ?? message.bot_profile?.name ?? store.app.name,
    };
  return person(message.user ?? "USLACKBOT");
}

const nameOf = (author) =>
  author.is_bot ? author.real_name || author.name : personName(author.id);

/** The element of a message. `compact` leaves out author and picture; `inThread` the summary. */
export function messageNode(message, { channel, compact, inThread, highlighted }) {
  const author = authorOf(message);
  const surface = messageSurface(channel, message.ts);
  const classes = [
    "message",
    compact ? "compact" : "",
    message.ephemeral ? "ephemeral" : "",
    highlighted ? "highlighted" : "",
    isEditing(message) ? "editing" : "",
  ];
  const time = clockTime(toDate(message.ts));
  const node = h(
    "div",
    {
      class: classes.join(" "),
      role: "article",
      tabindex: "-1",
      data: { ts: message.ts, focus: `message|${inThread ? "thread" : "main"}|${message.ts}` },
      "aria-label": `${nameOf(author)}, ${fullTime(toDate(message.ts))}`,
    },
    h(
      "div",
      { class: "message-side" },
      compact
        ? h("span", { class: "side-time", title: fullTime(toDate(message.ts)) }, time)
        : avatar(author, 36),
    ),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral
        ? h(
            "div",
            { class: "only-you" },
            icon("eye", 14),
            "Only visible to you · ",
            h(
              "button",
              {
                class: "text-button",
                type: "button",
                on: { click: () => dismiss(channel, message) },
              },
              "Dismiss",
            ),
          )
        : null,
      compact ? null : head(author, message, channel, time),
      isEditing(message) ? editor(channel, message) : body(surface, message),
      message.ephemeral ? null : reactions(channel, message),
      inThread || message.ephemeral ? null : threadSummary(message),
    ),
  );
  if (!isService(message) && !isDeleted(message) && !isEditing(message))
    node.append(toolbar(channel, message, { inThread }));
  return node;
}

function head(author, message, channel, time) {
  const name = h(
    "button",
    {
      class: "author",
      type: "button",
      tabindex: "-1",
      on: { click: () => personCard(name, author) },
    },
    nameOf(author),
  );
  return h(
    "div",
    { class: "message-head" },
    name,
    author.is_bot ? h("span", { class: "app-badge" }, "APP") : null,
    author.status_emoji
      ? h("span", { class: "status", title: author.status_text }, mrkdwn(author.status_emoji))
      : null,
    h(
      "a",
      {
        class: "time",
        href: hrefTo({
          channel: store.route.channel === "app" ? "app" : channel,
          message: message.ts,
        }),
        title: fullTime(toDate(message.ts)),
        tabindex: "-1",
      },
      time,
    ),
  );
}

function body(surface, message) {
  if (isDeleted(message))
    return h("div", { class: "deleted" }, icon("trash", 16), "This message was deleted.");
  if (isService(message)) return h("div", { class: "service" }, mrkdwn(serviceText(message)));
  const edited = message.edited
    ? h("span", { class: "edited", title: fullTime(toDate(message.edited.ts)) }, " (edited)")
    : null;
  const parts = [broadcastNote(message)];
  if (showsBlocks(message)) {
    parts.push(drawBlocks(h("div", { class: "blocks" }), surface, message.blocks), edited);
  } else if (message.text) {
    parts.push(h("div", { class: "text" }, mrkdwn(message.text), edited));
  }
  parts.push(
    message.files?.length ? h("div", { class: "files" }, message.files.map(attachedFile)) : null,
  );
  parts.push(attachments(surface, message.attachments));
  return h("div", { class: "message-body" }, parts);
}

// A reply that was also sent to the channel.
function broadcastNote(message) {
  if (message.subtype !== "thread_broadcast") return null;
  const open = (event) => {
    event.preventDefault();
    go({ thread: message.thread_ts });
  };
  const link = { class: "link", href: hrefTo({ thread: message.thread_ts }), on: { click: open } };
  return h("div", { class: "muted small" }, "replied to ", h("a", link, "a thread"));
}

// People type markup into `text`; their rich_text block holds the same characters unformatted.
function showsBlocks(message) {
  if (!message.blocks?.length) return false;
  const typed =
    !message.bot_id &&
    message.blocks.length === 1 &&
    message.blocks[0].type === "rich_text" &&
    message.text;
  return !typed;
}

const serviceText = (message) =>
  (message.text ?? "").replace(/^<@[UW][A-Z0-9]+(\|[^>]*)?>\s*/, "").replace(/^has /, "");
