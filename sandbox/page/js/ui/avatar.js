// Pictures of people: initials on a colour, and the drum for the app.

import { underWhite } from "./colours.js";
import { h, s } from "./dom.js";

const COLOURS = [
  "#4a7fb5",
  "#2e9e83",
  "#c2703d",
  "#9259b0",
  "#c24f6d",
  "#6a8f2f",
  "#3c8f9e",
  "#b0893a",
];

function colourOf(user) {
  if (/^#?[0-9a-f]{6}$/i.test(user.color ?? "")) return underWhite(user.color);
  let sum = 0;
  for (const letter of user.id ?? "") sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return underWhite(COLOURS[sum % COLOURS.length]);
}

function initialsOf(user) {
  const name = (user.real_name || user.display_name || user.name || "?").trim();
  if (/^[\u3040-\u9fff\uac00-\ud7af]/.test(name)) return [...name].slice(-2).join("");
  const words = name.split(/\s+/);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 1)).toUpperCase();
}

/** A square avatar of `size` pixels; decoration, the name always stands beside it. */
export function avatar(user, size = 36) {
  if (user.is_bot) return botAvatar(size);
  return h(
    "span",
    {
      class: "avatar",
      "aria-hidden": "true",
      style: {
        width: `${size}px`,
        height: `${size}px`,
        "background-color": colourOf(user),
        "font-size": `${Math.round(size * 0.4)}px`,
        "border-radius": `${size > 28 ? 8 : 5}px`,
      },
    },
    initialsOf(user),
  );
}

function botAvatar(size) {
  const drum = s(
    "svg",
    { viewBox: "0 0 36 36", width: size, height: size },
    s("rect", { width: 36, height: 36, rx: 8, fill: "#4a154b" }),
    s("path", { d: "M8 15v9c0 2.500 4.500 4.500 10 4.500s10-2 10-4.500v-9", fill: "#e8912d" }),
    s("path", {
      d: "M8 17l5 10.500M18 19.500v9M28 17l-5 10.500",
      stroke: "#b8671a",
      "stroke-width": 1.6,
      fill: "none",
    }),
    s("ellipse", { cx: 18, cy: 15, rx: 10, ry: 4.5, fill: "#fff3e0" }),
    s("path", {
      d: "M7.500 6.500 16 14.500M28.500 6.500 20 14.500",
      stroke: "#ecb22e",
      "stroke-width": 2,
      "stroke-linecap": "round",
    }),
  );
  return h(
    "span",
    {
      class: "avatar avatar-bot",
      "aria-hidden": "true",
      style: { width: `${size}px`, height: `${size}px` },
    },
    drum,
  );
}
