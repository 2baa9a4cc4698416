// The messages of the open channel, direct conversation or the app's Messages tab.

import { fetchMessages } from "./api.js";
import { refresher } from "./live.js";
import { editLast } from "./message_edit.js";
import { MessageList } from "./message_list.js";
import { firstOfOthers, firstUnread, lasting, tsBefore } from "./unread.js";
import { act, channelTitle, currentChannel, isAppOpen, on, store } from "./store.js";
import { h, show } from "./ui/dom.js";

const PAGE = 50;
const MOST = 200;
const box = () => document.getElementById("messages");
const latest = () => document.getElementById("to-latest");

let list;
/** What is shown: {as, channel, messages, hasMore, limit, newFrom}. */
let shown = {};
const refresh = refresher(load);

export function startConversation() {
  list = new MessageList(box());
  on("opened", open);
  on("live:messages", (change) => change.channel === shown.channel && refresh());
  on("refresh", refresh);
  on("state", () => (shown.channel ? draw() : isVisible() && currentChannel() && open()));
  on("dismissed editing", draw);
  on("mark-unread", (message) => markUnread(message));
  on("edit-last", ({ thread_ts: thread }) => !thread && editLast(shown.messages));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) shown.seen = shown.messages?.at(-1)?.ts;
  });
  addEventListener("keydown", escapeReads);
  box().addEventListener("scroll", () => {
    if (list.isAtEnd()) latest().hidden = true;
    if (box().scrollTop < 80 && shown.hasMore && !shown.loadingMore) more();
  });
  latest().addEventListener("click", () => list.toEnd());
}

const isVisible = () => !(isAppOpen() && store.route.tab === "home");

async function open() {
  box().hidden = !isVisible();
  latest().hidden = true;
  const id = isVisible() ? currentChannel()?.id : null;
  if (!id) {
    shown = {};
    if (isVisible()) show(list.rows, emptyNote());
    return;
  }
  if (id === shown.channel && store.me.id === shown.as) {
    draw();
    if (store.route.message) reveal();
    return;
  }
  shown = {
    as: store.me.id,
    channel: id,
    messages: [],
    limit: PAGE,
    unread: currentChannel().unread,
    fresh: true,
  };
  show(list.rows);
  await refresh();
}

async function load() {
  const { as, channel, limit } = shown;
  if (!channel) return;
  const answer = await fetchMessages(as, channel, Math.min(limit, MOST));
  if (shown.channel !== channel || shown.as !== as) return;
  keepOlder(answer);
  const grew = answer.messages.at(-1)?.ts !== shown.messages.at(-1)?.ts;
  const wasAtEnd = list.isAtEnd();
  Object.assign(shown, { messages: answer.messages, hasMore: answer.has_more, loadingMore: false });
  if (shown.fresh) shown.newFrom = firstUnread(answer.messages, shown.unread);
  else if (grew && shown.seen) shown.newFrom = firstOfOthers(answer.messages, shown.seen);
  if (grew) shown.seen = undefined;
  draw();
  if (shown.fresh) {
    list.toEnd();
    reveal();
  } else if (grew && !wasAtEnd) latest().hidden = false;
  if (grew || shown.fresh) markRead();
  shown.fresh = false;
}

// The newest are read again; what was paged in before them stays as it was.
function keepOlder(answer) {
  const first = answer.messages[0]?.ts;
  const older = answer.has_more ? shown.messages.filter((one) => one.ts < first) : [];
  if (older.length)
    Object.assign(answer, { messages: [...older, ...answer.messages], has_more: shown.hasMore });
}

// Marked unread by hand, a conversation stays so until one leaves it or says "read".
function markRead() {
  const last = lasting(shown.messages).at(-1);
  if (last && !document.hidden && !shown.keptUnread && currentChannel()?.is_member !== false)
    act("mark_read", { channel: shown.channel, ts: last.ts });
}

async function markUnread(message) {
  if (!shown.messages.includes(message)) return;
  Object.assign(shown, { keptUnread: true, newFrom: message.ts });
  draw();
  await act("mark_read", { channel: shown.channel, ts: tsBefore(shown.messages, message) });
}

function escapeReads(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !shown.newFrom) return;
  if (event.target.closest?.(".thread, .inspector, .dialog")) return;
  Object.assign(shown, { keptUnread: false, newFrom: undefined });
  draw();
  markRead();
}

function draw() {
  if (!shown.channel || !isVisible()) return;
  const room = currentChannel();
  const begins = {
    key: "begin",
    sig: JSON.stringify([shown.hasMore, room?.name]),
    make: () =>
      shown.hasMore
        ? h("div", { class: "loading-more" }, "Loading older messages…")
        : beginning(room),
  };
  list.draw(shown.messages, {
    channel: shown.channel,
    newFrom: shown.newFrom,
    highlighted: store.route.message,
    before: begins,
  });
}

function beginning(room) {
  const words =
    room?.kind === "im"
      ? [
          h("strong", {}, channelTitle(room)),
          h(
            "p",
            {},
            room.app
              ? `This is the beginning of your messages with ${store.app.name}. Only the two of you see them.`
              : "This is the beginning of your direct messages.",
          ),
        ]
      : [
          h("strong", {}, channelTitle(room)),
          h(
            "p",
            {},
            "This is the very beginning of the channel.",
            room?.topic ? ` Topic: ${room.topic}` : "",
          ),
        ];
  return h("div", { class: "beginning" }, words);
}

const emptyNote = () =>
  h(
    "div",
    { class: "beginning" },
    h("strong", {}, store.app?.name ?? ""),
    h("p", {}, "Send a message below: what you write here only the app reads."),
  );

async function more() {
  const { as, channel, messages } = shown;
  shown.loadingMore = true;
  const answer = await fetchMessages(as, channel, PAGE, messages[0].ts);
  if (shown.channel !== channel || shown.as !== as) return;
  const known = new Set(messages.map((one) => one.ts));
  Object.assign(shown, {
    messages: [...answer.messages.filter((one) => !known.has(one.ts)), ...shown.messages],
    hasMore: answer.has_more,
    limit: shown.limit + PAGE,
    loadingMore: false,
  });
  draw();
}

// A link to a message: brought into sight and marked.
function reveal() {
  if (!store.route.message) return;
  const node = list.rows.querySelector(`[data-ts="${CSS.escape(store.route.message)}"]`);
  if (node) node.scrollIntoView({ block: "center" });
  else if (shown.hasMore && shown.limit < 1000) more().then(reveal);
}
