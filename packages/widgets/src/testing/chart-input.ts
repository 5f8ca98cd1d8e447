import type { Cell, Column, WidgetConfigInput, WidgetConfigOf, WidgetType } from "@heddle/sdk/contract";
import type { ChartInput } from "../charts/chart.ts";
import { createFormatters } from "../charts/format.ts";

export const euros = { style: "currency", currency: "EUR" } as const;

/** A column called `time` of local bucket starts. */
export function timeColumn(grain: "day" | "week" | "month" | "quarter" | "year"): Column {
  return { name: "time", type: "date", label: "Time", role: "time", format: { style: "time", grain } };
}

export function numberColumn(name: string, more: Partial<Column> = {}): Column {
  return { name, type: "number", role: "measure", ...more };
}

export function textColumn(name: string): Column {
  return { name, type: "string", role: "dimension" };
}

/** A chart's input at a size of 600 by 300 in British English, with what the test does not care for filled in. */
export function chartInput<T extends WidgetType>(
  type: T,
  encoding: WidgetConfigOf<T>["encoding"],
  columns: Column[],
  rows: Cell[][],
  more: Partial<WidgetConfigOf<T>> = {},
): ChartInput<T> {
  const config = { version: 1, type, title: "Title", summary: "Summary.", encoding, ...more } as WidgetConfigInput;
  return {
    config: config as WidgetConfigOf<T>,
    columns,
    rows,
    size: { width: 600, height: 300 },
    formatters: createFormatters("en-GB", config.formats),
  };
}
