import { html, svg, type SVGTemplateResult } from "lit";
import { messages } from "../messages.ts";
import { valueAxis, valueAxisBelow } from "./axis.ts";
import { bandLabels } from "./band-labels.ts";
import type { Chart, ChartInput, Size, Stops } from "./chart.ts";
import { axisFontSize, axisLine, cartesianFrame, type Frame } from "./frame.ts";
import { type BandScale, bandScale, type LinearScale, linearScale, type Ticks } from "./scale.ts";
import { type Series, type SeriesTable, seriesEntry, seriesLegend, seriesTable } from "./series.ts";
import { fitText, textWidth } from "./text-width.ts";
import { parseTime } from "./time.ts";
import { extent, tickCount, ticksFromZero } from "./value-domain.ts";

/** Narrower bars than this cannot be told apart. */
const minBand = { vertical: 3, horizontal: 18 };
const maxHorizontal = 60;

/** One drawn bar: the value it ends at and the value it starts from, zero or the top of the bar it stands on. */
interface Segment {
  series: Series;
  from: number;
  to: number;
  /** Position inside the band, 0 to `lanes - 1`. */
  lane: number;
  /** The end is rounded only where no other bar stands on it. */
  outermost: boolean;
}

/** Bars from zero: grouped or stacked, upright or lying. */
export function barChart(input: ChartInput<"bar">): Chart {
  const all = seriesTable(input);
  const horizontal = input.config.orientation === "horizontal";
  const { table, notes } = capCategories(input, all, horizontal);
  const stacked = (input.config.stacked ?? false) && table.series.length > 1;
  const segments = table.keys.map((_, index) => segmentsOf(table.series, index, stacked));
  const plan: Plan = { table, segments, lanes: stacked ? 1 : table.series.length };
  const drawn = horizontal ? drawLying(input.size, plan) : drawUpright(input.size, plan);
  return { ...drawn, legend: seriesLegend(table.series), notes: [...all.notes, ...notes] };
}

interface Plan {
  table: SeriesTable;
  segments: Segment[][];
  lanes: number;
}

type Drawn = Pick<Chart, "drawing" | "height" | "stops">;

function capCategories(input: ChartInput<"bar">, table: SeriesTable, horizontal: boolean) {
  const room = horizontal ? maxHorizontal : Math.max(1, Math.floor((input.size.width - 60) / minBand.vertical));
  if (table.keys.length <= room) return { table, notes: [] };
  const { count } = input.formatters;
  // Of a long time the latest part is wanted, of a ranking the top.
  const [from, to] = parseTime(table.keys[0]) ? [-room, undefined] : [0, room];
  const series = table.series.map((one) => ({
    ...one,
    values: one.values.slice(from, to),
    cells: one.cells.slice(from, to),
  }));
  return {
    table: { ...table, series, keys: table.keys.slice(from, to) },
    notes: [messages.chart.categoriesCapped(count(room), count(table.keys.length))],
  };
}

/** Positive values stack upwards and negative ones downwards, each from zero. */
function segmentsOf(series: readonly Series[], index: number, stacked: boolean): Segment[] {
  let [above, below] = [0, 0];
  const segments: Segment[] = [];
  series.forEach((one, lane) => {
    const value = one.values[index] ?? null;
    if (value === null) return;
    const from = stacked ? (value >= 0 ? above : below) : 0;
    const to = from + value;
    if (value >= 0) above = to;
    else below = to;
    segments.push({ series: one, from, to, lane: stacked ? 0 : lane, outermost: true });
  });
  if (!stacked) return segments;
  return segments.map((one) => ({
    ...one,
    outermost: one.to === (one.to >= one.from ? above : below) && one.to !== one.from,
  }));
}

function valueTicks({ segments, table }: Plan, pixels: number): { ticks: Ticks; labels: string[] } {
  const ends = segments.flat().map((segment) => segment.to);
  const low = ends.reduce((least, end) => Math.min(least, end), 0);
  const high = ends.reduce((most, end) => Math.max(most, end), 0);
  const ticks = ticksFromZero(low === 0 && high === 0 ? extent(table.series) : [low, high], tickCount(pixels));
  return { ticks, labels: (table.series[0] as Series).formatter.ticks(ticks.values) };
}

function drawUpright(size: Size, plan: Plan): Drawn {
  const { table, segments } = plan;
  const { ticks, labels } = valueTicks(plan, size.height);
  const left = cartesianFrame(size, labels, 0);
  const padding = table.keys.length > 60 ? 0.12 : 0.32;
  const band = bandScale(table.keys.length, [left.left, left.right], padding);
  const below = bandLabels(table, band);
  const frame = { ...left, bottom: left.bottom - below.height };
  const y = linearScale(ticks.domain, [frame.bottom, frame.top]);
  const bars = segments.map((group, index) =>
    group.map((segment) => barOf(segment, index, band, y, plan.lanes, "upright")),
  );
  return {
    height: size.height,
    drawing: html`<svg width=${size.width} height=${size.height} aria-hidden="true">
      ${valueAxis(ticks.values, labels, y, frame)}${bars}${zeroLine(frame, y, "upright", ticks)}
      ${below.draw(frame, size.width)}
    </svg>`,
    stops: barStops(plan, band, y, frame, "upright"),
  };
}

function drawLying(size: Size, plan: Plan): Drawn {
  const { table, segments, lanes } = plan;
  const names = table.keys.map((key) => table.keyFormatter.full(key));
  const widest = Math.max(...names.map((name) => textWidth(name, axisFontSize)));
  const left = Math.min(Math.ceil(widest) + 12, Math.round(size.width * 0.42));
  const needed = table.keys.length * Math.max(minBand.horizontal, lanes * 12) + axisLine + 18;
  const height = Math.max(size.height, needed);
  const frame: Frame = { left, top: 4, right: size.width - 24, bottom: height - axisLine - 12 };
  const { ticks, labels } = valueTicks(plan, frame.right - left);
  const band = bandScale(table.keys.length, [frame.top, frame.bottom], 0.34);
  const x = linearScale(ticks.domain, [frame.left, frame.right]);
  const bars = segments.map((group, index) => group.map((segment) => barOf(segment, index, band, x, lanes, "lying")));
  return {
    height,
    drawing: html`<svg width=${size.width} height=${height} aria-hidden="true">
      ${valueAxisBelow(ticks.values, labels, x, frame)}${bars}${zeroLine(frame, x, "lying", ticks)}
      ${names.map(
        (name, index) => svg`<text class="fill-text" x=${left - 10} y=${band.start(index) + band.width / 2} dy="0.34em"
          text-anchor="end" font-size=${axisFontSize}>${fitText(name, left - 12, axisFontSize)}</text>`,
      )}
    </svg>`,
    stops: barStops(plan, band, x, frame, "lying"),
  };
}

type Direction = "upright" | "lying";

function barOf(segment: Segment, index: number, band: BandScale, scale: LinearScale, lanes: number, way: Direction) {
  const laneStep = Math.min(band.width, way === "upright" ? 64 * lanes : 32 * lanes) / lanes;
  const gap = lanes > 1 ? Math.min(2, laneStep * 0.15) : 0;
  const start = band.start(index) + (band.width - laneStep * lanes) / 2 + segment.lane * laneStep;
  const path = barPath(start, laneStep - gap, scale(segment.from), scale(segment.to), segment.outermost ? 3 : 0, way);
  return svg`<path class="${segment.series.color} fill-current" d=${path} />`;
}

/** A bar whose far end has rounded corners. `from` and `to` run along the value axis, `start` and `width` across it. */
export function barPath(
  start: number,
  width: number,
  from: number,
  to: number,
  radius: number,
  way: Direction,
): string {
  const r = Math.max(0, Math.min(radius, width / 2, Math.abs(to - from)));
  const back = to > from ? -r : r;
  const n = (value: number) => Math.round(value * 100) / 100;
  const point = (across: number, along: number) =>
    way === "upright" ? `${n(across)},${n(along)}` : `${n(along)},${n(across)}`;
  const end = start + width;
  return [
    `M${point(start, from)}`,
    `L${point(start, to + back)}`,
    `Q${point(start, to)} ${point(start + r, to)}`,
    `L${point(end - r, to)}`,
    `Q${point(end, to)} ${point(end, to + back)}`,
    `L${point(end, from)}Z`,
  ].join("");
}

/** Drawn over the bars, so that the base they stand on is one clean line. */
function zeroLine(frame: Frame, scale: LinearScale, way: Direction, ticks: Ticks): SVGTemplateResult {
  const at = Math.round(scale(0));
  const strong = ticks.domain[0] < 0 ? "stroke-control" : "stroke-line";
  return way === "upright"
    ? svg`<line class=${strong} x1=${frame.left} x2=${frame.right} y1=${at} y2=${at} shape-rendering="crispEdges" />`
    : svg`<line class=${strong} x1=${at} x2=${at} y1=${frame.top} y2=${frame.bottom} shape-rendering="crispEdges" />`;
}

function barStops({ table, segments }: Plan, band: BandScale, scale: LinearScale, frame: Frame, way: Direction): Stops {
  return {
    count: table.keys.length,
    nearest: (x, y) => band.at(way === "upright" ? x : y),
    at(index) {
      const group = segments[index] ?? [];
      const far = group.reduce((most, segment) => (segment.to > most ? segment.to : most), 0);
      const across = band.start(index) + band.width / 2;
      const bounds = { start: band.start(index) - (band.step - band.width) / 2 + 1, width: band.step - 2 };
      return {
        x: way === "upright" ? across : scale(far),
        y: way === "upright" ? scale(far) : across,
        heading: table.keyFormatter.full(table.keys[index]),
        entries: table.series.map((series) => seriesEntry(series, index)),
        marker: bandMarker(bounds, frame, way),
      };
    },
  };
}

function bandMarker({ start, width }: { start: number; width: number }, frame: Frame, way: Direction) {
  const across = Math.max(2, width);
  return way === "upright"
    ? svg`<rect class="fill-text/5 stroke-control" x=${start} width=${across} y=${frame.top} height=${frame.bottom - frame.top} rx="4" />`
    : svg`<rect class="fill-text/5 stroke-control" y=${start} height=${across} x=${frame.left} width=${frame.right - frame.left} rx="4" />`;
}
