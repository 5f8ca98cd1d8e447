import type { Cell, Column, WidgetConfigOf } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { columnIndex, columnLabel, toNumber } from "./cells.ts";
import type { ChartInput, LegendEntry } from "./chart.ts";
import { withMissingBuckets } from "./missing-buckets.ts";
import { NotDrawable } from "./not-drawable.ts";
import type { ColumnFormatter } from "./format.ts";

/** The palette has as many colours; more lines than that cannot be told apart anyway. */
export const maxSeries = 8;

export interface Series {
  label: string;
  color: string;
  /** The same measure in an earlier period: drawn in grey and dashed. */
  comparison: boolean;
  formatter: ColumnFormatter;
  /** One entry a key; null where there is nothing to draw. */
  values: (number | null)[];
  /** The cells the values come from, for exact labels. */
  cells: (Cell | undefined)[];
}

export interface SeriesTable {
  keyColumn: Column;
  keyFormatter: ColumnFormatter;
  keys: Cell[];
  series: Series[];
  notes: string[];
}

type Input = ChartInput<"line"> | ChartInput<"bar">;
type Encoding = WidgetConfigOf<"line">["encoding"];

/** Arranges rows by key (the x of line and bar) and series: one a measure, or one a value of the series column. */
export function seriesTable(input: Input): SeriesTable {
  const encoding: Encoding = input.config.encoding;
  const key = columnIndex(input.columns, encoding.x);
  const keyColumn = input.columns[key] as Column;
  const table = encoding.series ? splitBySeries(input, encoding, key) : onePerMeasure(input, encoding, key);
  if (input.rows.length === 0) throw new NotDrawable(messages.chart.empty);
  const drawn = table.series.some((series) => series.values.some((value) => value !== null));
  if (!drawn) throw new NotDrawable(allNull(table.series) ? messages.chart.allEmpty : messages.chart.notDrawable);
  return { keyColumn, keyFormatter: input.formatters.column(keyColumn), ...withMissingBuckets(table, keyColumn) };
}

function allNull(series: readonly Series[]): boolean {
  return series.every(({ cells }) => cells.every((cell) => cell === null || cell === undefined));
}

type Arranged = Pick<SeriesTable, "keys" | "series" | "notes">;

function onePerMeasure(input: Input, encoding: Encoding, key: number): Arranged {
  const keys = input.rows.map((row) => row[key] ?? null);
  let color = 0;
  const all = encoding.y.map((name) => {
    const index = columnIndex(input.columns, name);
    const column = input.columns[index] as Column;
    const comparison = column.role === "comparison";
    const cells = input.rows.map((row) => row[index]);
    return {
      label: columnLabel(column),
      color: comparison ? "series-other" : `series-${color++ % maxSeries}`,
      comparison,
      formatter: input.formatters.column(column),
      values: cells.map(toNumber),
      cells,
    };
  });
  const { kept, notes } = capSeries(input, all);
  return { keys, series: kept, notes };
}

function splitBySeries(input: Input, encoding: Encoding, key: number): Arranged {
  const split = columnIndex(input.columns, encoding.series ?? "");
  const measure = columnIndex(input.columns, encoding.y[0] ?? "");
  const splitFormatter = input.formatters.column(input.columns[split] as Column);
  const formatter = input.formatters.column(input.columns[measure] as Column);
  const positions = new Map<Cell, number>();
  const bySeries = new Map<Cell, (Cell | undefined)[]>();
  for (const row of input.rows) {
    const rowKey = row[key] ?? null;
    const position = positions.get(rowKey) ?? positions.size;
    positions.set(rowKey, position);
    const name = row[split] ?? null;
    let cells = bySeries.get(name);
    if (!cells) bySeries.set(name, (cells = []));
    cells[position] = row[measure];
  }
  const keys = [...positions.keys()];
  const all = [...bySeries].map(([name, sparse]) => {
    const cells = keys.map((_, index) => sparse[index]);
    const label = name === null ? messages.noValue : splitFormatter.full(name);
    return { label, color: "", comparison: false, formatter, values: cells.map(toNumber), cells };
  });
  const { kept, notes } = capSeries(input, all);
  return { keys, notes, series: kept.map((series, index) => ({ ...series, color: `series-${index}` })) };
}

/** Keeps the series with the largest sums, in the order they came. */
function capSeries(input: Input, all: Series[]): { kept: Series[]; notes: string[] } {
  if (all.length <= maxSeries) return { kept: all, notes: [] };
  const size = new Map(
    all.map((series) => [series, series.values.reduce<number>((sum, v) => sum + Math.abs(v ?? 0), 0)]),
  );
  const largest = new Set(all.toSorted((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0)).slice(0, maxSeries));
  const { count } = input.formatters;
  const note = messages.chart.seriesCapped(count(maxSeries), count(all.length));
  return { kept: all.filter((series) => largest.has(series)), notes: [note] };
}

/** A legend says which colour is which; a single series needs none, the title names it. */
export function seriesLegend(series: readonly Series[]): LegendEntry[] {
  if (series.length < 2) return [];
  return series.map(({ label, color, comparison }) => ({ label, color, dashed: comparison }));
}

/** What a series says at one key, for tooltips and announcements. */
export function seriesEntry(series: Series, index: number): { label: string; value: string; color: string } {
  const value = series.values[index];
  const text = value === null || value === undefined ? messages.noValue : series.formatter.full(series.cells[index]);
  return { label: series.label, value: text, color: series.color };
}
