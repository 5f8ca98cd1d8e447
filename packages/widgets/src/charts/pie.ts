import { arc, pie, type PieArcDatum } from "d3-shape";
import { html, nothing, svg } from "lit";
import { styleProperties } from "../theme/style-properties.ts";
import type { Cell, Column } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { columnIndex, toNumber } from "./cells.ts";
import type { Chart, ChartInput, Size, Stops } from "./chart.ts";
import { NotDrawable } from "./not-drawable.ts";

/** More slices than this cannot be compared by eye; the rest becomes one. */
const maxSlices = 6;

interface Slice {
  label: string;
  /** Part of the whole, 0 to 1. */
  fraction: number;
  text: string;
  share: string;
  color: string;
}

/** Parts of a whole as a ring, largest first; small ones are put together as "Other". */
export function pieChart(input: ChartInput<"pie">): Chart {
  const { slices, notes } = slicesOf(input);
  const layout = layoutOf(input.size, slices.length);
  const arcs = pie<Slice>()
    .value((slice) => slice.fraction)
    // As they come: "Other" stays last, however large it is.
    .sortValues(() => 0)(slices);
  const radius = layout.diameter / 2;
  const shape = arc<PieArcDatum<Slice>>()
    .innerRadius(radius * 0.62)
    .outerRadius(radius - 4)
    .padAngle(slices.length > 1 ? 0.02 : 0)
    .cornerRadius(2)
    .digits(2);
  const { diameter, roomy } = layout;
  return {
    height: layout.height,
    legend: [],
    notes,
    stops: pieStops(arcs, shape, radius, layout),
    drawing: html`<div class="flex h-full items-center justify-center ${roomy ? "gap-8" : "gap-4"}">
      <svg
        class="shrink-0"
        width=${diameter}
        height=${diameter}
        viewBox="${-radius} ${-radius} ${diameter} ${diameter}"
        aria-hidden="true"
      >
        ${arcs.map((one) => svg`<path class="${one.data.color} fill-current" d=${shape(one) ?? ""} />`)}
      </svg>
      ${sliceList(slices, layout)}
    </div>`,
  };
}

function sliceList(slices: readonly Slice[], { roomy, list }: Layout) {
  return html`<ul class="min-w-0 shrink-0 text-sm" ${styleProperties({ width: `${list}px` })} aria-hidden="true">
    ${slices.map(
      ({ label, text, share, color }) =>
        html`<li class="flex items-center gap-2 ${roomy ? "h-7" : "h-6"}">
          <span class="${color} size-2 shrink-0 rounded-sm bg-current"></span>
          <span class="min-w-0 flex-1 truncate">${label}</span>
          ${roomy ? html`<span class="shrink-0 text-muted tabular-nums">${text}</span>` : nothing}
          <span class="w-12 shrink-0 text-end font-medium tabular-nums">${share}</span>
        </li>`,
    )}
  </ul>`;
}

function slicesOf(input: ChartInput<"pie">): { slices: Slice[]; notes: string[] } {
  const { columns, rows, config, formatters } = input;
  const category = columnIndex(columns, config.encoding.category);
  const measure = columnIndex(columns, config.encoding.value);
  if (rows.length === 0) throw new NotDrawable(messages.chart.empty);
  const named = rows.map((row) => ({ name: row[category] ?? null, cell: row[measure], value: toNumber(row[measure]) }));
  if (named.every(({ value }) => value === null)) throw new NotDrawable(messages.chart.allEmpty);
  const positive = named
    .filter(({ value }) => value !== null && value > 0)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (positive.length === 0) throw new NotDrawable(messages.chart.notDrawable);
  const negative = named.filter(({ value }) => value !== null && value < 0).length;
  const total = positive.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const value = formatters.column(columns[measure] as Column);
  const names = formatters.column(columns[category] as Column);
  const whole = positive.length > maxSlices + 1 ? maxSlices : positive.length;
  const slice = (label: string, amount: number, cell: Cell, color: string): Slice => ({
    label,
    fraction: amount / total,
    text: value.full(cell),
    share: formatters.percent(amount / total),
    color,
  });
  const slices = positive.slice(0, whole).map((one, index) => {
    const label = one.name === null ? messages.noValue : names.full(one.name);
    return slice(label, one.value ?? 0, one.cell ?? null, `series-${index}`);
  });
  const rest = positive.slice(whole).reduce((sum, one) => sum + (one.value ?? 0), 0);
  if (rest > 0) slices.push(slice(messages.chart.other, rest, rest, "series-other"));
  return { slices, notes: negative > 0 ? [messages.chart.negativeSlices(formatters.count(negative))] : [] };
}

interface Layout {
  diameter: number;
  /** Room for the values beside the shares. */
  roomy: boolean;
  /** Width of the list in pixels. */
  list: number;
  height: number;
  centre: { x: number; y: number };
}

function layoutOf(size: Size, count: number): Layout {
  const roomy = size.width >= 400;
  const gap = roomy ? 32 : 16;
  const height = Math.max(size.height, count * (roomy ? 28 : 24));
  const diameter = Math.max(72, Math.min(height - 8, size.width * 0.42, 280));
  const list = Math.max(0, Math.min(340, size.width - diameter - gap));
  const left = (size.width - diameter - gap - list) / 2;
  return { diameter, roomy, list, height, centre: { x: left + diameter / 2, y: height / 2 } };
}

type Shape = ReturnType<typeof arc<PieArcDatum<Slice>>>;

function pieStops(arcs: PieArcDatum<Slice>[], shape: Shape, radius: number, { centre }: Layout): Stops {
  return {
    count: arcs.length,
    at(index) {
      const one = arcs[index] as PieArcDatum<Slice>;
      const [x, y] = shape.centroid(one);
      const { label, text, share, color } = one.data;
      return {
        x: centre.x + x,
        y: centre.y + y,
        heading: label,
        entries: [{ label: messages.chart.share(share), value: text, color }],
        marker: svg`<g transform="translate(${centre.x} ${centre.y})">
          <path class="fill-none stroke-text" stroke-width="2" stroke-linejoin="round" d=${shape(one) ?? ""} />
        </g>`,
      };
    },
    nearest(x, y) {
      const [dx, dy] = [x - centre.x, y - centre.y];
      const distance = Math.hypot(dx, dy);
      if (distance > radius || distance < radius * 0.55) return null;
      const angle = (Math.atan2(dx, -dy) + 2 * Math.PI) % (2 * Math.PI);
      const found = arcs.findIndex((one) => angle >= one.startAngle && angle < one.endAngle);
      return found < 0 ? null : found;
    },
  };
}
