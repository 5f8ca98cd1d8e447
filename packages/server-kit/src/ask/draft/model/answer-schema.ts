import { filterSchema, grainSchema, metricQuerySchema, sortSchema, type WidgetType } from "@heddle/sdk/contract";
import * as z from "zod";

/*
 * The shape a model answers in. OpenAI's strict mode, and Azure's stricter reading of it, want an object at the root,
 * every key required (`null` for "not given"), `anyOf` alone for choices, at most 100 properties and 5 levels, and
 * know no lengths, ranges or defaults (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas,
 * https://learn.microsoft.com/azure/ai-foundry/openai/how-to/structured-outputs). So the shape alone is said here, and
 * limits are checked when the answer is read (`read-answer.ts`).
 */

const widgetTypes = Object.keys({
  kpi: true,
  line: true,
  bar: true,
  pie: true,
  table: true,
} satisfies Record<WidgetType, true>) as [WidgetType, ...WidgetType[]];

const widget = z.strictObject({ type: z.enum(widgetTypes), title: z.string() }).nullable();

const range = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("absolute"), from: z.string().nullable(), to: z.string().nullable() }),
  z.strictObject({ type: z.literal("relative"), unit: grainSchema, offset: z.int(), count: z.int() }),
]);

const time = z.strictObject({
  dimension: z.string().nullable(),
  grain: z.nullable(grainSchema),
  range: range.nullable(),
  timeZone: z.string().nullable(),
});

const metricAnswerSchema = z.strictObject({
  kind: z.literal("metric_query"),
  measures: z.array(z.string()),
  dimensions: z.array(z.string()),
  filters: z.array(
    z.strictObject({
      member: z.string(),
      operator: filterSchema.shape.operator,
      values: z.array(z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  time: time.nullable(),
  compare: z.enum(metricQuerySchema.shape.compare.def.innerType.options).nullable(),
  sort: z.array(z.strictObject({ by: z.string(), direction: sortSchema.shape.direction })),
  limit: z.int().nullable(),
  widget,
});

export const answerSchema = z.strictObject({
  answer: z.discriminatedUnion("kind", [
    metricAnswerSchema,
    z.strictObject({ kind: z.literal("sql"), sql: z.string(), reading: z.string(), widget }),
    z.strictObject({
      kind: z.literal("clarify"),
      message: z.string(),
      choices: z.array(z.strictObject({ label: z.string(), question: z.string() })),
    }),
    z.strictObject({
      kind: z.literal("refuse"),
      message: z.string(),
      missing: z.array(z.string()),
      understood: z.string().nullable(),
    }),
  ]),
});

export type ModelAnswer = z.infer<typeof answerSchema>["answer"];
export type MetricAnswer = Extract<ModelAnswer, { kind: "metric_query" }>;

/** The shape as a JSON Schema for strict mode. */
export const answerJsonSchema: Readonly<Record<string, unknown>> = strictJsonSchema();

function strictJsonSchema(): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(answerSchema, {
    override: ({ jsonSchema }) => {
      // zod gives every integer the range of a safe one.
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
      if (jsonSchema.oneOf === undefined) return;
      jsonSchema.anyOf = jsonSchema.oneOf;
      delete jsonSchema.oneOf;
    },
  });
  return schema;
}
