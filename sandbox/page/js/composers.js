// Places the message fields: below the conversation and below the thread, or what stands there
// instead (join a channel, an archived channel).

import { act, currentChannel, emit, isAppOpen, on, store } from "./store.js";
import { Composer } from "./composer.js";
import { h, show } from "./ui/dom.js";
import { toast } from "./ui/toast.js";

export function startComposers() {
  const area = document.getElementById("composer");
  const writing = h("div", {});
  const instead = h("div", { class: "instead" });
  area.append(writing, instead);
  const main = new Composer(writing, { id: "composer-text", label: "Message" });
  const reply = new Composer(document.getElementById("thread-composer"), {
    id: "thread-text",
    label: "Reply in thread",
    canShare: true,
  });

  const place = () => {
    const channel = currentChannel();
    area.hidden = (isAppOpen() && store.route.tab === "home") || (!channel && !isAppOpen());
    const note = reasonNotToWrite(channel);
    writing.hidden = Boolean(note);
    show(instead, note ?? "");
    main.open({ channel });
    if (store.route.thread && channel) reply.open({ channel, thread_ts: store.route.thread });
  };
  on("state opened", place);
  on("opened", () => {
    if (matchMedia("(max-width: 700px)").matches || document.querySelector(".dialog")) return;
    const field = store.route.thread ? reply.field : main.field;
    if (field.offsetParent) field.focus({ preventScroll: true });
  });
}

function reasonNotToWrite(channel) {
  if (!channel || channel.kind === "im") return null;
  if (channel.is_archived)
    return ["You are viewing ", h("b", {}, `#${channel.name}`), ", an archived channel."];
  if (channel.is_member) return null;
  const join = async () => {
    const answer = await act("join", { channel: channel.id });
    if (!answer.ok) toast(answer.message || answer.error, "error");
    emit("reload");
  };
  return [
    h("div", {}, "You are viewing ", h("b", {}, `#${channel.name}`)),
    h("button", { class: "button primary", type: "button", on: { click: join } }, "Join channel"),
  ];
}
