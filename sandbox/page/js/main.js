// Starts the page: reads who acts, loads the workspace, then keeps every part up to date.

import { startClock } from "./clock.js";
import { startComposers } from "./composers.js";
import { startConversation } from "./conversation.js";
import { startHeader } from "./header.js";
import { startHome } from "./home.js";
import { startInspector } from "./inspector/index.js";
import { startKeyboardHelp } from "./keyboard_help.js";
import { connect, refresher } from "./live.js";
import { startModals } from "./modal.js";
import { startPeopleMenu } from "./people_menu.js";
import { completeRoute, readRoute, watchRoute } from "./route.js";
import { startSidebar } from "./sidebar.js";
import { channel, emit, loadState, on, store } from "./store.js";
import { loadEmoji } from "./text/emoji_names.js";
import { startThread } from "./thread.js";
import { startTools } from "./tools.js";
import { closePopup } from "./ui/popup.js";
import { debounce, h, show } from "./ui/dom.js";

const app = document.getElementById("app");
const reload = refresher(async () => {
  await loadState();
  // The open channel may have been left, archived or closed to this person.
  if (store.route.channel === "app" || channel(store.route.channel)) return;
  completeRoute();
  emit("opened");
});
const reloadSoon = debounce(reload, 120);

async function enter() {
  closePopup();
  app.setAttribute("aria-busy", "true");
  await loadState();
  completeRoute();
  emit("entered");
  emit("opened");
  connect();
  app.setAttribute("aria-busy", "false");
}

on("person", enter);
on("route", () => {
  completeRoute();
  closePopup({ refocus: false });
  emit("opened");
});
// Counters of unread messages belong to the state; names and rights too.
on("live:channels live:people live:messages", reloadSoon);
on("reload", reload);
on("live:everything", async () => {
  await reload();
  emit("refresh");
});
on("connection", (up) => app.classList.toggle("offline", !up));

for (const start of [
  startClock,
  startTools,
  startPeopleMenu,
  startSidebar,
  startHeader,
  startConversation,
  startHome,
  startThread,
  startComposers,
  startModals,
  startInspector,
  startKeyboardHelp,
])
  start();
readRoute();
watchRoute();
loadEmoji()
  .then(enter)
  .catch((error) => {
    console.error(error);
    app.setAttribute("aria-busy", "false");
    show(
      document.getElementById("messages"),
      h(
        "p",
        { class: "empty" },
        "The sandbox does not answer. Reload the page when it is running.",
      ),
    );
  });
