// data_visualization: bar, line, area and pie charts as plain SVG with a legend.

import { h, s } from "../ui/dom.js";
import { lines } from "./chart_axes.js";

export const CHART_COLOURS = [
  "#4a6fd4",
  "#2eb67d",
  "#ecb22e",
  "#e01e5a",
  "#36a8c5",
  "#9259b0",
  "#c2703d",
  "#6a8f2f",
  "#7a869a",
  "#c24f6d",
  "#2e7d8f",
  "#8a6d3b",
];

export function chart({ block }) {
  const { chart: data, title } = block;
  const names =
    data.type === "pie"
      ? data.segments.map((one) => one.label)
      : data.series.map((one) => one.name);
  const values =
    data.type === "pie" ? data.segments.map((one) => ` ${one.value}`) : names.map(() => "");
  const legend =
    names.length > 1 || data.type === "pie"
      ? h(
          "ul",
          { class: "legend" },
          names.map((name, at) =>
            h(
              "li",
              {},
              h("i", { style: { "background-color": CHART_COLOURS[at % 12] } }),
              name,
              h("span", { class: "muted" }, values[at]),
            ),
          ),
        )
      : null;
  const drawing = data.type === "pie" ? pie(data.segments) : lines(data, CHART_COLOURS);
  return h(
    "figure",
    { class: `block chart chart-${data.type}` },
    h("figcaption", {}, title),
    h("div", { class: "chart-row" }, drawing, legend),
    spoken(data),
  );
}

function pie(segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  const point = (share, radius = 80) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(90 + radius * Math.cos(angle)).toFixed(2)} ${(90 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  let from = 0;
  const slices = segments.map((one, at) => {
    const to = from + one.value / total;
    const far = to - from > 0.5 ? 1 : 0;
    const d =
      segments.length === 1 ? null : `M90 90 L${point(from)} A80 80 0 ${far} 1 ${point(to)} Z`;
    from = to;
    const shape = d
      ? s("path", { d, fill: CHART_COLOURS[at % 12], class: "slice" })
      : s("circle", { cx: 90, cy: 90, r: 80, fill: CHART_COLOURS[at % 12] });
    shape.append(s("title", {}, `${one.label}: ${one.value}`));
    return shape;
  });
  return s("svg", { viewBox: "0 0 180 180", class: "pie", "aria-hidden": "true" }, slices);
}

// The same figures for screen readers.
function spoken(data) {
  const rows =
    data.type === "pie"
      ? data.segments.map((one) => [one.label, one.value])
      : data.series.flatMap((one) =>
          one.data.map((point) => [`${one.name} ${point.label}`, point.value]),
        );
  return h(
    "table",
    { class: "sr-only" },
    rows.map(([label, value]) =>
      h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, String(value))),
    ),
  );
}
