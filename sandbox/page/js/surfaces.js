// A surface is a message or a view that holds interactive elements. It remembers what the person
// chose or typed, across redraws, and sends clicks and states to the server.

import { act } from "./store.js";
import { initialOf, isStateful, stateEntry } from "./elements/values.js";
import { toast } from "./ui/toast.js";

const surfaces = new Map();

/** The one surface of a message. */
export const messageSurface = (channel, ts) =>
  surface(`message:${channel}:${ts}`, "message", { channel, ts });

/** The one surface of an open view (a modal or the Home tab). */
export const viewSurface = (view) => surface(`view:${view.id}`, view.type, { view_id: view.id });

function surface(id, kind, target) {
  if (!surfaces.has(id)) surfaces.set(id, new Surface(id, kind, target));
  return surfaces.get(id);
}

class Surface {
  constructor(id, kind, target) {
    Object.assign(this, { id, kind, target });
    this.entries = new Map();
    this.errors = {};
    this.unsent = new Map();
    this.timer = 0;
  }

  focusKey(block, element) {
    return `${this.id}|${block.block_id}|${element.action_id}`;
  }

  /** The present value of an element; the initial one until touched. */
  value(block, element) {
    const key = entryKey(block, element);
    const initial = JSON.stringify(initialOf(element));
    const entry = this.entries.get(key);
    // A modal keeps what was typed when it is updated; a message or Home shows its new initial.
    if (
      entry &&
      entry.type === element.type &&
      (this.kind === "modal" || entry.initial === initial)
    )
      return entry.value;
    const value = initialOf(element);
    this.entries.set(key, { value, initial, type: element.type });
    return value;
  }

  /** Takes over what the server knows (`state.values`), for views opened in another tab. */
  adopt(values) {
    for (const [blockId, actions] of Object.entries(values ?? {})) {
      for (const [actionId, { type, ...rest }] of Object.entries(actions)) {
        const key = `${blockId}\n${actionId}`;
        if (!this.entries.has(key))
          this.entries.set(key, { value: Object.values(rest)[0], initial: "", type });
      }
    }
  }

  /** Forgets elements that an update removed, so that they start anew if they come back. */
  keepOnly(blocks) {
    const present = new Set(blocks.map((block) => block.block_id));
    for (const key of this.entries.keys())
      if (!present.has(key.split("\n")[0])) this.entries.delete(key);
  }

  /** The person changed an element: remembered, and sent at once if the element dispatches. */
  async change(block, element, value, { dispatch = dispatches(block) } = {}) {
    this.value(block, element);
    this.entries.get(entryKey(block, element)).value = value;
    const entry = stateEntry(element, value);
    if (dispatch) return this.click(block, element, entry);
    this.unsent.set(entryKey(block, element), {
      block_id: block.block_id,
      action_id: element.action_id,
      value: entry,
    });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 400);
    return undefined;
  }

  /** Sends states that have not been sent, so that an action carries what stands in the form. */
  async flush() {
    clearTimeout(this.timer);
    const waiting = [...this.unsent.values()];
    this.unsent.clear();
    for (const one of waiting) await act("set_state", { ...this.target, ...one });
  }

  /** A block action. `payload` holds the value keys of the action. */
  async click(block, element, payload) {
    await this.flush();
    const answer = await act("click", {
      ...this.target,
      block_id: block.block_id,
      action_id: element.action_id,
      ...payload,
    });
    if (!answer.ok) toast(answer.message || `That did not work (${answer.error}).`, "error");
    return answer;
  }

  /** Options of an external select for what was typed. */
  suggest(block, element, value) {
    return act("suggest", {
      ...this.target,
      block_id: block.block_id,
      action_id: element.action_id,
      value,
    });
  }

  /** `state.values` of all inputs among `blocks`. */
  values(blocks) {
    const values = {};
    for (const block of blocks) {
      for (const element of statefulOf(block)) {
        (values[block.block_id] ??= {})[element.action_id] = stateEntry(
          element,
          this.value(block, element),
        );
      }
    }
    return values;
  }
}

const entryKey = (block, element) => `${block.block_id}\n${element.action_id}`;

/** Elements outside input blocks act at once; inputs only when they say so. */
export const dispatches = (block) => block.type !== "input" || block.dispatch_action === true;

function statefulOf(block) {
  const elements = [
    block.element,
    block.accessory,
    ...(block.type === "actions" ? block.elements : []),
  ];
  const inner = (block.child_blocks ?? []).flatMap(statefulOf);
  return [...elements.filter((element) => element && isStateful(element)), ...inner];
}
