// data_visualization: bar, line, area and pie charts as plain SVG, each with a legend and with
// the same figures as a table, which screen readers get and everybody can open.

import { h, s } from "../ui/dom.js";
import { lines } from "./chart_axes.js";

/** The colour of series `at`; light and dark have their own shades. */
export const chartColour = (at) => `var(--chart-${(at % 12) + 1})`;

const figure = (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);

export function chart({ block }) {
  const { chart: data, title } = block;
  const isPie = data.type === "pie";
  const drawing = isPie ? pie(data.segments) : lines(data);
  return h(
    "figure",
    { class: `block chart chart-${data.type}` },
    h("figcaption", {}, title),
    h("div", { class: "chart-row" }, drawing, isPie ? shares(data.segments) : names(data)),
    h(
      "details",
      { class: "chart-figures" },
      h("summary", {}, "Show the figures", h("span", { class: "sr-only" }, ` of ${title}`)),
      h(
        "div",
        { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Figures of ${title}` },
        isPie ? pieTable(data.segments) : seriesTable(data),
      ),
    ),
  );
}

const swatch = (at, type) =>
  h("i", {
    class: `swatch swatch-${type}`,
    style: { "--colour": chartColour(at) },
    "aria-hidden": "true",
  });

const names = (data) =>
  h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    data.series.map((one, at) => h("li", {}, swatch(at, data.type), one.name)),
  );

function shares(segments) {
  const total = segments.reduce((sum, one) => sum + one.value, 0) || 1;
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    segments.map((one, at) =>
      h(
        "li",
        {},
        swatch(at, "pie"),
        h("span", { class: "legend-name" }, one.label),
        h("strong", {}, figure(one.value)),
        h("span", { class: "muted" }, `${Math.round((one.value / total) * 100)} %`),
      ),
    ),
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
    const style = { fill: chartColour(at) };
    const shape = d
      ? s("path", { d, style, class: "slice" })
      : s("circle", { cx: 90, cy: 90, r: 80, style });
    shape.append(s("title", {}, `${one.label}: ${figure(one.value)}`));
    return shape;
  });
  return s("svg", { viewBox: "0 0 180 180", class: "pie", "aria-hidden": "true" }, slices);
}

const pieTable = (segments) =>
  h(
    "table",
    { class: "table" },
    segments.map((one) =>
      h(
        "tr",
        {},
        h("th", { scope: "row", class: "align-left" }, one.label),
        h("td", { class: "align-right" }, figure(one.value)),
      ),
    ),
  );

function seriesTable(data) {
  const labels = data.axis_config?.categories ?? data.series[0].data.map((point) => point.label);
  const value = (series, label) => series.data.find((point) => point.label === label)?.value;
  return h(
    "table",
    { class: "table" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", class: "align-left" }, data.axis_config?.x_label ?? "Label"),
        data.series.map((one) => h("th", { scope: "col", class: "align-right" }, one.name)),
      ),
    ),
    h(
      "tbody",
      {},
      labels.map((label) =>
        h(
          "tr",
          {},
          h("th", { scope: "row", class: "align-left" }, label),
          data.series.map((one) => {
            const number = value(one, label);
            return h("td", { class: "align-right" }, number === undefined ? "–" : figure(number));
          }),
        ),
      ),
    ),
  );
}
