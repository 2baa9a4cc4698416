// The app's Home tab.

import { fetchHome } from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { refresher } from "./live.js";
import { act, emit, isAppOpen, on, store } from "./store.js";
import { viewSurface } from "./surfaces.js";
import { h } from "./ui/dom.js";
import { avatar } from "./ui/avatar.js";
import { toast } from "./ui/toast.js";

const box = () => document.getElementById("home");
const blocks = h("div", { class: "blocks home-blocks" });
const empty = h("div", { class: "home-empty" });

let opened = "";
const refresh = refresher(load);

export function startHome() {
  box().append(blocks, empty);
  on("opened", open);
  on("live:home refresh", refresh);
  on("state", () => isHome() && draw());
  on("live:clock", openAgain);
}

const isHome = () => isAppOpen() && store.route.tab === "home";

async function open() {
  box().hidden = !isHome();
  if (!isAppOpen()) {
    opened = "";
    return;
  }
  // The app hears of every opening of either tab.
  const key = `${store.me.id}|${store.route.tab}`;
  if (key === opened) return;
  if (!opened.startsWith(store.me.id)) clear();
  opened = key;
  if (isHome()) refresh();
  const answer = await act("open_home", { tab: store.route.tab });
  if (!answer.ok) toast(answer.message || answer.error, "error");
  emit("reload");
}

// Who moves the clock looks at the app at another time: Slack would tell it of a new opening.
function openAgain() {
  if (!isAppOpen()) return;
  opened = `${store.me.id}|`;
  open();
}

let view = null;

function clear() {
  view = null;
  blocks.replaceChildren();
  empty.replaceChildren();
}

async function load() {
  if (!isHome()) return;
  const as = store.me.id;
  const answer = await fetchHome(as);
  if (as !== store.me.id) return;
  view = answer.view;
  draw();
}

function draw() {
  empty.hidden = Boolean(view);
  if (!view) {
    blocks.replaceChildren();
    empty.replaceChildren(
      avatar({ is_bot: true }, 72),
      h("h2", {}, store.app.name),
      h("p", {}, "This app has not shown anything here yet."),
    );
    return;
  }
  drawBlocks(blocks, viewSurface(view), view.blocks);
}
