// The line below a message that says how many replies its thread has, and opens it.

import { go, hrefTo } from "./route.js";
import { person } from "./store.js";
import { clockTime, dividerText, toDate } from "./time.js";
import { avatar } from "./ui/avatar.js";
import { h } from "./ui/dom.js";

/** The summary, or null without replies. */
export function threadSummary(message) {
  if (!message.reply_count) return null;
  const latest = toDate(message.latest_reply ?? message.ts);
  const place = { thread: message.ts };
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(person(id), 22));
  return h(
    "a",
    {
      class: "replies",
      href: hrefTo(place),
      data: { focus: `replies|${message.ts}` },
      on: {
        click: (event) => {
          event.preventDefault();
          go(place);
        },
      },
    },
    h("span", { class: "faces" }, faces),
    h("strong", {}, message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`),
    h(
      "span",
      { class: "muted" },
      `Last reply ${dividerText(latest).toLowerCase() === "today" ? "today" : dividerText(latest)} at ${clockTime(latest)}`,
    ),
  );
}
