// Which module draws which Block Kit block. An unknown one stays visible as a grey box.

import { h, reconcile } from "../ui/dom.js";
import { store } from "../store.js";
import { chart } from "./charts.js";
import {
  actions,
  context,
  contextActions,
  divider,
  header,
  imageBlock,
  input,
  section,
} from "./basic.js";
import { alert, card, container, plan, taskCard } from "./cards.js";
import { carousel } from "./carousel.js";
import { dataTable } from "./data_table.js";
import { fileBlock, video } from "./media.js";
import { table } from "./tables.js";
import { richText } from "../text/rich.js";
import { markdown } from "../text/markdown.js";

const DRAW = {
  section,
  divider,
  header,
  context,
  actions,
  input,
  image: imageBlock,
  rich_text: ({ block }) => h("div", { class: "block rich-text" }, richText(block)),
  markdown: ({ block }) => h("div", { class: "block markdown" }, markdown(block.text)),
  table,
  data_table: dataTable,
  data_visualization: chart,
  alert,
  card,
  carousel,
  container,
  context_actions: contextActions,
  task_card: taskCard,
  plan,
  video,
  file: fileBlock,
};

/** Draws one block on a surface. */
export function drawBlock(surface, block) {
  const draw = DRAW[block.type];
  if (!draw) return h("div", { class: "block unknown" }, `Block “${block.type}” is not drawn here`);
  try {
    return draw({ surface, block, drawBlock });
  } catch (error) {
    console.warn("cannot draw block", block, error);
    return h("div", { class: "block unknown" }, `Block “${block.type}” could not be drawn`);
  }
}

/** Draws `blocks` into `parent` and redraws only those that changed. */
export function drawBlocks(parent, surface, blocks) {
  reconcile(
    parent,
    (blocks ?? []).map((block, at) => ({
      key: block.block_id ?? String(at),
      sig: JSON.stringify([
        block,
        store.namesVersion,
        store.me?.id,
        surface.errors[block.block_id],
      ]),
      make: () => drawBlock(surface, block),
    })),
  );
  return parent;
}
