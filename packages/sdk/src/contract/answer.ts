import * as z from "zod/mini";
import { metricQuerySchema } from "./metric-query.ts";
import { problemSchema } from "./problem.ts";
import { provenanceSchema, receiptSchema, stageNameSchema } from "./receipt.ts";
import { cellSchema, columnSchema } from "./result.ts";
import { widgetConfigSchema } from "./widget-config.ts";

export const askRequestSchema = z.strictObject({
  question: z.string(),
  /** IANA zone in which the asker's days begin. @default the catalog's zone */
  timeZone: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});
export type AskRequest = z.infer<typeof askRequestSchema>;

/** What was drafted for the question: a metric query where the catalog can express it, else SQL. */
export const draftSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("metric"), query: metricQuerySchema }),
  z.object({ kind: z.literal("sql"), sql: z.string() }),
]);

const answered = { id: z.string(), question: z.string(), receipt: receiptSchema };

export const answerSchema = z.discriminatedUnion("outcome", [
  z.object({
    ...answered,
    outcome: z.literal("answer"),
    provenance: provenanceSchema,
    /** How the question was read, in words: "Revenue by month for 2026, succeeded payments". */
    reading: z.string(),
    draft: draftSchema,
    sql: z.string(),
    columns: z.array(columnSchema),
    rows: z.array(z.array(cellSchema)),
    truncated: z.boolean(),
    widget: widgetConfigSchema,
  }),
  z.object({
    ...answered,
    outcome: z.literal("clarify"),
    message: z.string(),
    /** Questions that would be understood; a page shows them as buttons. */
    choices: z.array(z.object({ label: z.string(), question: z.string() })),
  }),
  z.object({
    ...answered,
    outcome: z.literal("refuse"),
    message: z.string(),
    problem: problemSchema,
  }),
]);
export type Answer = z.infer<typeof answerSchema>;
export type AnswerOf<O extends Answer["outcome"]> = Extract<Answer, { outcome: O }>;

/**
 * What happens while a question is answered, in order: stages as they start and end, the reading as soon as it is
 * known, then one `answer` or one `problem`, which is always the last.
 */
export const askEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("stage"),
    stage: stageNameSchema,
    status: z.enum(["started", "done", "failed"]),
    attempt: z.int(),
    /** Milliseconds the stage took; null while it runs. */
    ms: z.nullable(z.number()),
  }),
  z.object({ type: z.literal("reading"), reading: z.string(), provenance: provenanceSchema }),
  z.object({ type: z.literal("answer"), answer: answerSchema }),
  z.object({ type: z.literal("problem"), problem: problemSchema }),
]);
export type AskEvent = z.infer<typeof askEventSchema>;
