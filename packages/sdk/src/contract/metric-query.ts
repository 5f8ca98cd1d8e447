import * as z from "zod/mini";

/** A name in the catalog: `revenue` for a measure, `merchants.category` for a column. */
const catalogName = z.string().check(z.minLength(1), z.maxLength(128));

/** Calendar units that a time axis can be cut into. Weeks start on Monday (ISO 8601). */
export const grainSchema = z.enum(["hour", "day", "week", "month", "quarter", "year"]);
export type Grain = z.infer<typeof grainSchema>;

const isoDay = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/));

/**
 * Half-open range of local time, `from <= t < to`, in the query's time zone.
 * `absolute` takes local dates or date-times (`2026-01-01`, `2026-01-01T09:00`).
 * `relative` begins at the start of the unit that lies `offset` units from the current one and spans `count` units.
 *
 * @example this year: `{ type: "relative", unit: "year", offset: 0, count: 1 }`
 * @example the last three whole months: `{ type: "relative", unit: "month", offset: -3, count: 3 }`
 * @example the last 30 days, today included: `{ type: "relative", unit: "day", offset: -29, count: 30 }`
 */
export const timeRangeSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("absolute"), from: z.optional(isoDay), to: z.optional(isoDay) }),
  z.strictObject({
    type: z.literal("relative"),
    unit: grainSchema,
    offset: z.int().check(z.gte(-10_000), z.lte(10_000)),
    count: z.int().check(z.gte(1), z.lte(10_000)),
  }),
]);
export type TimeRange = z.infer<typeof timeRangeSchema>;

const scalar = z.union([z.string().check(z.maxLength(1000)), z.number(), z.boolean()]);

/**
 * A condition. On a column (`payments.method`) it narrows rows; on a measure (`revenue`) it narrows the groups of the
 * result. `is_null` and `is_not_null` take no values, comparisons and `contains` one, `between` two, `in`/`not_in` any.
 */
export const filterSchema = z.strictObject({
  member: catalogName,
  operator: z.enum([
    "in",
    "not_in",
    "gt",
    "gte",
    "lt",
    "lte",
    "between",
    "contains",
    "not_contains",
    "is_null",
    "is_not_null",
  ]),
  values: z.array(scalar).check(z.maxLength(1000)),
});
export type Filter = z.infer<typeof filterSchema>;

export const timeSchema = z.strictObject({
  /** A time column, `payments.created_at`. @default each measure's own time column */
  dimension: z.optional(catalogName),
  /** Cuts the result into buckets; the bucket is the column `time`. @default one row for the whole range */
  grain: z.optional(grainSchema),
  /** @default all time */
  range: z.optional(timeRangeSchema),
  /** IANA zone in which days begin. @default the catalog's zone */
  timeZone: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});
export type QueryTime = z.infer<typeof timeSchema>;

export const sortSchema = z.strictObject({
  /** A measure or dimension of the query, or `time`. */
  by: catalogName,
  direction: z.enum(["asc", "desc"]),
});

/**
 * The typed, database-free request over a catalog.
 *
 * Result columns, in this order: `time` when there is a grain, one column a dimension, one a measure, and with
 * `compare` one `<measure>_previous` a measure.
 *
 * @example
 * ```json
 * { "measures": ["revenue"], "time": { "grain": "month", "range": { "type": "relative", "unit": "year", "offset": 0, "count": 1 } } }
 * ```
 */
export const metricQuerySchema = z.strictObject({
  measures: z.array(catalogName).check(z.minLength(1), z.maxLength(10)),
  dimensions: z._default(z.array(catalogName).check(z.maxLength(6)), []),
  filters: z._default(z.array(filterSchema).check(z.maxLength(30)), []),
  time: z.optional(timeSchema),
  /** Adds the same measures for the period before, or the same period a year before. Needs a time range. */
  compare: z.optional(z.enum(["previous_period", "previous_year"])),
  sort: z._default(z.array(sortSchema).check(z.maxLength(10)), []),
  limit: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
});
/** A metric query as the kit works with it: defaults are filled in. */
export type MetricQuery = z.output<typeof metricQuerySchema>;
/** A metric query as a person writes it. */
export type MetricQueryInput = z.input<typeof metricQuerySchema>;
