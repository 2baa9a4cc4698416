// Slack's text ("<@U2> see <#C2>") back to what a person types ("@Ben Carter see #ops"), for
// editing. The other way is done by the server, as Slack's own client does it.

import { personName, store } from "../store.js";
import { decode } from "./mrkdwn.js";

/** The line to edit again. */
export function toTyped(text) {
  return decode(
    text
      .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${mentionWord(id)}`)
      .replace(
        /<#([CG][A-Z0-9]+)(?:\|([^>]*))?>/g,
        (_, id, label) => `#${store.channels.find((c) => c.id === id)?.name ?? label ?? id}`,
      )
      .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
      .replace(/<!subteam\^[A-Z0-9]+\|@?([^>]*)>/g, "@$1")
      .replace(/<mailto:([^|>]+)(?:\|[^>]*)?>/g, "$1")
      .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1"),
  );
}

/** What to write after "@" for a person: the full name if it is nobody else's, else the handle. */
export function mentionWord(id) {
  const name = personName(id);
  const same = [...store.people.values()].filter((one) => personName(one.id) === name);
  return same.length > 1 ? (store.people.get(id)?.name ?? id) : name;
}
