// One row of the traffic in full: what was sent, what came back, how long it took.

import { fetchTrafficRow } from "../api.js";
import { fullTime, secondTime } from "../time.js";
import { h, show } from "../ui/dom.js";
import { iconButton } from "../ui/icon_button.js";
import { toast } from "../ui/toast.js";
import { jsonTree } from "./json_tree.js";
import { latency } from "./row.js";

let asked = 0;

/** Shows row `number` in `box`; `close()` goes back to the list. */
export async function showDetail(box, number, close) {
  const turn = (asked += 1);
  const { row } = await fetchTrafficRow(number);
  if (turn !== asked) return;
  show(box, row ? whole(row, close) : gone(number, close));
  box.scrollTop = 0;
}

function whole(row, close) {
  const isCall = row.is === "ApiCall";
  const failure = isCall
    ? !row.response?.ok && (row.response?.error ?? "no answer")
    : row.failure;
  return [
    head(isCall ? row.method : nameOf(row), close, () => copy(row)),
    h(
      "p",
      { class: "detail-facts" },
      h("span", { title: fullTime(new Date(row.at)) }, secondTime(new Date(row.at))),
      h("span", {}, isCall ? `HTTP ${row.status || "none"}` : row.kind),
      h("span", {}, isCall ? `answered in ${latency(row.took)}` : ackWords(row)),
      row.attempt ? h("span", {}, `redelivery ${row.attempt} (${row.reason})`) : null,
      isCall && row.response?.ok && !row.done ? h("span", {}, "nothing was done (fault)") : null,
    ),
    failure ? h("p", { class: "detail-failure" }, refusal(row, failure)) : null,
    ...(isCall
      ? [part("Arguments", row.args), part("Response", row.response)]
      : [part("Payload", row.payload), part("Acknowledgement", row.answer)]),
  ];
}

const ackWords = (row) =>
  row.failure ? `no ack within ${latency(row.took)}` : `acknowledged in ${latency(row.took)}`;

function refusal(row, failure) {
  const messages = row.response?.response_metadata?.messages ?? [];
  return [h("strong", {}, failure), ...messages.map((message) => h("span", {}, message))];
}

function nameOf(row) {
  const { payload } = row;
  return payload.event?.type ?? payload.command ?? payload.type ?? row.kind;
}

const head = (title, close, copied) =>
  h(
    "header",
    { class: "detail-head" },
    iconButton("back", "Back to the list", close, { small: true, class: "icon-button detail-back" }),
    h("h3", {}, title),
    copied ? iconButton("copy", "Copy as JSON", copied, { small: true }) : null,
    iconButton("close", "Close the details", close, { small: true, focus: "detail|close" }),
  );

const gone = (number, close) => [
  head(`Row ${number}`, close),
  h("p", { class: "empty" }, "The journal no longer holds this row."),
];

const part = (title, value) =>
  h(
    "section",
    { class: "detail-part" },
    h("h4", {}, title),
    value === null || value === undefined
      ? h("p", { class: "muted" }, "empty")
      : jsonTree(value),
  );

function copy(row) {
  navigator.clipboard
    ?.writeText(JSON.stringify(row, null, 2))
    .then(() => toast("Copied as JSON"));
}
