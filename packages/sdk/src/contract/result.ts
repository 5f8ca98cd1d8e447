import * as z from "zod/mini";
import { grainSchema } from "./metric-query.ts";

/** How a value is written for people. Money is in major units of `currency` (ISO 4217), rates are 0 to 1. */
export const valueFormatSchema = z.discriminatedUnion("style", [
  z.strictObject({ style: z.literal("number"), maximumFractionDigits: z.optional(z.int()) }),
  z.strictObject({ style: z.literal("currency"), currency: z.string().check(z.regex(/^[A-Z]{3}$/)) }),
  z.strictObject({ style: z.literal("percent") }),
  z.strictObject({ style: z.literal("time"), grain: z.optional(grainSchema), timeZone: z.optional(z.string()) }),
  z.strictObject({
    style: z.literal("text"),
    /** What a value is called, where that is not how it is stored: `bank_transfer` is "bank transfer". */
    labels: z.optional(z.record(z.string(), z.string())),
  }),
]);
export type ValueFormat = z.infer<typeof valueFormatSchema>;

export const columnTypeSchema = z.enum(["string", "number", "boolean", "date", "timestamp", "json"]);
export type ColumnType = z.infer<typeof columnTypeSchema>;

/** One column of a result. `role` is known where a metric query made it. */
export const columnSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  label: z.optional(z.string()),
  role: z.optional(z.enum(["time", "dimension", "measure", "comparison"])),
  format: z.optional(valueFormatSchema),
});
export type Column = z.infer<typeof columnSchema>;

/**
 * One cell. Numbers are JSON numbers where a double holds them exactly, else decimal strings; `date` is `YYYY-MM-DD`,
 * `timestamp` ISO 8601 in UTC; `json` is any JSON value.
 */
export const cellSchema = z.json();
export type Cell = z.infer<typeof cellSchema>;

export const resultSchema = z.object({
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellSchema)),
  /** True when the row cap cut the result. */
  truncated: z.boolean(),
});
export type Result = z.infer<typeof resultSchema>;
