// Backgrounds for white letters: calm, and dark enough to read them on (WCAG AA, 4.5 to 1).

const SLATE = [53, 50, 74];
const ENOUGH = 4.6;
const known = new Map();

const parts = (hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrastWithWhite = (colour) => 1.05 / (luminance(colour) + 0.05);
const mixed = (colour, share) =>
  colour.map((part, at) => Math.round(part * share + SLATE[at] * (1 - share)));

/** "#rrggbb" (or "rrggbb") mixed with slate until white can be read on it, as a CSS colour. */
export function underWhite(hex) {
  const wanted = hex.replace("#", "").toLowerCase();
  if (!known.has(wanted)) {
    let share = 0.85;
    while (share > 0 && contrastWithWhite(mixed(parts(wanted), share)) < ENOUGH) share -= 0.05;
    known.set(wanted, `rgb(${mixed(parts(wanted), Math.max(0, share)).join(" ")})`);
  }
  return known.get(wanted);
}
