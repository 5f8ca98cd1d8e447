import * as z from "zod/mini";
import { metricQuerySchema } from "./metric-query.ts";
import { valueFormatSchema } from "./result.ts";

const columnName = z.string().check(z.minLength(1), z.maxLength(128));
const text = z.string().check(z.minLength(1), z.maxLength(300));

/** What every widget config has. Text is text: it is never read as markup. */
const common = {
  version: z.literal(1),
  title: text,
  /** One sentence for people who do not see the drawing. */
  summary: text,
  /** Asked again whenever the widget loads. Absent where the rows are handed over by the page. */
  query: z.optional(metricQuerySchema),
  /** Format by column name; the result's own formats are used where this has none. */
  formats: z.optional(z.record(columnName, valueFormatSchema)),
};

export const kpiConfigSchema = z.strictObject({
  ...common,
  type: z.literal("kpi"),
  encoding: z.strictObject({ value: columnName, previous: z.optional(columnName) }),
});

export const lineConfigSchema = z.strictObject({
  ...common,
  type: z.literal("line"),
  /** Several `y`, or one `y` split by `series`. */
  encoding: z.strictObject({
    x: columnName,
    y: z.array(columnName).check(z.minLength(1), z.maxLength(10)),
    series: z.optional(columnName),
  }),
});

export const barConfigSchema = z.strictObject({
  ...common,
  type: z.literal("bar"),
  encoding: z.strictObject({
    x: columnName,
    y: z.array(columnName).check(z.minLength(1), z.maxLength(10)),
    series: z.optional(columnName),
  }),
  /** `horizontal` puts the categories on the vertical axis. @default "vertical" */
  orientation: z.optional(z.enum(["vertical", "horizontal"])),
  /** @default false */
  stacked: z.optional(z.boolean()),
});

export const pieConfigSchema = z.strictObject({
  ...common,
  type: z.literal("pie"),
  encoding: z.strictObject({ category: columnName, value: columnName }),
});

export const tableConfigSchema = z.strictObject({
  ...common,
  type: z.literal("table"),
  encoding: z.strictObject({
    /** @default all columns of the result, in its order */
    columns: z.optional(z.array(columnName).check(z.minLength(1), z.maxLength(200))),
  }),
});

/**
 * The declarative description of a widget: data, never code, markup or addresses. Unknown keys are refused.
 *
 * @example
 * ```json
 * { "version": 1, "type": "kpi", "title": "Revenue this month", "summary": "Revenue of succeeded payments this month.",
 *   "encoding": { "value": "revenue" },
 *   "query": { "measures": ["revenue"], "time": { "range": { "type": "relative", "unit": "month", "offset": 0, "count": 1 } } } }
 * ```
 */
export const widgetConfigSchema = z.discriminatedUnion("type", [
  kpiConfigSchema,
  lineConfigSchema,
  barConfigSchema,
  pieConfigSchema,
  tableConfigSchema,
]);
export type WidgetConfig = z.output<typeof widgetConfigSchema>;
export type WidgetConfigInput = z.input<typeof widgetConfigSchema>;
export type WidgetType = WidgetConfig["type"];
export type WidgetConfigOf<T extends WidgetType> = Extract<WidgetConfig, { type: T }>;
