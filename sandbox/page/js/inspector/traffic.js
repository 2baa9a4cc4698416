// The rows of the inspector: fetched in bursts, capped, paused, filtered. No DOM.

import { fetchTraffic } from "../api.js";
import { refresher } from "../live.js";

const MOST = 500;
const PAUSE_MS = 250;

/** [kind, label] of the filters. */
export const KINDS = [
  ["call", "API calls"],
  ["event", "Events"],
  ["command", "Commands"],
  ["interactive", "Interactions"],
];

export class Traffic {
  /** `changed()` is called when there is something new to draw. */
  constructor(changed) {
    Object.assign(this, { changed, rows: [], last: 0, paused: false, waiting: 0, timer: 0 });
    this.filter = { kinds: new Set(KINDS.map(([kind]) => kind)), refused: false, words: [] };
    this.refresh = refresher(() => this.load());
  }

  /** Something happened: fetched soon, together with whatever follows at once. */
  told() {
    if (this.paused) {
      this.waiting += 1;
      this.changed();
    } else if (!this.timer) {
      this.timer = setTimeout(() => {
        this.timer = 0;
        this.refresh();
      }, PAUSE_MS);
    }
  }

  async load() {
    if (this.paused) return;
    const { rows, last } = await fetchTraffic(this.last);
    const lost = rows.length ? rows[0].n - this.last - 1 : 0;
    if (lost && this.last) this.rows.push({ n: this.last + 0.5, lost });
    this.rows.push(...rows.filter((row) => row.n > this.last));
    this.rows.splice(0, this.rows.length - MOST);
    this.last = last;
    this.changed();
  }

  pause(paused) {
    Object.assign(this, { paused, waiting: 0 });
    this.changed();
    if (!paused) this.refresh();
  }

  clear() {
    this.rows = [];
    this.changed();
  }

  /** What the filters let through, oldest first. */
  shown() {
    const { kinds, refused, words } = this.filter;
    return this.rows.filter(
      (row) =>
        row.lost ||
        (kinds.has(row.kind) &&
          (!refused || row.error) &&
          words.every((word) => `${row.name} ${row.note} ${row.error}`.toLowerCase().includes(word))),
    );
  }

  search(text) {
    this.filter.words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    this.changed();
  }

  toggleKind(kind) {
    const { kinds } = this.filter;
    if (!kinds.delete(kind)) kinds.add(kind);
    this.changed();
  }

  toggleRefused() {
    this.filter.refused = !this.filter.refused;
    this.changed();
  }
}
