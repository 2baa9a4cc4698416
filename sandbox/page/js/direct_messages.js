// Direct messages between people: beginning one, and the list to choose from.

import { go } from "./route.js";
import { act, loadState, personName, store } from "./store.js";
import { avatar } from "./ui/avatar.js";
import { toast } from "./ui/toast.js";

/** Opens the direct message with a person or the app, beginning it if there is none. */
export async function writeTo(id) {
  if (id === store.app.bot_user_id) {
    go({ channel: "app", tab: "messages" });
    return;
  }
  const answer = await act("open_dm", { user: id });
  if (!answer.ok) {
    toast(answer.message || answer.error, "error");
    return;
  }
  await loadState();
  go({ channel: answer.channel });
}

/** Rows of a menu: everybody one can write to. */
export const writeToRows = () => [
  { title: "Write to" },
  ...[...store.people.values()]
    .filter((one) => !one.deleted)
    .sort((a, b) => personName(a.id).localeCompare(personName(b.id)))
    .map((one) => ({
      label: [personName(one.id), one.id === store.me.id ? " (you)" : ""].join(""),
      icon: avatar(one, 24),
      act: () => writeTo(one.id),
    })),
];
