// The head of the conversation: its name, topic, members; for the app its tabs.

import {
  act,
  channelTitle,
  currentChannel,
  emit,
  isAppOpen,
  on,
  person,
  personName,
  store,
} from "./store.js";
import { go } from "./route.js";
import { clockTime, now } from "./time.js";
import { avatar } from "./ui/avatar.js";
import { h, show } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { menu } from "./ui/popup.js";
import { toast } from "./ui/toast.js";

const head = () => document.getElementById("channel-head");

export function startHeader() {
  on("state opened", draw);
}

function draw() {
  const room = currentChannel();
  document.title = `${isAppOpen() ? store.app.name : channelTitle(room)} · ${store.team.name} · ${personName(store.me.id)}`;
  if (isAppOpen()) drawApp();
  else if (room) drawRoom(room);
}

function drawApp() {
  const tab = (name, label) =>
    h(
      "button",
      {
        class: "tab",
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-selected": String(store.route.tab === name),
        "aria-controls": name === "home" ? "home" : "messages",
        data: { focus: `tab|${name}` },
        tabindex: store.route.tab === name ? 0 : -1,
        on: { click: () => go({ tab: name, thread: undefined }) },
      },
      label,
    );
  const tabs = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": store.app.name },
    tab("home", "Home"),
    tab("messages", "Messages"),
  );
  tabs.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    go({ tab: store.route.tab === "home" ? "messages" : "home", thread: undefined });
    document.getElementById(`tab-${store.route.tab}`)?.focus();
  });
  head().className = "channel-head with-tabs";
  show(
    head(),
    h(
      "div",
      { class: "head-row" },
      h(
        "h1",
        { class: "head-name" },
        avatar({ is_bot: true }, 24),
        store.app.name,
        h("span", { class: "app-badge" }, "APP"),
      ),
    ),
    tabs,
  );
}

function drawRoom(room) {
  head().className = "channel-head";
  const mark =
    room.kind === "im"
      ? avatar(person(room.with), 24)
      : icon(room.kind === "private" ? "lock" : "hash", 18);
  const name = room.kind === "im" ? personName(room.with) : room.name;
  show(
    head(),
    h(
      "div",
      { class: "head-row" },
      h("h1", { class: "head-name" }, mark, h("span", {}, name)),
      room.topic
        ? h("div", { class: "head-topic", title: room.topic }, mrkdwn(room.topic))
        : h("span", { class: "head-topic" }),
      room.kind === "im" ? null : membersButton(room),
      room.kind === "im" ? null : moreButton(room),
    ),
  );
}

function membersButton(room) {
  const count = room.members?.length ?? 0;
  const faces = (room.members ?? []).slice(0, 3).map((id) => avatar(person(id), 22));
  const button = h(
    "button",
    {
      class: "members",
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": `${count} members`,
      title: "Members",
      data: { focus: "head|members" },
      on: {
        click: () => menu(button, memberRows(room), { align: "end", label: "Members", width: 320 }),
      },
    },
    h("span", { class: "faces" }, faces),
    icon("people", 18),
    String(count),
  );
  return button;
}

function memberRows(room) {
  const inside = room.members.map((id) => {
    const one = person(id);
    return {
      label: [personName(id), one.is_bot ? " (app)" : "", id === store.me.id ? " (you)" : ""].join(
        "",
      ),
      icon: avatar(one, 24),
      side: one.is_bot || !one.tz ? null : clockTime(now(), one.tz),
      act: () => {},
    };
  });
  const outside = [...store.people.values()].filter(
    (one) => !room.members.includes(one.id) && !one.deleted,
  );
  if (!room.is_member || !outside.length) return [{ title: `${inside.length} members` }, ...inside];
  return [
    { title: `${inside.length} members` },
    ...inside,
    { line: true },
    { title: "Add to this channel" },
    ...outside.map((one) => ({
      label: `${personName(one.id)}${one.is_bot ? " (app)" : ""}`,
      icon: avatar(one, 24),
      side: icon("plus", 16),
      act: () => run("invite", { channel: room.id, user: one.id }),
    })),
  ];
}

function moreButton(room) {
  const link = () => navigator.clipboard?.writeText(location.href).then(() => toast("Link copied"));
  const rows = [{ label: "Copy link", icon: icon("link"), act: link }];
  if (room.is_member)
    rows.push(
      { line: true },
      { label: "Leave channel", danger: true, act: () => run("leave", { channel: room.id }) },
    );
  const button = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "More about this channel",
      "aria-haspopup": "menu",
      data: { focus: "head|more" },
      on: { click: () => menu(button, rows, { align: "end", width: 220, label: "Channel" }) },
    },
    icon("more"),
  );
  return button;
}

async function run(name, args) {
  const answer = await act(name, args);
  if (!answer.ok) toast(answer.message || answer.error, "error");
  emit("reload");
}
