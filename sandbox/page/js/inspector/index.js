// The inspector: what goes between Slack and the app, live, in a panel below the conversation.

import { go } from "../route.js";
import { on, store } from "../store.js";
import { h, reconcile, show } from "../ui/dom.js";
import { arrowKeys } from "../ui/popup.js";
import { bar } from "./bar.js";
import { showDetail } from "./detail.js";
import { resizer } from "./resizer.js";
import { trafficRow } from "./row.js";
import { Traffic } from "./traffic.js";

const panel = () => document.getElementById("inspector");
const list = h("ul", { class: "traffic", "aria-label": "Traffic" });
const empty = h("p", { class: "empty traffic-empty" });
const scroll = h("div", { class: "traffic-scroll" }, list, empty);
const detail = h("div", { class: "detail", role: "region", "aria-label": "Details", hidden: true });
const traffic = new Traffic(draw);
let toolbar = null;

export const isInspecting = () => Boolean(store.route.inspect);

/** Opens or closes the panel. */
export function toggleInspector() {
  go({ inspect: isInspecting() ? undefined : "open" }, { replace: true });
}

export function startInspector() {
  toolbar = bar(traffic, toggleInspector);
  panel().append(
    resizer(panel()),
    toolbar.node,
    h("div", { class: "inspector-body" }, scroll, detail),
  );
  arrowKeys(list, ".traffic-row");
  panel().addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    if (detail.hidden) toggleInspector();
    else select(undefined);
  });
  on("inspect entered", follow);
  on("live:traffic", () => isInspecting() && traffic.told());
  on("live:everything", () => isInspecting() && traffic.told());
}

function follow() {
  const wasHidden = panel().hidden;
  panel().hidden = !isInspecting();
  document.getElementById("app").classList.toggle("inspecting", isInspecting());
  if (!isInspecting()) {
    if (!wasHidden) document.querySelector("[data-focus='bar|inspect']")?.focus();
    return;
  }
  if (wasHidden) traffic.refresh();
  const number = Number(store.route.inspect);
  detail.hidden = !number;
  panel().classList.toggle("with-detail", Boolean(number));
  if (number) showDetail(detail, number, () => select(undefined));
  draw();
}

function select(number) {
  const before = Number(store.route.inspect);
  go({ inspect: number ?? "open" }, { replace: true });
  if (!number) list.querySelector(`[data-n="${before}"]`)?.focus();
}

function draw() {
  if (!isInspecting() || !toolbar) return;
  const rows = traffic.shown();
  const stays = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  const open = Number(store.route.inspect);
  reconcile(
    list,
    rows.map((row) => ({
      key: row.n,
      sig: String(row.n === open),
      make: () => trafficRow(row, row.n === open, () => select(row.n)),
    })),
  );
  list.hidden = !rows.length;
  empty.hidden = Boolean(rows.length);
  show(
    empty,
    traffic.rows.length
      ? "Nothing passes the filters."
      : "Nothing yet. Send a command, or press a button of the app.",
  );
  if (stays) scroll.scrollTop = scroll.scrollHeight;
  toolbar.draw(rows.length);
}
