// The bar of the inspector: filters, search, pause, clear, close.

import { h, show } from "../ui/dom.js";
import { iconButton } from "../ui/icon_button.js";
import { KINDS } from "./traffic.js";

/** {node, draw(count)} over `traffic`; `close()` closes the panel. */
export function bar(traffic, close) {
  const count = h("span", { class: "inspector-count", role: "status" });
  const chips = h("div", { class: "chips", role: "group", "aria-label": "Show" });
  const actions = h("div", { class: "inspector-actions" });
  const search = h("input", {
    class: "list-filter inspector-search",
    type: "search",
    placeholder: "Filter by method, event, text",
    "aria-label": "Filter the traffic",
    autocomplete: "off",
    on: { input: () => traffic.search(search.value) },
  });
  const chip = (label, isOn, press, kind) =>
    h(
      "button",
      {
        class: `chip chip-${kind}`,
        type: "button",
        "aria-pressed": String(isOn),
        data: { focus: `chip|${kind}` },
        on: { click: press },
      },
      label,
    );
  const draw = (shown) => {
    const { filter, paused, waiting } = traffic;
    show(
      chips,
      KINDS.map(([kind, label]) =>
        chip(label, filter.kinds.has(kind), () => traffic.toggleKind(kind), kind),
      ),
      chip("Refused only", filter.refused, () => traffic.toggleRefused(), "refused"),
    );
    show(count, paused ? `Paused${waiting ? `, ${waiting} new` : ""}` : `${shown} shown`);
    show(
      actions,
      iconButton(
        paused ? "play" : "pause",
        paused ? "Go on" : "Pause",
        () => traffic.pause(!paused),
        { small: true, focus: "inspector|pause", "aria-pressed": String(paused) },
      ),
      iconButton("trash", "Clear the list", () => traffic.clear(), {
        small: true,
        focus: "inspector|clear",
      }),
      iconButton("close", "Close the inspector", close, {
        small: true,
        focus: "inspector|close",
      }),
    );
  };
  const node = h(
    "header",
    { class: "inspector-head" },
    h("h2", {}, "Traffic"),
    chips,
    search,
    count,
    actions,
  );
  return { node, draw };
}
