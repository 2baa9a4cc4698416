// A row of cards that is scrolled by two buttons, by finger or by arrow keys.

import { h } from "../ui/dom.js";
import { iconButton } from "../ui/icon_button.js";
import { card } from "./cards.js";

export function carousel({ surface, block }) {
  const track = h(
    "div",
    { class: "carousel-track", role: "group", "aria-label": "Cards", tabindex: "0" },
    block.elements.map((one) =>
      card({ surface, block: { ...one, block_id: one.block_id ?? block.block_id } }),
    ),
  );
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const move = (side) =>
    track.scrollBy({
      left: side * (track.firstElementChild.offsetWidth + 10),
      behavior: calm.matches ? "auto" : "smooth",
    });
  const before = iconButton("back", "Previous card", () => move(-1), { class: "carousel-turn" });
  const after = iconButton("right", "Next card", () => move(1), {
    class: "carousel-turn carousel-next",
  });
  const mark = () => {
    before.hidden = track.scrollLeft < 4;
    after.hidden = track.scrollLeft + track.clientWidth > track.scrollWidth - 4;
  };
  track.addEventListener("scroll", mark, { passive: true });
  new ResizeObserver(mark).observe(track);
  return h("div", { class: "block carousel" }, track, before, after);
}
