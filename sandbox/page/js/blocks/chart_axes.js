// The charts with two axes: bar, line, area.

import { s } from "../ui/dom.js";
import { chartColour } from "./charts.js";

const WIDTH = 560;
const HEIGHT = 240;
/** Lines differ in more than colour. */
const DASHES = [null, "7 4", "2 4", "10 3 2 3"];
/** The width of a letter where letters are largest, on a phone. */
const LETTER = 9;
const PAD = { left: 48, right: 12, top: 10, bottom: 42 };

/** Four to six round steps from `low` to `high`. */
function ticks(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough);
  const marks = [];
  for (let at = Math.floor(low / step) * step; at <= high + step * 0.999; at += step)
    marks.push(Number(at.toFixed(10)));
  return marks;
}

const short = (value) =>
  new Intl.NumberFormat("en", {
    notation: Math.abs(value) >= 10_000 ? "compact" : "standard",
    maximumFractionDigits: 2,
  }).format(value);

/** An SVG of {type, series, axis_config}. */
export function lines(data) {
  const labels = data.axis_config?.categories ?? data.series[0].data.map((point) => point.label);
  const all = data.series.flatMap((one) => one.data.map((point) => point.value));
  const fromZero = data.type !== "line";
  const low = Math.min(...all, fromZero ? 0 : Math.min(...all));
  const marks = ticks(low, Math.max(...all, fromZero ? 0 : -Infinity));
  const [bottom, top] = [marks[0], marks.at(-1)];
  const plotWidth = WIDTH - PAD.left - PAD.right;
  const plotHeight = HEIGHT - PAD.top - PAD.bottom;
  const y = (value) => PAD.top + plotHeight * (1 - (value - bottom) / (top - bottom || 1));
  const slot = plotWidth / labels.length;
  const x = (at) => PAD.left + slot * (at + 0.5);
  const plot = { data, labels, x, y, slot, zero: y(Math.max(bottom, Math.min(0, top))) };
  const widest = Math.max(...labels.map((label) => label.length));
  const every = Math.ceil((labels.length * (widest * LETTER + 10)) / plotWidth);
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "axes", "aria-hidden": "true" },
    marks.map((mark) => [
      s("line", {
        class: mark === 0 ? "axis" : "grid",
        x1: PAD.left,
        x2: WIDTH - PAD.right,
        y1: y(mark),
        y2: y(mark),
      }),
      s(
        "text",
        { class: "tick", x: PAD.left - 6, y: y(mark) + 3.5, "text-anchor": "end" },
        short(mark),
      ),
    ]),
    labels.map((label, at) =>
      (labels.length - 1 - at) % every // the last one is always there
        ? null
        : s(
            "text",
            { class: "tick", x: x(at), y: HEIGHT - PAD.bottom + 15, "text-anchor": "middle" },
            label,
          ),
    ),
    data.axis_config?.x_label
      ? s(
          "text",
          {
            class: "axis-label",
            x: PAD.left + plotWidth / 2,
            y: HEIGHT - 6,
            "text-anchor": "middle",
          },
          data.axis_config.x_label,
        )
      : null,
    data.axis_config?.y_label
      ? s(
          "text",
          {
            class: "axis-label",
            transform: `translate(11 ${PAD.top + plotHeight / 2}) rotate(-90)`,
            "text-anchor": "middle",
          },
          data.axis_config.y_label,
        )
      : null,
    data.type === "bar" ? bars(plot) : curves(plot),
  );
}

const valueOf = (series, label, at) =>
  (series.data.find((point) => point.label === label) ?? series.data[at])?.value ?? 0;

function bars({ data, labels, x, y, slot, zero }) {
  const width = Math.min(34, (slot * 0.72) / data.series.length);
  return data.series.map((series, index) =>
    labels.map((label, at) => {
      const value = valueOf(series, label, at);
      const left = x(at) + (index - data.series.length / 2) * width;
      const bar = s("rect", {
        x: left + 1,
        width: Math.max(1, width - 2),
        y: Math.min(y(value), zero),
        height: Math.max(1, Math.abs(y(value) - zero)),
        rx: 2,
        style: { fill: chartColour(index) },
      });
      bar.append(s("title", {}, `${series.name} ${label}: ${value}`));
      return bar;
    }),
  );
}

function curves({ data, labels, x, y, zero }) {
  return data.series.map((series, index) => {
    const points = labels.map((label, at) => [
      x(at),
      y(valueOf(series, label, at)),
      label,
      valueOf(series, label, at),
    ]);
    const path = points
      .map(([left, top], at) => `${at ? "L" : "M"}${left.toFixed(1)} ${top.toFixed(1)}`)
      .join(" ");
    const colour = chartColour(index);
    const area = `${path} L${points.at(-1)[0]} ${zero} L${points[0][0]} ${zero} Z`;
    const dots = points.map(([cx, cy, label, value]) => {
      const dot = s("circle", { cx, cy, r: 3, style: { fill: colour } });
      dot.append(s("title", {}, `${series.name} ${label}: ${value}`));
      return dot;
    });
    return [
      data.type === "area" ? s("path", { d: area, style: { fill: colour }, opacity: 0.18 }) : null,
      s("path", {
        d: path,
        style: { fill: "none", stroke: colour },
        "stroke-width": 2,
        "stroke-dasharray": DASHES[index % DASHES.length],
        "stroke-linejoin": "round",
      }),
      dots,
    ];
  });
}
