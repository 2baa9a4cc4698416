// One row of the traffic list.

import { channel, channelTitle, personName, store } from "../store.js";
import { secondTime } from "../time.js";
import { h } from "../ui/dom.js";

const SLOW_ACK = 1;
const WORDS = { call: "call", event: "event", command: "command", interactive: "interaction" };

/** "12 ms", "1.4 s" of seconds. */
export const latency = (seconds) =>
  seconds < 0.9995 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`;

export const resultOf = (row) => row.error || (row.kind === "call" ? "ok" : "ack");

// Ids of people and conversations as their names.
const named = (note) =>
  note.replace(/<?[@#]?([CDUW]0[A-Z0-9]{5,})>?/g, (whole, id) => {
    if (store.people.has(id)) return `@${personName(id)}`;
    return channel(id) ? channelTitle(channel(id)) : whole;
  });

/** The list entry of a row; `open()` shows its details. */
export function trafficRow(row, isOpen, open) {
  if (row.lost)
    return h("li", { class: "traffic-gap" }, `${row.lost} rows in between are not shown`);
  const slow = row.kind !== "call" && row.took > SLOW_ACK;
  return h(
    "li",
    {},
    h(
      "button",
      {
        class: `traffic-row ${row.error ? "refused" : ""}`,
        type: "button",
        "aria-current": isOpen ? "true" : null,
        data: { n: row.n, focus: `traffic|${row.n}` },
        on: { click: open },
      },
      h("span", { class: "traffic-time" }, secondTime(new Date(row.at))),
      h("span", { class: `traffic-kind kind-${row.kind}` }, WORDS[row.kind] ?? row.kind),
      h("span", { class: "traffic-name" }, row.name),
      h("span", { class: "traffic-note", title: row.note }, named(row.note)),
      row.attempt ? h("span", { class: "traffic-retry" }, `retry ${row.attempt}`) : null,
      h("span", { class: "traffic-result" }, resultOf(row)),
      h("span", { class: `traffic-took ${slow ? "slow" : ""}` }, latency(row.took)),
    ),
  );
}
