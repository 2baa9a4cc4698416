// "Acting as": the switch between the sample people, at the right of the top bar.

import { on, personName, store } from "./store.js";
import { go } from "./route.js";
import { clockTime, now } from "./time.js";
import { avatar } from "./ui/avatar.js";
import { h, show } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";

const slot = h("div", { class: "acting" });

export function startPeopleMenu() {
  document.getElementById("topbar").append(slot);
  on("state", draw);
}

function draw() {
  const button = h(
    "button",
    {
      class: "acting-button",
      type: "button",
      "aria-haspopup": "menu",
      "aria-label": `Acting as ${personName(store.me.id)}. Switch person`,
      data: { focus: "acting" },
      on: {
        click: () =>
          menu(button, rows(), { align: "end", width: 330, label: "Act as", focusCurrent: true }),
      },
    },
    avatar(store.me, 26),
    h(
      "span",
      { class: "acting-words" },
      h("small", {}, "Acting as"),
      h("span", { class: "acting-name" }, personName(store.me.id)),
    ),
    icon("down", 16),
  );
  show(slot, button);
}

function rows() {
  const people = [...store.people.values()].filter((one) => !one.is_bot && !one.deleted);
  return [
    { title: "Act as" },
    ...people.map((one) => ({
      label: personName(one.id),
      note: [role(one), place(one)].filter(Boolean).join(" · "),
      icon: avatar(one, 32),
      current: one.id === store.me.id,
      side: one.id === store.me.id ? icon("check", 18) : clockTime(now(), one.tz),
      act: () => go({ as: one.id }),
    })),
    { line: true },
    { title: "Open a second tab to be two people at once" },
  ];
}

const role = (one) => (one.is_admin ? "Admin" : one.is_guest ? "Guest" : "");
const place = (one) => (one.tz ?? "").split("/").at(-1).replace(/_/g, " ");
