// What a typed line does: it is a message, a command of the app, or one of Slack's own commands.
// Every refusal comes back as {ok: false, message} in words.

import { act, currentChannel, personName, store } from "./store.js";
import { avatar } from "./ui/avatar.js";
import { toast } from "./ui/toast.js";

/** Slack's own commands that the page knows. */
export const OWN_COMMANDS = [
  {
    command: "/invite",
    usage_hint: "@someone or @app",
    description: "Add someone or an app to this channel",
    own: true,
  },
  { command: "/leave", usage_hint: "", description: "Leave this channel", own: true },
];

/** Sends a line; one that begins with a slash is a command, unless a space stands before it. */
export async function sendLine(typed, { channel, thread_ts, broadcast }) {
  const text = typed.trim();
  const place = channel?.id ?? store.app.bot_user_id;
  if (!typed.startsWith("/"))
    return worded(await act("say", { channel: place, text, thread_ts, broadcast }));
  const [command, ...rest] = text.split(/\s+/);
  if (OWN_COMMANDS.some((one) => one.command === command)) {
    return worded(await ownCommand(command, rest.join(" "), channel), command);
  }
  const refusal = refused(command, thread_ts);
  if (refusal) return { ok: false, message: refusal };
  return worded(await act("command", { channel: place, text }), command);
}

function refused(command, thread) {
  if (!store.app.commands.some((one) => one.command === command)) {
    return (
      `${command} is not a valid command. In Slack, all messages that start with the "/" ` +
      "character are interpreted as slash commands. If you are trying to send a message and " +
      'not run a command, try preceding the "/" with an empty space.'
    );
  }
  return thread ? `${command} is not supported in threads. Sorry!` : null;
}

function worded(answer, command) {
  if (answer.ok) return answer;
  const failed = command
    ? `${command} failed with the error “${answer.error}”`
    : `Your message was not sent (${answer.error}).`;
  return { ...answer, message: answer.message || failed };
}

async function ownCommand(command, name, channel) {
  if (command === "/leave") return act("leave", { channel: channel.id });
  const wanted = name.replace(/^@/, "").trim().toLowerCase();
  const found = [...store.people.values()].find((one) =>
    [one.name, one.display_name, personName(one.id)].some((text) => text?.toLowerCase() === wanted),
  );
  if (found) return act("invite", { channel: channel.id, user: found.id });
  return { ok: false, message: `Nobody here is called ${name || "that"}. Write /invite @name.` };
}

/** Rows of the lightning menu: global shortcuts, then commands to begin a line with. */
export function shortcutRows(begin) {
  const face = () => avatar({ is_bot: true }, 28);
  const shortcuts = store.app.shortcuts
    .filter((one) => one.type === "global")
    .map((one) => ({
      label: one.name,
      note: one.description || store.app.name,
      icon: face(),
      act: () => startShortcut(one.callback_id),
    }));
  const commands = store.app.commands.map((one) => ({
    label: one.command,
    note: one.description,
    icon: face(),
    act: () => begin(one.command),
  }));
  const title = { title: shortcuts.length ? "Shortcuts" : "No shortcuts" };
  return [title, ...shortcuts, { line: true }, { title: "Commands" }, ...commands];
}

async function startShortcut(id) {
  const answer = await act("shortcut", { callback_id: id, channel: currentChannel()?.id });
  if (!answer.ok) toast(answer.message || answer.error, "error");
}
