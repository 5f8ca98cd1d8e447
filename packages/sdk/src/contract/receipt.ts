import * as z from "zod/mini";

export const provenanceSchema = z.enum(["verified", "modelled", "generated"]);
/** Where an answer comes from: a curated question, a metric query over the catalog, or SQL written by a model. */
export type Provenance = z.infer<typeof provenanceSchema>;

export const stageNameSchema = z.enum(["context", "draft", "compile", "guard", "scope", "run", "widget", "receipt"]);
/** The stages of an ask, in order. `draft` to `run` may happen twice. */
export type StageName = z.infer<typeof stageNameSchema>;

/** What an answer can show for itself. Times in milliseconds, `cost` in US dollars. */
export const receiptSchema = z.object({
  askId: z.string(),
  question: z.string(),
  reading: z.nullable(z.string()),
  provenance: z.nullable(provenanceSchema),
  /** The SQL as it was judged, before the tenant's predicate was put in. */
  sql: z.nullable(z.string()),
  /** The SQL as it was sent, with the tenant's predicate; `values` are its bound parameters. */
  scopedSql: z.nullable(z.string()),
  values: z.array(z.union([z.string(), z.array(z.string())])),
  /** `accepted`, or the guard rule that refused. */
  verdict: z.nullable(z.string()),
  tenant: z.object({ partnerId: z.string(), merchantIds: z.union([z.literal("all"), z.array(z.string())]) }),
  drafter: z.nullable(z.enum(["verified", "planner", "model"])),
  model: z.nullable(z.string()),
  tokens: z.nullable(z.object({ input: z.int(), output: z.int() })),
  cost: z.nullable(z.number()),
  /** How many drafts were tried: 1 or 2. */
  attempts: z.int(),
  /** What was wrong with an earlier attempt, by code. */
  repairs: z.array(z.object({ code: z.string(), detail: z.string() })),
  rowCount: z.nullable(z.int()),
  timings: z.array(z.object({ stage: stageNameSchema, ms: z.number() })),
  catalogHash: z.string(),
  /** When the rows were read, ISO 8601 in UTC. */
  dataTime: z.nullable(z.string()),
  askedAt: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;
