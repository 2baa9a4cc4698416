// Building and updating the DOM. Text only ever becomes text nodes, never HTML:
// there is no innerHTML anywhere in this page.

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("button", {class, on: {click}, style: {color}, "aria-label": …}, ...children). */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG elements. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "style") {
      // Through the CSSOM, which a strict Content-Security-Policy allows.
      for (const [key, css] of Object.entries(value)) node.style.setProperty(key, css);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else if (name === "value") {
      node.value = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(node, children);
  return node;
}

/** Appends strings, nodes, nested arrays; skips null, undefined and false. */
export function append(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child instanceof Node) node.append(child);
    else if (child !== undefined && child !== null && child !== false) node.append(String(child));
  }
  return node;
}

/** Replaces all children, keeping the focus when the same control comes back. */
export function show(parent, ...children) {
  keepingFocus(() => append(clear(parent), children));
}

export function clear(node) {
  node.replaceChildren();
  return node;
}

/**
 * Makes the children of `parent` match `rows` ({key, sig, make}) and touches only rows whose
 * signature changed, so that scroll position, typed text and open details survive a refresh.
 */
export function reconcile(parent, rows) {
  keepingFocus(() => {
    const old = new Map();
    for (const child of parent.children) old.set(child.rowKey, child);
    let cursor = parent.firstElementChild;
    for (const row of rows) {
      let node = old.get(row.key);
      if (!node || node.rowSig !== row.sig) {
        const fresh = row.make();
        fresh.rowKey = row.key;
        fresh.rowSig = row.sig;
        if (node) {
          if (cursor === node) cursor = fresh;
          node.replaceWith(fresh);
        }
        node = fresh;
      }
      old.delete(row.key);
      if (node === cursor) cursor = cursor.nextElementSibling;
      else parent.insertBefore(node, cursor);
    }
    for (const stale of old.values()) stale.remove();
  });
}

function keepingFocus(change) {
  const before = document.activeElement;
  const key = before?.dataset?.focus;
  const range = key && "selectionStart" in before ? selectionOf(before) : null;
  change();
  if (!key || before.isConnected) return;
  const after = [...document.querySelectorAll("[data-focus]")].find(
    (el) => el.dataset.focus === key,
  );
  if (!after) return;
  after.focus({ preventScroll: true });
  if (range) {
    try {
      after.setSelectionRange(...range);
    } catch {
      // Number and e-mail inputs have no selection to restore.
    }
  }
}

function selectionOf(input) {
  return input.selectionStart === null ? null : [input.selectionStart, input.selectionEnd];
}

/** Makes a textarea as tall as its text, not taller than `most` pixels. */
export function grow(node, most) {
  if (!node.isConnected) return;
  node.style.setProperty("height", "auto");
  node.style.setProperty("height", `${Math.min(node.scrollHeight + 2, most)}px`);
}

/** Calls `fn` once, `ms` after the last of a burst of calls; `.flush()` calls it now. */
export function debounce(fn, ms) {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const run = () => {
    clearTimeout(timer);
    timer = 0;
    return fn();
  };
  later.flush = () => (timer ? run() : undefined);
  return later;
}
