// What the page knows about the workspace and where the person is in it. Modules subscribe to
// topics and redraw themselves; no DOM here.

import * as api from "./api.js";

export const store = {
  me: null,
  team: null,
  app: null,
  clock: null,
  people: new Map(),
  channels: [],
  /** {as, channel, thread, tab, message}: mirrors the URL hash. `channel` is "app" for the app. */
  route: {},
  /** Grows when a name may have changed, so that drawn mentions are redrawn. */
  namesVersion: 0,
};

const listeners = new Map();

export function on(topic, listener) {
  for (const name of topic.split(" ")) {
    if (!listeners.has(name)) listeners.set(name, []);
    listeners.get(name).push(listener);
  }
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

let namesBefore = "";

/** Reads people, channels, app and clock as the person of the route sees them. */
export async function loadState() {
  const asked = store.route.as ?? "";
  const state = await api.fetchState(asked);
  if ((store.route.as ?? "") !== asked) return; // switched person meanwhile
  const names = JSON.stringify([state.people, state.channels.map((c) => [c.id, c.name])]);
  if (names !== namesBefore) store.namesVersion += 1;
  namesBefore = names;
  Object.assign(store, {
    me: state.me,
    team: state.team,
    app: state.app,
    clock: state.clock,
    channels: state.channels,
  });
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.people.set(state.me.id, state.me);
  emit("state");
}

/** Asks the server to do something as the acted-as person. */
export const act = (name, args) => api.act(store.me.id, name, args);

export function person(id) {
  if (id === "USLACKBOT") return { id, name: "slackbot", real_name: "Slackbot" };
  return store.people.get(id) ?? { id, name: id, real_name: id, unknown: true };
}

export function personName(id) {
  const { display_name: shown, real_name: real, name } = person(id);
  return real || shown || name;
}

export const channel = (id) => store.channels.find((candidate) => candidate.id === id);

/** The direct-message channel with the app, once it exists. */
export const appChannel = () => store.channels.find((candidate) => candidate.app);

/** The channel of the route: for the app pane its direct messages. */
export const currentChannel = () =>
  store.route.channel === "app" ? appChannel() : channel(store.route.channel);

export const isAppOpen = () => store.route.channel === "app";

/** The name of a conversation as a title: "#ops", "Ben Carter". */
export function channelTitle(conversation) {
  if (!conversation) return "";
  if (conversation.kind === "im")
    return conversation.app ? store.app.name : personName(conversation.with);
  return `#${conversation.name}`;
}

/** The acted-as person's zone. */
export const zone = () => store.me?.tz || "UTC";
export const locale = () => store.me?.locale || "en-US";
/** The language of the page's own words: English, in the spelling and time style of the person. */
export const pageLocale = () => (locale().startsWith("en") ? locale() : "en-GB");
