// Instants as people read them: always in the acted-as person's zone, never the browser's.

import { locale, pageLocale, store, zone } from "./store.js";

const formats = new Map();

function format(options, where = zone(), language = pageLocale()) {
  const key = JSON.stringify([options, where, language]);
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(language, { ...options, timeZone: where }));
  return formats.get(key);
}

export const toDate = (ts) => new Date(parseFloat(ts) * 1000);
/** The sandbox's now: the clock may stand still or run. */
export function now() {
  const { now: iso, rate, receivedAt } = store.clock;
  const elapsed = rate ? (performance.now() - (receivedAt ?? performance.now())) * rate : 0;
  return new Date(Date.parse(iso) + elapsed);
}

export const clockTime = (date, where) =>
  format({ hour: "numeric", minute: "2-digit" }, where).format(date);
export const secondTime = (date) =>
  format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date);
export const fullTime = (date) => format({ dateStyle: "full", timeStyle: "short" }).format(date);
export const barDate = (date, where) =>
  format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }, where).format(date);

export const barDay = (date) => format({ weekday: "short" }).format(date);

/** "2026-05-12" in the person's zone. */
export const dayKey = (date, where = zone()) =>
  format({ year: "numeric", month: "2-digit", day: "2-digit" }, where, "en-CA").format(date);

/** "09:30" in the person's zone. */
export const minuteKey = (date) =>
  format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone(), "en-GB").format(date);

const dayNumber = (date) => Date.parse(`${dayKey(date)}T00:00:00Z`) / 86_400_000;

/** "Today", "Yesterday", "Tomorrow" or null. */
function nearDay(date, language = pageLocale()) {
  const distance = dayNumber(date) - dayNumber(now());
  if (Math.abs(distance) > 1) return null;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(distance, "day");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words of a date divider. */
export function dividerText(date) {
  const year = dayKey(date).slice(0, 4) !== dayKey(now()).slice(0, 4) ? { year: "numeric" } : {};
  return (
    nearDay(date) ??
    format({ weekday: "long", month: "long", day: "numeric", ...year }).format(date)
  );
}

/** "3 hours ago", "in 2 days". */
function ago(date) {
  const seconds = (date - now()) / 1000;
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

const dated = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { month: "long", day: "numeric", year: "numeric" },
  date_short: { month: "short", day: "numeric", year: "numeric" },
  date_long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  date_long_full: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  day_divider: { weekday: "long", month: "long", day: "numeric" },
};

// Messages speak the reader's language, as Slack's client does.
function token(name, date) {
  const inWords = (options) => format(options, zone(), locale()).format(date);
  if (name === "time") return inWords({ hour: "numeric", minute: "2-digit" });
  if (name === "time_secs")
    return inWords({ hour: "numeric", minute: "2-digit", second: "2-digit" });
  if (name === "ago") return ago(date);
  if (name === "date_num") return dayKey(date);
  const pretty = name.endsWith("_pretty");
  const options = dated[pretty ? name.slice(0, -7) : name];
  if (!options) return null;
  const near = pretty ? nearDay(date, locale()) : null;
  return near ? near.toLowerCase() : inWords(options);
}

/** Fills Slack's date tokens ("{date_short} at {time}") in the viewer's zone and language. */
export function dateTokens(seconds, template, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback ?? template;
  return template.replace(/\{(\w+)\}/g, (whole, name) => token(name, date) ?? whole);
}

/** Seconds since 1970 of a wall clock time ("2026-05-12", "09:30") in the person's zone. */
export function zonedSeconds(day, time) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${dayKey(new Date(guess))}T${minuteKey(new Date(guess))}:00Z`);
    guess += wanted - shown;
  }
  return Math.round(guess / 1000);
}

/** A picked day ("2026-05-12") in words. */
export const dayText = (day) =>
  format({ weekday: "short", month: "short", day: "numeric", year: "numeric" }, "UTC").format(
    new Date(`${day}T00:00:00Z`),
  );

/** A picked wall time ("14:05") in words. */
export const wallText = (time) =>
  format({ hour: "numeric", minute: "2-digit" }, "UTC").format(new Date(`2026-01-01T${time}:00Z`));
