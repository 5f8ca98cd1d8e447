import { grainSchema } from "@heddle/sdk/contract";
import type { MetricQueryInput } from "@heddle/sdk/contract";
import fc from "fast-check";
import { sampleCatalog } from "../../../sample/sample-catalog.ts";

const members = Object.entries(sampleCatalog.tables).flatMap(([table, { columns }]) =>
  Object.keys(columns).map((name) => `${table}.${name}`),
);
const member = fc.constantFrom(...members);
const dimension = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("merchants.name", "merchants.city", "merchants.status") },
  member,
);
const measure = fc.constantFrom(...Object.keys(sampleCatalog.measures));
const grain = fc.constantFrom(...grainSchema.options);
const range = fc.record({
  type: fc.constant("relative" as const),
  unit: grain,
  offset: fc.integer({ min: -40, max: 3 }),
  count: fc.integer({ min: 1, max: 40 }),
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const filter = fc.oneof(
  fc.record({
    member: fc.constantFrom("merchants.city", "merchants.name"),
    operator: fc.constantFrom("in" as const, "not_in" as const),
    values: fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }),
  }),
  fc.record({
    member: fc.constantFrom("merchants.city"),
    operator: fc.constantFrom("contains" as const, "not_contains" as const),
    values: fc.array(fc.string(), { minLength: 1, maxLength: 1 }),
  }),
  fc.record({
    member: measure,
    operator: fc.constantFrom("gt" as const, "lte" as const),
    values: fc.array(finite, { minLength: 1, maxLength: 1 }),
  }),
  fc.record({
    member,
    operator: fc.constantFrom("is_null" as const, "gte" as const, "in" as const),
    values: fc.array(fc.oneof(fc.string(), finite, fc.boolean()), { maxLength: 2 }),
  }),
);

/**
 * Metric queries over the sample catalog, of the right shape but not all of them sensible: about a third fit the catalog.
 * Dimensions of merchants, which every table reaches, are drawn more often than others.
 */
export const anyMetricQuery: fc.Arbitrary<MetricQueryInput> = fc
  .record(
    {
      measures: fc.uniqueArray(measure, { minLength: 1, maxLength: 4 }),
      dimensions: fc.uniqueArray(dimension, { maxLength: 3 }),
      filters: fc.array(filter, { maxLength: 2 }),
      time: fc.record(
        {
          grain,
          range,
          timeZone: fc.constantFrom(
            "UTC",
            "Europe/Berlin",
            "Pacific/Kiritimati",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
          ),
        },
        { requiredKeys: [] },
      ),
      compare: fc.constantFrom("previous_period" as const, "previous_year" as const),
      limit: fc.integer({ min: 1, max: 100 }),
    },
    { requiredKeys: ["measures", "dimensions", "filters"] },
  )
  .chain((value) =>
    fc.record({
      value: fc.constant(value),
      sort: fc.array(
        fc.record({
          by: fc.constantFrom(...value.measures, ...value.dimensions),
          direction: fc.constantFrom("asc" as const, "desc" as const),
        }),
        { maxLength: 2 },
      ),
    }),
  )
  .map(({ value, sort }) => ({ ...value, sort }));
