// The only module that talks to the server: JSON in, JSON out. No state is kept here.

async function read(path, params) {
  const response = await fetch(`${path}?${new URLSearchParams(params)}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function send(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return {
      ok: false,
      error: "no_connection",
      message: "The sandbox does not answer. Is it still running?",
    };
  }
}

export const fetchState = (as) => read("/sandbox/state", { as });
export const fetchMessages = (as, channel, limit, before) =>
  read("/sandbox/messages", before ? { as, channel, limit, before } : { as, channel, limit });
export const fetchThread = (as, channel, ts) => read("/sandbox/thread", { as, channel, ts });
export const fetchViews = (as) => read("/sandbox/views", { as });
export const fetchHome = (as) => read("/sandbox/home", { as });

export const fetchEmoji = () => read("/sandbox/emoji", {});

/** One act of a person; answers {ok: true, …} or {ok: false, error, message}. Never throws. */
export const act = (as, name, args) => send("/sandbox/act", { ...args, as, do: name });

/** Moves the sandbox clock; answers the new clock when the bot has settled. */
export const stepClock = (as, step) => send("/sandbox/clock", { as, step });

/** Sets how many sandbox seconds pass in a second. */
export const setClockRate = (rate) => send("/sandbox/clock", { rate });

/** Short rows of the traffic after a number; of a long gap only the newest. */
export const fetchTraffic = (after) => read("/sandbox/traffic", { after, brief: 1 });
/** One row with everything that was sent and answered. */
export const fetchTrafficRow = (number) => read(`/sandbox/traffic/${number}`, {});

/** Uploads a file for a form; answers {ok: true, file} or {ok: false, message}. */
export async function upload(as, file) {
  try {
    const query = new URLSearchParams({ as, name: file.name });
    const headers = { "Content-Type": "application/octet-stream" };
    const response = await fetch(`/sandbox/upload?${query}`, {
      method: "POST",
      headers,
      body: file,
    });
    return await response.json();
  } catch {
    return { ok: false, message: `${file.name} could not be uploaded.` };
  }
}

export const streamUrl = (as) => `/sandbox/stream?${new URLSearchParams({ as })}`;
