import { filterSchema, grainSchema, metricQuerySchema, type MetricQueryInput } from "@heddle/sdk/contract";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerSchema, type MetricAnswer } from "./answer-schema.ts";
import { parseMetricAnswer, toMetricAnswer } from "./metric-answer.ts";

const name = fc.stringMatching(/^[a-z_]{1,20}(\.[a-z_]{1,20})?$/);
const day = fc.constantFrom("2026-01-01", "2026-02-28T09:00");
const absent = { requiredKeys: [] };

const metricQuery: fc.Arbitrary<MetricQueryInput> = fc.record({
  measures: fc.array(name, { minLength: 1, maxLength: 10 }),
  dimensions: fc.array(name, { maxLength: 6 }),
  filters: fc.array(
    fc.record({
      member: name,
      operator: fc.constantFrom(...filterSchema.shape.operator.options),
      values: fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  time: fc.option(
    fc.record(
      {
        dimension: name,
        grain: fc.constantFrom(...grainSchema.options),
        timeZone: fc.constant("Africa/Nairobi"),
        range: fc.oneof(
          fc.record({ type: fc.constant("absolute" as const), from: day, to: day }, { requiredKeys: ["type"] }),
          fc.record({
            type: fc.constant("relative" as const),
            unit: fc.constantFrom(...grainSchema.options),
            offset: fc.integer({ min: -100, max: 100 }),
            count: fc.integer({ min: 1, max: 100 }),
          }),
        ),
      },
      absent,
    ),
    { nil: undefined },
  ),
  compare: fc.constantFrom("previous_period", "previous_year", undefined),
  sort: fc.array(fc.record({ by: name, direction: fc.constantFrom("asc", "desc") }), { maxLength: 2 }),
  limit: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
});

describe("a metric query as a model answers it", () => {
  it("is every metric query of the contract, and nothing is lost either way", () => {
    fc.assert(
      fc.property(metricQuery, (input) => {
        const query = metricQuerySchema.parse(input);
        const { answer } = answerSchema.parse({ answer: toMetricAnswer(query) });
        expect(parseMetricAnswer(answer as MetricAnswer)).toEqual({ success: true, data: query });
      }),
    );
  });
});
