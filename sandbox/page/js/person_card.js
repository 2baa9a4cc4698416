// The small card about a person, opened from a name.

import { personName, store } from "./store.js";
import { clockTime, now } from "./time.js";
import { avatar } from "./ui/avatar.js";
import { h } from "./ui/dom.js";
import { mrkdwn } from "./text/mrkdwn.js";
import { closePopup, popup } from "./ui/popup.js";
import { writeTo } from "./direct_messages.js";

/** Opens the card beside `anchor`. */
export function personCard(anchor, person) {
  const name = person.is_bot ? person.real_name || person.name : personName(person.id);
  const roles = [
    person.is_bot ? "App" : "",
    person.is_admin ? "Workspace admin" : "",
    person.is_guest ? "Guest" : "",
    person.deleted ? "Deactivated" : "",
    person.id === store.me.id ? "You" : "",
  ];
  popup(
    anchor,
    h(
      "div",
      { class: "person-card" },
      avatar(person, 64),
      h(
        "div",
        {},
        h("div", { class: "card-title" }, name),
        person.name ? h("div", { class: "muted" }, `@${person.name}`) : null,
        person.status_text || person.status_emoji
          ? h("div", {}, mrkdwn(`${person.status_emoji ?? ""} ${person.status_text ?? ""}`))
          : null,
        person.tz && !person.is_bot
          ? h("div", { class: "muted" }, `${clockTime(now(), person.tz)} local time · ${person.tz}`)
          : null,
        h("div", { class: "muted" }, roles.filter(Boolean).join(" · ")),
        person.deleted || !store.people.has(person.id)
          ? null
          : h(
              "button",
              {
                class: "button button-block person-write",
                type: "button",
                on: { click: () => closePopup() ?? writeTo(person.id) },
              },
              "Message",
            ),
      ),
    ),
    { label: name, width: 300 },
  );
}
