// The URL hash: who acts and what is open. `/#as=U1&channel=C1&thread=…` can be bookmarked, and
// two tabs can be two people. `inspect=open`, or the number of a row, opens the inspector.

import { appChannel, channel, emit, store } from "./store.js";

const KEYS = ["as", "channel", "tab", "thread", "message", "inspect"];

/** Reads the hash into store.route. */
export function readRoute() {
  const params = new URLSearchParams(location.hash.slice(1));
  store.route = Object.fromEntries(
    KEYS.filter((key) => params.get(key)).map((key) => [key, params.get(key)]),
  );
}

/** Fills gaps after the state is known: who I am and a first channel. */
export function completeRoute() {
  const route = { ...store.route, as: store.me.id };
  const dm = appChannel();
  if (dm && route.channel === dm.id) Object.assign(route, { channel: "app", tab: "messages" });
  if (route.channel !== "app" && !channel(route.channel)) {
    const mine = store.channels.filter(
      (candidate) => candidate.is_member && candidate.kind !== "im",
    );
    route.channel =
      (mine.find((candidate) => candidate.members.includes(store.app.bot_user_id)) ?? mine[0])
        ?.id ?? "app";
    delete route.thread;
  }
  if (route.channel === "app") route.tab ??= "home";
  else delete route.tab;
  store.route = route;
  history.replaceState(null, "", `#${toHash(route)}`);
}

function toHash(route) {
  return new URLSearchParams(
    KEYS.filter((key) => route[key]).map((key) => [key, route[key]]),
  ).toString();
}

/** A link to a place in the page, as the present person unless `change` says otherwise. */
export const hrefTo = (change) => `#${toHash(merged(change))}`;

/** Goes there; with `replace` the back button skips the place left. */
export function go(change, { replace } = {}) {
  const next = `#${toHash(merged(change))}`;
  if (next === location.hash) return;
  if (replace) history.replaceState(null, "", next);
  else history.pushState(null, "", next);
  follow();
}

function merged(change) {
  const base = { ...store.route, message: change.inspect ? store.route.message : undefined };
  if (change.channel && change.channel !== base.channel)
    Object.assign(base, { thread: undefined, tab: undefined });
  if (change.as && change.as !== base.as) base.thread = undefined;
  return { ...base, ...change };
}

function follow() {
  const before = store.route;
  readRoute();
  if (before.inspect !== store.route.inspect) emit("inspect");
  if (toHash({ ...before, inspect: null }) === toHash({ ...store.route, inspect: null })) return;
  emit(before.as === store.route.as ? "route" : "person", before);
}

/** Starts following the back button and links. */
export function watchRoute() {
  addEventListener("popstate", follow);
  addEventListener("hashchange", () => {
    if (`#${toHash(store.route)}` !== location.hash) follow();
  });
}

/** Slack permalinks inside messages ("…/archives/C1/p1700000000000100") open in the page. */
export function routeOfPermalink(url) {
  const found = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(url);
  if (!found || !channel(found[1])) return null;
  const ts = `${found[2]}.${found[3]}`;
  const thread = new URLSearchParams(found[4] ?? "").get("thread_ts");
  return { channel: found[1], message: ts, thread: thread && thread !== ts ? thread : undefined };
}
