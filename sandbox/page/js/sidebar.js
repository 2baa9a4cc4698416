// The left side: the workspace, its channels, direct messages and the app. A drawer when narrow.

import { act, appChannel, emit, loadState, on, person, personName, store } from "./store.js";
import { go, hrefTo } from "./route.js";
import { writeTo, writeToRows } from "./direct_messages.js";
import { avatar } from "./ui/avatar.js";
import { ask } from "./ui/dialog.js";
import { h, show } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";
import { toast } from "./ui/toast.js";

const side = () => document.getElementById("sidebar");
const veil = () => document.getElementById("drawer-veil");

export function startSidebar() {
  on("state opened", draw);
  on("opened", () => toggleDrawer(false));
  on("drawer", toggleDrawer);
  veil().addEventListener("click", () => toggleDrawer(false));
  addEventListener(
    "keydown",
    (event) => event.key === "Escape" && side().classList.contains("open") && toggleDrawer(false),
  );
}

function toggleDrawer(open = !side().classList.contains("open")) {
  side().classList.toggle("open", open);
  veil().hidden = !open;
  if (open) side().querySelector(".current, a")?.focus();
}

function draw() {
  const { me, team, channels } = store;
  const rooms = channels.filter((one) => one.kind !== "im");
  const mine = rooms.filter((one) => one.is_member && !one.is_archived).sort(byName);
  const others = rooms
    .filter((one) => !one.is_member && !one.is_archived && one.kind === "public")
    .sort(byName);
  const ims = channels
    .filter((one) => one.kind === "im" && !one.app)
    .sort((a, b) => personName(a.with).localeCompare(personName(b.with)));
  const scroll = side().querySelector(".sidebar-scroll")?.scrollTop ?? 0;
  show(
    side(),
    h(
      "div",
      { class: "workspace" },
      h("span", { class: "workspace-mark", "aria-hidden": "true" }, team.name.slice(0, 1)),
      h("strong", {}, team.name),
    ),
    h(
      "div",
      { class: "sidebar-scroll" },
      group("Channels", mine.map(roomRow), me.is_guest ? null : addButton()),
      others.length ? group("More channels", others.map(roomRow)) : null,
      group("Direct messages", [...ims.map(imRow), ...selfRows(me, ims)], writeButton()),
      group("Apps", [appRow()]),
    ),
  );
  side().querySelector(".sidebar-scroll").scrollTop = scroll;
}

const byName = (a, b) => a.name.localeCompare(b.name);

function group(title, rows, extra) {
  return h(
    "section",
    { class: "side-group", "aria-label": title },
    h("div", { class: "side-title" }, h("h2", {}, title), extra),
    h(
      "ul",
      {},
      rows.map((row) => h("li", {}, row)),
    ),
  );
}

function row({ to, current, unread, picture, name, dim }) {
  const classes = ["side-row", current ? "current" : "", unread ? "unread" : "", dim ? "dim" : ""];
  return h(
    "a",
    {
      class: classes.join(" "),
      href: hrefTo(to),
      "aria-current": current ? "page" : null,
      data: { focus: `side|${to.channel}` },
      on: {
        click: (event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go(to);
          emit("drawer", false);
        },
      },
    },
    h("span", { class: "side-picture" }, picture),
    h("span", { class: "side-name" }, name),
    unread
      ? h(
          "span",
          { class: "badge", "aria-label": `${unread} unread` },
          unread > 99 ? "99+" : String(unread),
        )
      : null,
  );
}

const roomRow = (room) =>
  row({
    to: { channel: room.id },
    current: store.route.channel === room.id,
    unread: room.is_member ? room.unread : 0,
    picture: icon(room.kind === "private" ? "lock" : "hash", 16),
    name: room.name,
    dim: !room.is_member,
  });

const imRow = (im) =>
  row({
    to: { channel: im.id },
    current: store.route.channel === im.id,
    unread: im.unread,
    picture: avatar(person(im.with), 20),
    name: [
      personName(im.with),
      im.with === store.me.id ? [" ", h("span", { class: "side-you" }, "you")] : null,
    ],
  });

// Notes to oneself can always be begun.
const selfRows = (me, ims) =>
  ims.some((im) => im.with === me.id)
    ? []
    : [
        h(
          "button",
          { class: "side-row", type: "button", on: { click: () => writeTo(me.id) } },
          h("span", { class: "side-picture" }, avatar(me, 20)),
          h(
            "span",
            { class: "side-name" },
            personName(me.id),
            " ",
            h("span", { class: "side-you" }, "you"),
          ),
        ),
      ];

const appRow = () =>
  row({
    to: { channel: "app", tab: appChannel()?.unread ? "messages" : (store.route.tab ?? "home") },
    current: store.route.channel === "app",
    unread: appChannel()?.unread ?? 0,
    picture: avatar({ id: "app", is_bot: true }, 20),
    name: store.app.name,
  });

const plusButton = (label, focus, rows) =>
  iconButton("plus", label, (anchor) => menu(anchor, rows(), { label, width: 250 }), {
    class: "side-add",
    size: 16,
    focus,
    "aria-haspopup": "menu",
  });

const addButton = () =>
  plusButton("Add a channel", "side|add", () => [
    { label: "Create a channel", act: createChannel },
  ]);

const writeButton = () => plusButton("New direct message", "side|write", writeToRows);

async function createChannel() {
  const answer = await ask({
    title: "Create a channel",
    label: "Name",
    placeholder: "e.g. marketing",
    tick: "Make private",
    hint: "Lower-case letters, digits and hyphens.",
    yes: "Create",
  });
  if (!answer?.text) return;
  const made = await act("create_channel", {
    name: answer.text.replace(/^#/, "").toLowerCase().replace(/\s+/g, "-"),
    private: answer.ticked,
  });
  if (!made.ok) {
    toast(made.message || made.error, "error");
    return;
  }
  await loadState();
  const id = typeof made.channel === "string" ? made.channel : made.channel?.id;
  if (id) go({ channel: id });
}
