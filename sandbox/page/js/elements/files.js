// file_input: files are uploaded as soon as they are chosen; the form then holds their ids.

import { upload } from "../api.js";
import { store } from "../store.js";
import { h, show } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

const MOST_FILES = 10;
const MOST_BYTES = 100 * 1024 * 1024;
/** id -> {name, size} of what was uploaded here; another tab knows only ids. */
const known = new Map();

/** "12 kB", "3.4 MB". */
export const sizeText = (bytes) =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} kB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const endingOf = (name) => (name.includes(".") ? name.split(".").at(-1).toLowerCase() : "");

export function fileInput(ctx) {
  const { surface, block, element } = ctx;
  const most = element.max_files ?? MOST_FILES;
  const kinds = element.filetypes ?? [];
  const ids = () => surface.value(block, element).map((one) => one.id ?? one);
  const set = (next) => {
    surface.change(block, element, next);
    draw();
  };

  const add = async (files) => {
    say("");
    for (const file of files) {
      const refusal = refused(file);
      if (refusal) {
        say(refusal);
        continue;
      }
      box.setAttribute("aria-busy", "true");
      const answer = await upload(store.me.id, file);
      box.removeAttribute("aria-busy");
      if (answer.ok) {
        known.set(answer.file.id, { name: answer.file.name, size: answer.file.size });
        set([...ids(), answer.file.id]);
      } else say(answer.message ?? answer.error);
    }
  };

  const refused = (file) => {
    if (ids().length >= most) return `At most ${most} ${most === 1 ? "file" : "files"}.`;
    if (kinds.length && !kinds.includes(endingOf(file.name)))
      return `${file.name}: only ${kinds.join(", ")} can be added here.`;
    return file.size > MOST_BYTES ? `${file.name} is larger than 100 MB.` : null;
  };

  const picker = h("input", {
    type: "file",
    class: "sr-only",
    tabindex: "-1",
    "aria-hidden": "true",
    multiple: most > 1,
    accept: kinds.map((kind) => `.${kind}`).join(","),
    on: {
      change: () => {
        add([...picker.files]);
        picker.value = "";
      },
    },
  });
  const choose = h(
    "button",
    {
      class: "button button-block",
      type: "button",
      "aria-describedby": ctx.hintId,
      data: { focus: surface.focusKey(block, element), action: element.action_id ?? "" },
      on: { click: () => picker.click() },
    },
    icon("upload", 16),
    most === 1 ? "Add a file" : "Add files",
  );
  const list = h("ul", { class: "file-list" });
  const trouble = h("div", { class: "input-error", role: "alert", hidden: true });
  const say = (text) => {
    trouble.hidden = !text;
    show(trouble, text);
  };
  const box = h(
    "div",
    {
      class: "file-drop",
      role: "group",
      "aria-labelledby": ctx.labelId,
      on: {
        dragover: (event) => {
          event.preventDefault();
          box.classList.add("over");
        },
        dragleave: () => box.classList.remove("over"),
        drop: (event) => {
          event.preventDefault();
          box.classList.remove("over");
          add([...event.dataTransfer.files]);
        },
      },
    },
    list,
    h("div", { class: "file-add" }, choose, h("span", { class: "muted small" }, "or drop them here")),
    picker,
    trouble,
  );

  function draw() {
    const chosen = ids();
    list.hidden = !chosen.length;
    choose.disabled = chosen.length >= most;
    show(
      list,
      chosen.map((id) => fileRow(id, () => set(ids().filter((one) => one !== id)))),
    );
  }
  draw();
  return box;
}

function fileRow(id, remove) {
  const { name, size } = known.get(id) ?? { name: id };
  return h(
    "li",
    { class: "file-row" },
    icon("file", 18),
    h("span", { class: "file-name" }, name),
    size ? h("span", { class: "muted small" }, sizeText(size)) : null,
    h(
      "button",
      { class: "pill-remove", type: "button", "aria-label": `Remove ${name}`, on: { click: remove } },
      icon("close", 14),
    ),
  );
}
