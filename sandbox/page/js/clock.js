// The clock bar: the sandbox's now in the acted-as person's zone, whether it stands or runs, and
// the buttons that move it.

import { RATES, STEPS, going, setRate, step } from "./clock_moves.js";
import { emit, on, store } from "./store.js";
import { barDate, barDay, clockTime, now } from "./time.js";
import { h, show } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";

const words = h("div", { class: "clock-now", "aria-live": "off" });
const state = h("span", { class: "clock-state" });
const rates = h("div", { class: "clock-rates", role: "group", "aria-label": "Speed of the clock" });
const steps = h("div", { class: "clock-steps", role: "group", "aria-label": "Move the clock" });
const compact = h(
  "button",
  { class: "clock-menu", type: "button", "aria-haspopup": "menu", "aria-label": "Move the clock" },
  icon("down", 16),
);
const busy = h("div", { class: "clock-busy", role: "status" });
let moving = false;

export function startClock() {
  rates.append(...RATES.map(rateButton));
  steps.append(...STEPS.map(stepButton));
  compact.addEventListener("click", () => menu(compact, rows(), { label: "Clock", width: 290 }));
  document
    .getElementById("topbar")
    .append(
      iconButton("menu", "Channels", () => emit("drawer"), { class: "drawer-button" }),
      h(
        "div",
        { class: "clock", role: "region", "aria-label": "Clock" },
        state,
        words,
        rates,
        steps,
        compact,
        busy,
      ),
    );
  on("state", received);
  on("live:clock", () => emit("reload"));
  setInterval(() => store.clock?.rate && draw(), 1000);
}

const rateButton = ([rate, symbol, label]) =>
  iconButton(symbol, label, () => setRate(rate), { class: "clock-rate", size: 16, "data-rate": rate });

const stepButton = ([name, label, title]) =>
  h(
    "button",
    {
      class: "clock-step",
      type: "button",
      title,
      data: { step: name },
      on: { click: () => move(name) },
    },
    label,
  );

const rows = () => [
  ...STEPS.map(([name, , label]) => ({ label, act: () => move(name) })),
  { line: true },
  ...RATES.map(([rate, symbol, label]) => ({
    label,
    icon: icon(symbol, 16),
    current: store.clock.rate === rate,
    side: store.clock.rate === rate ? icon("check", 16) : null,
    act: () => setRate(rate),
  })),
];

function received() {
  store.clock.receivedAt = performance.now();
  const [kind, text] = going(store.clock.rate);
  state.className = `clock-state clock-${kind}`;
  state.title = `The clock: ${text.toLowerCase()}`;
  show(state, h("span", { class: "clock-state-words" }, text));
  for (const button of rates.children)
    button.setAttribute("aria-pressed", String(Number(button.dataset.rate) === store.clock.rate));
  draw();
}

function draw() {
  const place = (store.me.tz ?? "UTC").split("/").at(-1).replace(/_/g, " ");
  show(
    words,
    h("span", { class: "clock-day" }, barDay(now())),
    h("strong", {}, clockTime(now())),
    h("span", { class: "clock-date" }, barDate(now())),
    h("span", { class: "clock-zone" }, place),
  );
}

async function move(name) {
  if (moving) return;
  setMoving(true);
  await step(name);
  setMoving(false);
}

function setMoving(on) {
  moving = on;
  for (const button of [...steps.children, compact]) button.disabled = on;
  show(
    busy,
    on
      ? [
          h("span", { class: "spinner", "aria-hidden": "true" }),
          h("span", { class: "clock-busy-words" }, "Moving time…"),
        ]
      : "",
  );
}
