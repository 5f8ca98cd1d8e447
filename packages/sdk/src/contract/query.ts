import * as z from "zod/mini";
import { metricQuerySchema } from "./metric-query.ts";
import { receiptSchema } from "./receipt.ts";
import { cellSchema, columnSchema } from "./result.ts";

export const queryRequestSchema = z.strictObject({ query: metricQuerySchema });
export type QueryRequest = z.input<typeof queryRequestSchema>;

export const queryResponseSchema = z.object({
  /** The query in words. */
  reading: z.string(),
  sql: z.string(),
  columns: z.array(columnSchema),
  rows: z.array(z.array(cellSchema)),
  truncated: z.boolean(),
  receipt: receiptSchema,
});
export type QueryResponse = z.infer<typeof queryResponseSchema>;
