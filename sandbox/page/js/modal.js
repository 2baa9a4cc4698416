// Modal views of the app: the top of the stack is shown; Escape and × close, errors stand under
// their inputs, typed values survive updates.

import { fetchViews } from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { complaints } from "./elements/values.js";
import { refresher } from "./live.js";
import { act, emit, on, store } from "./store.js";
import { viewSurface } from "./surfaces.js";
import { plainString } from "./text/objects.js";
import { avatar } from "./ui/avatar.js";
import { bringUp, scrollable, takeDown, trapFocus } from "./ui/dialog.js";
import { h, show } from "./ui/dom.js";
import { iconButton } from "./ui/icon_button.js";
import { icon } from "./ui/icons.js";

let stack = [];
/** The parts of the open dialog: {id, veil, head, banner, body, foot}. */
let shown = null;
let sending = false;
let returnTo = null;
const refresh = refresher(load);

export function startModals() {
  on("live:views refresh entered", refresh);
}

async function load() {
  const as = store.me.id;
  const answer = await fetchViews(as);
  if (as !== store.me.id) return;
  stack = answer.stack;
  draw();
}

const top = () => stack.at(-1);

function draw() {
  const view = top();
  if (!view) {
    close();
    return;
  }
  const surface = viewSurface(view);
  surface.adopt(view.state?.values);
  surface.keepOnly(view.blocks);
  const isNew = shown?.id !== view.id;
  if (!shown) build();
  if (isNew) {
    shown.id = view.id;
    shown.body.replaceChildren();
    shown.body.scrollTop = 0;
    sending = false;
    say(null);
  }
  const title = plainString(view.title);
  shown.box.setAttribute("aria-label", title);
  show(
    shown.head,
    stack.length > 1
      ? iconButton("back", "Back", () => leave(false), { focus: "modal|back" })
      : avatar({ is_bot: true }, 26),
    h("h2", { id: "modal-title" }, title),
    iconButton("close", "Close", () => leave(true), { focus: "modal|close" }),
  );
  scrollable(drawBlocks(shown.body, surface, view.blocks));
  foot(view);
  if (isNew) focusFirst();
}

function foot(view) {
  const cancel = h(
    "button",
    {
      class: "button",
      type: "button",
      disabled: sending,
      data: { focus: "modal|cancel" },
      on: { click: () => leave(false) },
    },
    view.close ? plainString(view.close) : view.submit ? "Cancel" : "Close",
  );
  const submit =
    view.submit || view.blocks.some((block) => block.type === "input")
      ? h(
          "button",
          {
            class: "button primary",
            type: "button",
            disabled: sending || view.submit_disabled,
            "aria-busy": sending ? "true" : null,
            data: { focus: "modal|submit" },
            on: { click: send },
          },
          sending ? h("span", { class: "spinner", "aria-hidden": "true" }) : null,
          view.submit ? plainString(view.submit) : "Submit",
        )
      : null;
  show(shown.foot, cancel, submit);
}

function build() {
  returnTo = document.activeElement?.dataset?.focus;
  const head = h("header", { class: "dialog-head" });
  const banner = h("div", { class: "dialog-banner", role: "alert", hidden: true });
  const body = h("div", { class: "dialog-body blocks" });
  const footer = h("footer", { class: "dialog-foot" });
  const box = h(
    "div",
    { class: "dialog", role: "dialog", "aria-modal": "true" },
    head,
    banner,
    body,
    footer,
  );
  const veil = h("div", { class: "veil" }, box);
  trapFocus(box);
  veil.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") leave(stack.length === 1);
    // Enter in a one-line field submits, as in Slack.
    if (event.key === "Enter" && event.target.matches("input.field")) send();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });
  bringUp(veil);
  shown = { id: null, veil, box, head, banner, body, foot: footer };
}

function focusFirst() {
  const wanted =
    shown.body.querySelector("[data-autofocus=yes]") ??
    shown.body.querySelector("input, textarea, .select") ??
    shown.foot.querySelector(".primary") ??
    shown.box.querySelector("button");
  wanted?.focus({ preventScroll: true });
}

function close() {
  if (!shown) return;
  takeDown(shown.veil);
  shown = null;
  sending = false;
  const before =
    returnTo &&
    [...document.querySelectorAll("[data-focus]")].find((el) => el.dataset.focus === returnTo);
  before?.focus({ preventScroll: true });
}

function say(text) {
  shown.banner.hidden = !text;
  show(shown.banner, text ? [icon("warning", 18), h("span", {}, text)] : "");
}

/** Closes the top view, or with `all` the whole stack. */
async function leave(all) {
  const view = top();
  if (!view || sending) return;
  stack = all ? [] : stack.slice(0, -1);
  draw();
  await act("close_view", { view_id: view.id, clear: all });
  refresh();
}

async function send() {
  const view = top();
  if (!view || sending || view.submit_disabled) return;
  const surface = viewSurface(view);
  const problems = complaints(surface, view.blocks);
  if (Object.keys(problems).length) {
    complain(surface, problems);
    return;
  }
  sending = true;
  complain(surface, {});
  await surface.flush();
  const answer = await act("submit", { view_id: view.id, values: surface.values(view.blocks) });
  sending = false;
  if (answer.errors && Object.keys(answer.errors).length) complain(surface, answer.errors);
  else if (!answer.ok && shown)
    say(answer.message || `We had some trouble connecting. Try again? (${answer.error})`);
  await refresh();
  emit("reload");
}

function complain(surface, errors) {
  surface.errors = errors;
  if (!shown) return;
  say(null);
  draw();
  const first = shown.body.querySelector(".invalid");
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input, textarea, .select")?.focus({ preventScroll: true });
}
