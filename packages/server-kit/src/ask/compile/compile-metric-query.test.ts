import { metricQuerySchema } from "@heddle/sdk/contract";
import type { MetricQueryInput } from "@heddle/sdk/contract";
import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import { defineCatalog } from "../../catalog/catalog.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { HeddleError } from "../../errors.ts";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { guard } from "../../sql/guard/guard.ts";
import { compileMetricQuery } from "./compile-metric-query.ts";
import { describeQuery } from "./describe-query.ts";
import { anyMetricQuery } from "./testing/any-metric-query.ts";

const options = { now: new Date("2026-11-21T15:55:00Z"), timeZone: "UTC" };
const thisYear = { type: "relative", unit: "year", offset: 0, count: 1 } as const;

function compile(query: MetricQueryInput, catalog: Catalog = sampleCatalog) {
  return compileMetricQuery(metricQuerySchema.parse(query), catalog, options);
}

function problemsOf(query: MetricQueryInput, catalog?: Catalog): HeddleError {
  try {
    compile(query, catalog);
  } catch (error) {
    if (error instanceof HeddleError) return error;
    throw error;
  }
  throw new Error("The query was compiled.");
}

const pathsOf = (query: MetricQueryInput) => problemsOf(query).errors?.map(({ path }) => path);

/** What stands after WHERE, on one line. */
function conditionsOf(filters: MetricQueryInput["filters"]): string {
  const { sql } = compile({ measures: ["payment_count"], ...(filters === undefined ? {} : { filters }) });
  return sql.split("where ")[1]?.replaceAll(/\s+/g, " ") ?? "";
}

describe("compileMetricQuery, as text", () => {
  it("reads one table flat, with its shared condition where an index can serve it", () => {
    expect(compile({ measures: ["revenue"], time: { grain: "month", range: thisYear } }).sql).toBe(
      [
        "select",
        "  date_trunc('month', payments.created_at at time zone 'UTC')::date as time,",
        "  coalesce(sum(payments.amount_minor), 0) * 0.01 as revenue",
        "from public.payments as payments",
        "where payments.created_at >= timestamptz '2026-01-01 00:00:00+00'",
        "  and payments.created_at < timestamptz '2027-01-01 00:00:00+00'",
        "  and payments.status = 'succeeded'",
        "group by 1",
        "order by time",
      ].join("\n"),
    );
  });

  it("keeps a condition with its aggregate where others do not share it, and merchants of one name apart", () => {
    expect(compile({ measures: ["success_rate"], dimensions: ["merchants.name"], limit: 5 }).sql).toBe(
      [
        "select",
        '  merchants.name as "merchants.name",',
        "  count(*) filter (where payments.status = 'succeeded')::float8 / nullif(count(*), 0) as success_rate",
        "from public.payments as payments",
        "left join public.merchants as merchants on merchants.id = payments.merchant_id",
        "group by 1, merchants.id",
        'order by success_rate desc nulls last, "merchants.name", merchants.id',
        "limit 5",
      ].join("\n"),
    );
  });

  it("groups each table on its own before they are put together", () => {
    expect(compile({ measures: ["refund_rate"] }).sql).toBe(
      [
        "select",
        "  coalesce(max(facts.refunds_amount), 0)::float8 / nullif(coalesce(max(facts.revenue), 0), 0) as refund_rate",
        "from (",
        "  select",
        "    sum(refunds.amount_minor) as refunds_amount,",
        "    null::numeric as revenue",
        "  from public.refunds as refunds",
        "  union all",
        "  select",
        "    null::numeric,",
        "    sum(payments.amount_minor)",
        "  from public.payments as payments",
        "  where payments.status = 'succeeded'",
        ") as facts",
      ].join("\n"),
    );
  });

  it("says what each column is", () => {
    const { columns } = compile({
      measures: ["revenue", "success_rate"],
      dimensions: ["payments.method"],
      time: { grain: "week", range: thisYear, timeZone: "Europe/Berlin" },
      compare: "previous_year",
    });
    expect(columns).toEqual([
      {
        name: "time",
        label: "Week",
        role: "time",
        type: "date",
        format: { style: "time", grain: "week", timeZone: "Europe/Berlin" },
      },
      {
        name: "payments.method",
        label: "Payment method",
        role: "dimension",
        type: "string",
        format: { style: "text", labels: { bank_transfer: "bank transfer" } },
      },
      { name: "revenue", label: "Revenue", role: "measure", type: "number", format: { style: "currency" } },
      { name: "success_rate", label: "Success rate", role: "measure", type: "number", format: { style: "percent" } },
      {
        name: "revenue_previous",
        label: "Revenue, a year before",
        role: "comparison",
        type: "number",
        format: { style: "currency" },
      },
      {
        name: "success_rate_previous",
        label: "Success rate, a year before",
        role: "comparison",
        type: "number",
        format: { style: "percent" },
      },
    ]);
  });
});

describe("compileMetricQuery's conditions", () => {
  const method = "payments.method";
  it.each([
    ["one value", { member: method, operator: "in", values: ["card"] }, "payments.method = 'card'"],
    [
      "several, each once",
      { member: method, operator: "in", values: ["card", "cash", "card"] },
      "payments.method in ('card', 'cash')",
    ],
    ["no value", { member: method, operator: "in", values: [] }, "false"],
    [
      "all but one, keeping nulls",
      { member: method, operator: "not_in", values: ["card"] },
      "payments.method is distinct from 'card'",
    ],
    [
      "all but several, keeping nulls",
      { member: method, operator: "not_in", values: ["card", "cash"] },
      "(payments.method not in ('card', 'cash') or payments.method is null)",
    ],
    ["nulls", { member: method, operator: "is_null", values: [] }, "payments.method is null"],
    [
      "numbers",
      { member: "payments.amount_minor", operator: "between", values: [-5, 1.5] },
      "payments.amount_minor between -5 and 1.5",
    ],
    [
      "the days of a range, both whole",
      { member: "payments.created_at", operator: "between", values: ["2026-01-01", "2026-01-31"] },
      "payments.created_at >= timestamptz '2026-01-01 00:00:00+00' and payments.created_at < timestamptz '2026-02-01 00:00:00+00'",
    ],
    [
      "after a day",
      { member: "payments.created_at", operator: "gt", values: ["2026-01-31"] },
      "payments.created_at >= timestamptz '2026-02-01 00:00:00+00'",
    ],
    [
      "up to a minute",
      { member: "payments.created_at", operator: "lte", values: ["2026-01-31T09:30"] },
      "payments.created_at <= timestamptz '2026-01-31 09:30:00+00'",
    ],
  ] satisfies [string, NonNullable<MetricQueryInput["filters"]>[number], string][])(
    "write %s",
    (_name, filter, sql) => {
      expect(conditionsOf([filter])).toBe(sql);
    },
  );

  it("take a text as it stands: quotes, line breaks, signs of patterns", () => {
    const { sql } = compile({
      measures: ["revenue"],
      time: { range: thisYear },
      compare: "previous_year",
      filters: [
        { member: "merchants.city", operator: "in", values: ["O'Hara'; drop table payments; --", "a\n  b"] },
        { member: "merchants.name", operator: "contains", values: ["100%_\\"] },
      ],
    });
    expect(sql).toContain("merchants.city in ('O''Hara''; drop table payments; --', 'a\n  b')");
    expect(sql).toContain("merchants.name ilike '%100\\%\\_\\\\%'");
  });

  it("narrow groups by a measure, in the units people read", () => {
    const { sql } = compile({
      measures: ["payment_count"],
      dimensions: [method],
      filters: [{ member: "revenue", operator: "gt", values: [100] }],
    });
    expect(sql).toContain(
      "having (coalesce(sum(payments.amount_minor) filter (where payments.status = 'succeeded'), 0) * 0.01) > 100",
    );
    expect(sql).not.toContain("as revenue");
  });
});

describe("compileMetricQuery's refusals", () => {
  it("list every problem at once, each with its place and with what is near", () => {
    const error = problemsOf({
      measures: ["revenu", "payments.status"],
      dimensions: ["revenue", "customers.email"],
      filters: [{ member: "payments.methd", operator: "in", values: ["card"] }],
      sort: [{ by: "fees", direction: "asc" }],
      compare: "previous_year",
      time: { timeZone: "Mars/Olympus" },
    });
    expect(error.code).toBe("QUERY_INVALID");
    expect(error.message).toBe('There is no measure "revenu" in the catalog. (and 7 more, see errors)');
    expect(error.hint).toContain('The nearest names are "revenue"');
    expect(error.errors?.map(({ path }) => path)).toEqual([
      "/measures/0",
      "/measures/1",
      "/dimensions/0",
      "/dimensions/1",
      "/time/timeZone",
      "/compare",
      "/filters/0/member",
      "/sort/0/by",
    ]);
  });

  it("treat a hidden column as one there is not", () => {
    const hidden = problemsOf({
      measures: ["customer_count"],
      filters: [{ member: "customers.email", operator: "is_null", values: [] }],
    });
    const missing = problemsOf({
      measures: ["customer_count"],
      filters: [{ member: "customers.absent", operator: "is_null", values: [] }],
    });
    expect(hidden.message.replace("email", "absent")).toBe(missing.message);
    expect(hidden.hint).not.toContain("email");
  });

  it("name the values that an enumerated column can hold", () => {
    const error = problemsOf({
      measures: ["revenue"],
      filters: [{ member: "payments.method", operator: "in", values: ["cash", "crad"] }],
    });
    expect(error.message).toBe('Payment method is never "crad": it is one of card, wallet, bank_transfer, cash.');
    expect(error.errors?.[0]?.path).toBe("/filters/0/values/1");
    expect(error.hint).toContain('names are "card"');
  });

  it.each([
    ["a dimension that no join leads to", { measures: ["revenue"], dimensions: ["refunds.reason"] }, "/dimensions/0"],
    [
      "a dimension that one measure of two cannot reach",
      { measures: ["revenue", "refunds_amount"], dimensions: ["refunds.reason"] },
      "/dimensions/0",
    ],
    [
      "a filter that no join leads to",
      { measures: ["payouts_amount"], filters: [{ member: "payments.method", operator: "in", values: ["card"] }] },
      "/filters/0/member",
    ],
    ["an identifier as a dimension", { measures: ["revenue"], dimensions: ["payments.id"] }, "/dimensions/0"],
    ["one measure twice", { measures: ["revenue", "revenue"] }, "/measures/1"],
    [
      "one dimension twice",
      { measures: ["revenue"], dimensions: ["payments.method", "payments.method"] },
      "/dimensions/1",
    ],
    ["a comparison without a range", { measures: ["revenue"], compare: "previous_period" }, "/compare"],
    [
      "a comparison of an open range",
      { measures: ["revenue"], compare: "previous_year", time: { range: { type: "absolute", from: "2026-01-01" } } },
      "/compare",
    ],
    [
      "a range without a day in it",
      { measures: ["revenue"], time: { range: { type: "absolute", from: "2026-02-01", to: "2026-02-01" } } },
      "/time/range",
    ],
    ["an offset as a zone", { measures: ["revenue"], time: { timeZone: "+05:30" } }, "/time/timeZone"],
    [
      "a time column that is none",
      { measures: ["revenue"], time: { dimension: "payments.method", grain: "day" } },
      "/time/dimension",
    ],
    [
      "a time column of another table",
      { measures: ["revenue"], time: { dimension: "refunds.created_at", grain: "day" } },
      "/time/dimension",
    ],
    [
      "an operator that the type has not",
      { measures: ["revenue"], filters: [{ member: "payments.method", operator: "gt", values: ["card"] }] },
      "/filters/0/operator",
    ],
    [
      "too few values",
      { measures: ["revenue"], filters: [{ member: "payments.amount_minor", operator: "between", values: [1] }] },
      "/filters/0/values",
    ],
    [
      "values where there may be none",
      { measures: ["revenue"], filters: [{ member: "payments.method", operator: "is_null", values: ["x"] }] },
      "/filters/0/values",
    ],
    [
      "a text for a number",
      { measures: ["revenue"], filters: [{ member: "revenue", operator: "gt", values: ["much"] }] },
      "/filters/0/values/0",
    ],
    [
      "a day that there is not",
      { measures: ["revenue"], filters: [{ member: "payments.created_at", operator: "gt", values: ["2026-02-30"] }] },
      "/filters/0/values/0",
    ],
    [
      "NUL in a text",
      { measures: ["revenue"], filters: [{ member: "merchants.city", operator: "in", values: ["a\0b"] }] },
      "/filters/0/values/0",
    ],
    [
      "half of a character",
      { measures: ["revenue"], filters: [{ member: "merchants.city", operator: "in", values: ["\ud83d"] }] },
      "/filters/0/values/0",
    ],
    [
      "sorting by time without an axis",
      { measures: ["revenue"], sort: [{ by: "time", direction: "asc" }] },
      "/sort/0/by",
    ],
    ["a name from the prototype", { measures: ["constructor"] }, "/measures/0"],
  ] satisfies [string, MetricQueryInput, string][])("name %s", (_name, query, path) => {
    expect(pathsOf(query)).toEqual([path]);
  });

  it("refuse what would become too long for the guard", () => {
    const values = Array.from({ length: 1000 }, (_, index) => `city number ${index}`);
    const error = problemsOf({
      measures: ["revenue"],
      filters: [{ member: "merchants.city", operator: "in", values }],
    });
    expect(error.message).toBe("The metric query is too large to run as one query.");
  });

  it("name a measure whose table has no time", () => {
    const catalog = defineCatalog({
      name: "timeless",
      tables: { shops: { tenant: "shared", primaryKey: "id", columns: { id: { type: "integer" } } } },
      measures: { shops: { kind: "aggregate", label: "Shops", table: "shops", aggregate: "count" } },
    });
    expect(problemsOf({ measures: ["shops"], time: { grain: "day" } }, catalog).message).toContain("no time column");
  });
});

describe("compileMetricQuery on any query", () => {
  beforeAll(() => loadModule());

  it("gives SQL that Postgres' grammar reads as one SELECT of as many columns, or says what is wrong", () => {
    let compiled = 0;
    fc.assert(
      fc.property(anyMetricQuery, (input) => {
        try {
          const { sql, columns: described } = compile(input);
          const [statement, ...others] = parseSync(sql).stmts ?? [];
          expect(others).toEqual([]);
          const select =
            statement?.stmt !== undefined && "SelectStmt" in statement.stmt ? statement.stmt.SelectStmt : undefined;
          expect(select?.targetList).toHaveLength(described.length);
          guard(sql, sampleCatalog);
          expect(describeQuery(metricQuerySchema.parse(input), sampleCatalog, options)).toMatch(/^\S.*\S$/s);
          compiled++;
        } catch (error) {
          if (!(error instanceof HeddleError)) throw error;
          expect(error.code).toBe("QUERY_INVALID");
          expect(error.errors?.every(({ path }) => path === "" || path.startsWith("/"))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(compiled).toBeGreaterThan(50);
  }, 60_000);
});
