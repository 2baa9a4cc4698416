// The clock bar: the sandbox's now in the acted-as person's zone, and buttons that move it.

import { stepClock } from "./api.js";
import { emit, on, store } from "./store.js";
import { barDate, barDay, clockTime, now } from "./time.js";
import { h, show } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { menu } from "./ui/popup.js";
import { toast } from "./ui/toast.js";

const STEPS = [
  ["+1h", "+1 hour", "One hour later"],
  ["next_0930", "09:30", "To the next 09:30"],
  ["next_workday", "Next workday", "To the next working day, 09:30"],
  ["next_monday", "Monday", "To the next Monday, 09:30"],
];

const words = h("div", { class: "clock-now", "aria-live": "off" });
const steps = h("div", { class: "clock-steps", role: "group", "aria-label": "Move the clock" });
const compact = h(
  "button",
  { class: "clock-menu", type: "button", "aria-haspopup": "menu", "aria-label": "Move the clock" },
  icon("skip", 16),
);
const busy = h("div", { class: "clock-busy", role: "status" });
let moving = false;

export function startClock() {
  const menuButton = h(
    "button",
    {
      class: "drawer-button",
      type: "button",
      "aria-label": "Channels",
      on: { click: () => emit("drawer") },
    },
    icon("menu"),
  );
  document
    .getElementById("topbar")
    .append(
      menuButton,
      h(
        "div",
        { class: "clock", role: "region", "aria-label": "Clock" },
        icon("clock", 18),
        words,
        steps,
        compact,
        busy,
      ),
    );
  for (const [step, label, title] of STEPS) {
    steps.append(
      h(
        "button",
        {
          class: "clock-step",
          type: "button",
          title,
          data: { step },
          on: { click: () => move(step) },
        },
        label,
      ),
    );
  }
  compact.addEventListener("click", () =>
    menu(
      compact,
      STEPS.map(([step, , title]) => ({ label: title, act: () => move(step) })),
      { label: "Move the clock", width: 260 },
    ),
  );
  on("state", received);
  on("live:clock", () => emit("reload"));
  setInterval(() => store.clock?.rate && draw(), 1000);
}

function received() {
  store.clock.receivedAt = performance.now();
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

async function move(step) {
  if (moving) return;
  setMoving(true);
  const answer = await stepClock(store.me.id, step);
  setMoving(false);
  if (answer.ok === false) toast(answer.message || answer.error, "error");
  emit("reload");
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
