import type { Cell } from "@heddle/sdk/contract";
import { html } from "lit";
import { messages } from "../messages.ts";
import { columnIndex } from "./cells.ts";
import { type Chart, type ChartInput, noStops } from "./chart.ts";
import { NotDrawable } from "./not-drawable.ts";
import { dataTable, maxTableRows } from "./data-table.ts";

/** Rows as they are, in a box that scrolls both ways. */
export function tableChart(input: ChartInput<"table">): Chart {
  const { config, formatters, size } = input;
  const names = config.encoding.columns ?? input.columns.map((column) => column.name);
  const indexes = names.map((name) => columnIndex(input.columns, name));
  if (input.rows.length === 0) throw new NotDrawable(messages.chart.empty);
  const columns = indexes.flatMap((index) => input.columns[index] ?? []);
  const rows = input.rows.map((row) => indexes.map((index): Cell => row[index] ?? null));
  const { count } = formatters;
  const capped = rows.length > maxTableRows;
  return {
    height: size.height,
    stops: noStops,
    legend: [],
    notes: capped ? [messages.chart.rowsCapped(count(maxTableRows), count(rows.length))] : [],
    drawing: html`<div class="h-full overflow-auto" tabindex="0" role="region" aria-label=${config.title}>
      ${dataTable({ columns, rows, formatters, caption: config.summary, sort: input.sort ?? null, onSort: input.onSort ?? null })}
    </div>`,
  };
}
