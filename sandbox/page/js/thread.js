// The thread pane on the right.

import { fetchThread } from "./api.js";
import { refresher } from "./live.js";
import { editLast } from "./message_edit.js";
import { MessageList } from "./message_list.js";
import { go } from "./route.js";
import { channelTitle, currentChannel, on, store } from "./store.js";
import { h } from "./ui/dom.js";
import { icon } from "./ui/icons.js";

const pane = () => document.getElementById("thread");

let list;
let title;
let shown = {};
const refresh = refresher(load);

export function startThread() {
  const scroll = h("div", {
    class: "messages",
    role: "log",
    "aria-label": "Thread messages",
    tabindex: "-1",
  });
  title = h("span", { class: "muted" });
  pane().append(
    h(
      "header",
      { class: "thread-head" },
      h("h2", {}, "Thread"),
      title,
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Close thread",
          on: { click: close },
        },
        icon("close"),
      ),
    ),
    scroll,
    h("div", { id: "thread-composer", class: "composer-area" }),
  );
  list = new MessageList(scroll, { inThread: true });
  on("opened", open);
  on("live:messages", (change) => change.channel === shown.channel && refresh());
  on("refresh", refresh);
  on("state dismissed editing", draw);
  on("edit-last", ({ thread_ts: thread }) => thread && editLast(shown.messages));
  pane().addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest(".editing")) close();
  });
}

function close() {
  const { thread } = store.route;
  go({ thread: undefined });
  document.querySelector(`[data-focus="replies|${CSS.escape(thread ?? "")}"]`)?.focus();
}

async function open() {
  const { thread } = store.route;
  const channel = currentChannel()?.id;
  pane().hidden = !thread || !channel;
  document.getElementById("app").classList.toggle("with-thread", !pane().hidden);
  if (pane().hidden) {
    shown = {};
    return;
  }
  title.textContent = channelTitle(currentChannel());
  if (thread === shown.thread && channel === shown.channel && shown.as === store.me.id) return;
  shown = { as: store.me.id, channel, thread, messages: [], fresh: true };
  list.rows.replaceChildren();
  await refresh();
}

async function load() {
  const { as, channel, thread } = shown;
  if (!thread) return;
  const answer = await fetchThread(as, channel, thread);
  if (shown.thread !== thread || shown.as !== as) return;
  shown.messages = answer.messages;
  draw();
  if (shown.fresh) list.toEnd();
  shown.fresh = false;
}

function draw() {
  if (!shown.thread || !shown.messages.length) return;
  const count = shown.messages.filter((one) => !one.ephemeral).length - 1;
  const words = count === 1 ? "1 reply" : `${count} replies`;
  const after =
    count > 0
      ? {
          key: "count",
          sig: words,
          make: () => h("div", { class: "reply-count" }, h("span", {}, words)),
        }
      : null;
  list.draw(shown.messages, { channel: shown.channel, after, highlighted: store.route.message });
}
