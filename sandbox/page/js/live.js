// The stream of changes. It says only what changed; whoever shows that fetches it again.

import { streamUrl } from "./api.js";
import { emit, store } from "./store.js";

let source = null;
let lost = false;

/** (Re)connects the stream for the acted-as person; after a gap everything is fetched again. */
export function connect() {
  source?.close();
  source = new EventSource(streamUrl(store.me.id));
  source.onmessage = (event) => {
    const change = JSON.parse(event.data);
    emit(`live:${change.topic}`, change);
  };
  source.onopen = () => {
    if (lost) emit("live:everything");
    lost = false;
    emit("connection", true);
  };
  source.onerror = () => {
    lost = true;
    emit("connection", false);
    // EventSource retries by itself unless the answer was an error page.
    if (source?.readyState === EventSource.CLOSED) setTimeout(connect, 1500);
  };
}

// A browser gives all tabs together six connections to one server: hidden tabs let theirs go.
document.addEventListener("visibilitychange", () => {
  if (!store.me) return;
  if (document.hidden) source?.close();
  lost = true;
  if (!document.hidden) connect();
});

/** Runs `load` now, and once more if it was asked for while running: never two at a time. */
export function refresher(load) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      try {
        await load();
      } catch (error) {
        console.warn("refresh failed", error);
      }
    } while (again);
    running = null;
  };
  return () => {
    if (running) again = true;
    else running = run();
    return running;
  };
}
