// What the clock can be told: steps to an instant, and the speed it runs at. No DOM but a toast.

import { setClockRate, stepClock } from "./api.js";
import { emit, store } from "./store.js";
import { barDate, clockTime } from "./time.js";
import { toast } from "./ui/toast.js";

/** [step, short label, long label]. */
export const STEPS = [
  ["next_event", "Next event", "To the next thing the app has planned"],
  ["+1h", "+1 hour", "One hour later"],
  ["next_0930", "09:30", "To the next 09:30"],
  ["next_workday", "Next workday", "To the next working day, 09:30"],
  ["next_monday", "Monday", "To the next Monday, 09:30"],
];

/** [rate, icon, label]; the rate is sandbox seconds per second. */
export const RATES = [
  [0, "pause", "Stand still"],
  [1, "play", "Run in real time"],
  [60, "skip", "Run 60× as fast: a minute each second"],
];

/** How the clock goes, as [state, words]. */
export function going(rate) {
  if (!rate) return ["standing", "Standing"];
  return rate === 1 ? ["running", "Running"] : ["fast", `${rate}× fast`];
}

/** Moves the clock; resolves when the app has settled. */
export async function step(name) {
  const answer = await stepClock(store.me.id, name);
  if (answer.ok === false) toast(answer.message || answer.error, "error");
  emit("reload");
  const there = answer.ok && new Date(answer.now);
  if (there && name === "next_event") toast(`It is ${clockTime(there)}, ${barDate(there)}`);
}

/** Sets the speed; the present fast one goes back to real time. */
export async function setRate(rate) {
  const wanted = rate > 1 && store.clock.rate === rate ? 1 : rate;
  const answer = await setClockRate(wanted);
  if (answer.ok === false) toast(answer.message || answer.error, "error");
  emit("reload");
}
