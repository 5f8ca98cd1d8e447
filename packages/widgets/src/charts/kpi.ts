import { html, nothing, svg, type TemplateResult } from "lit";
import type { Cell, Column } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { columnIndex, toNumber } from "./cells.ts";
import { type Chart, type ChartInput, noStops } from "./chart.ts";
import { NotDrawable } from "./not-drawable.ts";
import type { ColumnFormatter, Formatters } from "./format.ts";
import { textWidth } from "./text-width.ts";

/** One number, and how it stands against the one before. */
export function kpiChart(input: ChartInput<"kpi">): Chart {
  const { columns, rows, config, size, formatters } = input;
  const index = columnIndex(columns, config.encoding.value);
  const row = rows[0];
  if (!row) throw new NotDrawable(messages.chart.empty);
  const value = row[index] ?? null;
  if (value === null) throw new NotDrawable(messages.chart.allEmpty);
  const column = columns[index] as Column;
  const formatter = formatters.column(column);
  const text = formatter.full(value);
  const type =
    textWidth(text, 32) <= size.width ? "text-4xl" : textWidth(text, 22) <= size.width ? "text-2xl" : "text-lg";
  return {
    height: size.height,
    stops: noStops,
    legend: [],
    notes: [],
    drawing: html`<div class="flex h-full flex-col justify-center gap-1">
      <p class="${type} font-semibold tracking-tight wrap-anywhere tabular-nums">${text}</p>
      ${config.encoding.previous === undefined ? nothing : comparison(input, value, config.encoding.previous, formatter)}
    </div>`,
  };
}

function comparison(input: ChartInput<"kpi">, value: Cell, previousName: string, formatter: ColumnFormatter) {
  const previousCell = input.rows[0]?.[columnIndex(input.columns, previousName)] ?? null;
  const [now, before] = [toNumber(value), toNumber(previousCell)];
  if (now === null || before === null) return html`<p class="text-sm text-muted">${messages.kpi.noPrevious}</p>`;
  const previous = formatter.full(previousCell);
  if (now === before) return html`<p class="text-sm text-muted">${messages.kpi.unchanged(previous)}</p>`;
  const up = now > before;
  const change = changeText(input, now, before);
  const words = up ? messages.kpi.increase(change, previous) : messages.kpi.decrease(change, previous);
  return html`<p class="flex items-center gap-1.5 text-sm text-muted">
    <span class=${up ? "text-increase" : "text-decrease"}>${arrow(up)}</span><span>${words}</span>
  </p>`;
}

/** Rates change by percentage points; everything else in percent of what it was, or by its amount from zero. */
function changeText({ columns, config, formatters }: ChartInput<"kpi">, now: number, before: number): string {
  const column = columns[columnIndex(columns, config.encoding.value)] as Column;
  const format = config.formats?.[column.name] ?? column.format;
  if (format?.style === "percent") return messages.kpi.points(points(formatters, Math.abs(now - before) * 100));
  if (before === 0) return formatters.column(column).full(Math.abs(now));
  return formatters.percent(Math.abs((now - before) / before));
}

function points({ locale }: Formatters, value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
}

function arrow(up: boolean): TemplateResult {
  const path = up ? "M4 10 L10 4 M5 4 H10 V9" : "M4 4 L10 10 M10 5 V10 H5";
  return html`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
    ${svg`<path class="fill-none stroke-current" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" d=${path} />`}
  </svg>`;
}
