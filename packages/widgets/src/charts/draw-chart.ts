import type { WidgetType } from "@heddle/sdk/contract";
import { messages } from "../messages.ts";
import { barChart } from "./bar.ts";
import type { Chart, ChartInput } from "./chart.ts";
import { NotDrawable } from "./not-drawable.ts";
import { kpiChart } from "./kpi.ts";
import { lineChart } from "./line.ts";
import { pieChart } from "./pie.ts";
import { tableChart } from "./table.ts";

type Charts = { [T in WidgetType]: (input: ChartInput<T>) => Chart };

/** One function a widget type. A new type is a file and a line here. */
const charts: Charts = {
  kpi: kpiChart,
  line: lineChart,
  bar: barChart,
  pie: pieChart,
  table: tableChart,
};

/** A chart, or why there is none; `error` where that is a fault of ours and not of the data. */
export type Drawing = { kind: "chart"; chart: Chart } | { kind: "message"; message: string; error?: unknown };

/** Draws any config over rows. Never throws: what cannot be drawn is said in words. */
export function drawChart<T extends WidgetType>(input: ChartInput<T>): Drawing {
  const draw: Charts[T] = charts[input.config.type];
  try {
    return { kind: "chart", chart: draw(input) };
  } catch (error) {
    if (error instanceof NotDrawable) return { kind: "message", message: error.message };
    return { kind: "message", message: messages.chart.failed, error };
  }
}
