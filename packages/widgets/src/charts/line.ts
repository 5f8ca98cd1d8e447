import { area, line } from "d3-shape";
import { html, nothing, svg, type SVGTemplateResult } from "lit";
import { labelsBelow, valueAxis } from "./axis.ts";
import type { Chart, ChartInput, Stops } from "./chart.ts";
import { cartesianFrame, type Frame } from "./frame.ts";
import { type KeyAxis, keyAxis, labelLines } from "./key-axis.ts";
import { reduceToPixels } from "./reduce.ts";
import { type LinearScale, linearScale } from "./scale.ts";
import { type Series, type SeriesTable, seriesEntry, seriesLegend, seriesTable } from "./series.ts";
import { extent, tickCount, ticksOfLine } from "./value-domain.ts";

interface DrawnSeries {
  series: Series;
  /** Positions in the axis' order that are drawn. */
  positions: number[];
}

/** Lines over time, numbers or ordered categories; a null is a gap. */
export function lineChart(input: ChartInput<"line">): Chart {
  const { size } = input;
  const table = seriesTable(input);
  const ticks = ticksOfLine(extent(table.series), tickCount(size.height));
  const labels = (table.series[0] as Series).formatter.ticks(ticks.values);
  const frame = cartesianFrame(size, labels, labelLines(table));
  const axis = keyAxis(table, frame);
  const y = linearScale(ticks.domain, [frame.bottom, frame.top]);
  const drawn = table.series.map((series) => drawnSeries(series, axis, size.width));
  const shaded = drawn.length === 1 && ticks.domain[0] <= 0 && ticks.domain[1] >= 0;
  return {
    height: size.height,
    legend: seriesLegend(table.series),
    notes: table.notes,
    stops: lineStops(table, drawn, axis, y, frame),
    drawing: html`<svg width=${size.width} height=${size.height} aria-hidden="true">
      ${valueAxis(ticks.values, labels, y, frame)}${labelsBelow(axis.labels, frame, size.width)}
      ${shaded ? shade(drawn[0] as DrawnSeries, axis, y) : nothing}
      ${drawn.toReversed().map((one) => seriesPath(one, axis, y))}
    </svg>`,
  };
}

function drawnSeries(series: Series, axis: KeyAxis, width: number): DrawnSeries {
  const values = axis.order.map((index) => series.values[index] ?? null);
  return { series, positions: reduceToPixels(axis.xs, values, width) };
}

function pointsOf({ series, positions }: DrawnSeries, axis: KeyAxis, y: LinearScale): ([number, number] | null)[] {
  return positions.map((position) => {
    const value = series.values[axis.order[position] as number] ?? null;
    return value === null ? null : [axis.xs[position] as number, y(value)];
  });
}

function seriesPath(drawn: DrawnSeries, axis: KeyAxis, y: LinearScale): SVGTemplateResult {
  const points = pointsOf(drawn, axis, y);
  const path = line<[number, number] | null>(
    (point) => point?.[0] ?? 0,
    (point) => point?.[1] ?? 0,
  )
    .defined((point) => point !== null)
    .digits(2)(points);
  const { color, comparison } = drawn.series;
  // A point between two gaps has no line to be seen by.
  const alone = points.filter((point, index) => point && !points[index - 1] && !points[index + 1]);
  return svg`<g class=${color}>
    <path class="fill-none stroke-current" d=${path ?? ""} stroke-width=${comparison ? 1.5 : 2} stroke-linejoin="round"
      stroke-linecap="round" stroke-dasharray=${comparison ? "2 5" : nothing} />
    ${alone.map((point) => svg`<circle class="fill-current" cx=${point?.[0]} cy=${point?.[1]} r="3.5" />`)}
  </g>`;
}

function shade(drawn: DrawnSeries, axis: KeyAxis, y: LinearScale): SVGTemplateResult {
  const path = area<[number, number] | null>()
    .x((point) => point?.[0] ?? 0)
    .y0(y(0))
    .y1((point) => point?.[1] ?? 0)
    .defined((point) => point !== null)
    .digits(2)(pointsOf(drawn, axis, y));
  return svg`
    <defs>
      <linearGradient id="shade" class=${drawn.series.color} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stop-color="currentColor" stop-opacity="0.16" />
        <stop offset="1" stop-color="currentColor" stop-opacity="0.01" />
      </linearGradient>
    </defs>
    <path d=${path ?? ""} fill="url(#shade)" />`;
}

function lineStops(table: SeriesTable, drawn: DrawnSeries[], axis: KeyAxis, y: LinearScale, frame: Frame): Stops {
  const positions = [...new Set(drawn.flatMap((one) => one.positions))].toSorted((a, b) => a - b);
  const xAt = (stop: number) => axis.xs[positions[stop] as number] as number;
  return {
    count: positions.length,
    nearest: (x) => nearestIndex(positions.length, xAt, x),
    at(stop) {
      const key = axis.order[positions[stop] as number] as number;
      const x = xAt(stop);
      const present = table.series.filter((series) => (series.values[key] ?? null) !== null);
      const heights = present.map((series) => y(series.values[key] as number));
      return {
        x,
        y: heights.length > 0 ? Math.min(...heights) : frame.top,
        heading: table.keyFormatter.full(table.keys[key]),
        entries: table.series.map((series) => seriesEntry(series, key)),
        marker: svg`
          <line class="stroke-control" x1=${x} x2=${x} y1=${frame.top} y2=${frame.bottom} stroke-dasharray="3 3" />
          ${present.map(
            (series, index) => svg`<g class=${series.color}>
              <circle class="fill-current stroke-surface" cx=${x} cy=${heights[index]} r="5" stroke-width="2" />
            </g>`,
          )}`,
      };
    },
  };
}

/** Binary search among ascending pixels. */
function nearestIndex(count: number, xAt: (index: number) => number, x: number): number | null {
  if (count === 0) return null;
  let [low, high] = [0, count - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xAt(middle) < x) low = middle;
    else high = middle;
  }
  return x - xAt(low) <= xAt(high) - x ? low : high;
}
