import { metricQuerySchema, widgetConfigSchema } from "@heddle/sdk/contract";
import type { Cell, Column } from "@heddle/sdk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WidgetInput } from "../pipeline.ts";
import { chooseWidget } from "./choose-widget.ts";

const month: Column = {
  name: "time",
  type: "date",
  role: "time",
  format: { style: "time", grain: "month", timeZone: "UTC" },
};
const merchant: Column = { name: "merchants.name", type: "string", role: "dimension", label: "Merchant" };
const method: Column = { name: "payments.method", type: "string", role: "dimension", label: "Payment method" };
const revenue: Column = {
  name: "revenue",
  type: "number",
  role: "measure",
  label: "Revenue",
  format: { style: "currency", currency: "EUR" },
};
const before: Column = { ...revenue, name: "revenue_previous", role: "comparison" };
const payments: Column = {
  name: "payment_count",
  type: "number",
  role: "measure",
  label: "Payments",
  format: { style: "number" },
};
const rate: Column = {
  name: "refund_rate",
  type: "number",
  role: "measure",
  label: "Refund rate",
  format: { style: "percent" },
};

function choose(columns: Column[], rows: WidgetInput["rows"], more: Partial<WidgetInput> = {}) {
  const config = chooseWidget({
    columns,
    rows,
    reading: "Revenue by month for 2026, succeeded payments",
    question: "revenue",
    ...more,
  });
  expect(widgetConfigSchema.safeParse(config).error).toBeUndefined();
  return config;
}

const months = (count: number) =>
  Array.from({ length: count }, (_, index) => `2026-${String(index + 1).padStart(2, "0")}-01`);
const names = (count: number, prefix = "m") => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe("chooseWidget by rule", () => {
  it("shows one value as a kpi, with the earlier one beside it", () => {
    expect(choose([revenue], [[12.5]])).toMatchObject({ type: "kpi", encoding: { value: "revenue" } });
    const compared = choose([revenue, before], [[12.5, 10]]);
    expect(compared).toMatchObject({ type: "kpi", encoding: { value: "revenue", previous: "revenue_previous" } });
    expect(compared.summary).toContain("12.50 EUR, before 10.00 EUR, up 25.0%");
  });

  it("keeps a kpi whose value is null", () => {
    const config = choose([rate], [[null]]);
    expect(config.type).toBe("kpi");
    expect(config.summary).toContain("no value");
  });

  it("draws a course of three points or more as a line and fewer as bars", () => {
    const rows = months(3).map((at, index) => [at, index * 100]);
    expect(choose([month, revenue], rows)).toMatchObject({ type: "line", encoding: { x: "time", y: ["revenue"] } });
    expect(choose([month, revenue], rows.slice(0, 2))).toMatchObject({ type: "bar", encoding: { x: "time" } });
  });

  it("draws the earlier period as a second line", () => {
    const rows = months(4).map((at) => [at, 2, 1]);
    expect(choose([month, revenue, before], rows)).toMatchObject({ encoding: { y: ["revenue", "revenue_previous"] } });
  });

  it("splits a line by a dimension of few values, and lists many", () => {
    const rowsOf = (count: number) => months(3).flatMap((at) => names(count).map((name) => [at, name, 1]));
    expect(choose([month, method, revenue], rowsOf(4))).toMatchObject({
      type: "line",
      encoding: { series: "payments.method" },
    });
    expect(choose([month, method, revenue], rowsOf(9)).type).toBe("table");
  });

  it("draws categories as bars, lying where names are long or many", () => {
    const bars = (rows: WidgetInput["rows"]) => choose([merchant, revenue], rows);
    expect(
      bars([
        ["a", 1],
        ["b", 2],
      ]),
    ).toMatchObject({ type: "bar", orientation: "vertical" });
    expect(
      bars([
        ["a", 1],
        ["Harbour Road Groceries", 2],
      ]),
    ).toMatchObject({ orientation: "horizontal" });
    expect(bars(names(9).map((name) => [name, 1]))).toMatchObject({ orientation: "horizontal" });
    expect(bars(names(41).map((name) => [name, 1])).type).toBe("table");
  });

  it("does not put two merchants of one name on one bar", () => {
    expect(
      choose(
        [merchant, revenue],
        [
          ["Corner", 1],
          ["Corner", 2],
        ],
      ).type,
    ).toBe("table");
  });

  it("draws a pie only for few parts of one whole, and only when asked", () => {
    const rows = [
      ["card", 5],
      ["cash", 3],
    ];
    const asked = { question: "share of revenue by payment method" };
    expect(choose([method, revenue], rows, asked)).toMatchObject({
      type: "pie",
      encoding: { category: "payments.method", value: "revenue" },
    });
    expect(choose([method, revenue], rows).type).toBe("bar");
    expect(
      choose(
        [method, revenue],
        [
          ["card", 5],
          ["cash", -3],
        ],
        asked,
      ).type,
    ).toBe("bar");
    expect(
      choose(
        [method, revenue],
        [
          ["card", 5],
          ["cash", null],
        ],
        asked,
      ).type,
    ).toBe("bar");
    expect(choose([method, rate], rows, asked).type).toBe("bar");
    expect(
      choose(
        [method, revenue],
        names(7).map((name) => [name, 1]),
        asked,
      ).type,
    ).toBe("bar");
    const limited = metricQuerySchema.parse({ measures: ["revenue"], dimensions: ["payments.method"], limit: 2 });
    expect(choose([method, revenue], rows, { ...asked, query: limited }).type).toBe("bar");
  });

  it("makes the smaller of two crossed dimensions the colour", () => {
    const rows = names(5).flatMap((name) => ["card", "cash"].map((by) => [by, name, 1]));
    expect(choose([method, merchant, revenue], rows)).toMatchObject({
      type: "bar",
      stacked: true,
      encoding: { x: "merchants.name", series: "payments.method" },
    });
    expect(choose([method, merchant, rate], rows)).toMatchObject({ stacked: false });
  });

  it("lists values of different units, and results without rows or values", () => {
    expect(
      choose(
        [month, revenue, payments],
        months(4).map((at) => [at, 1, 2]),
      ).type,
    ).toBe("table");
    expect(choose([month, revenue], []).type).toBe("table");
    expect(
      choose(
        [month, revenue],
        months(4).map((at) => [at, null]),
      ).type,
    ).toBe("table");
    expect(choose([], []).type).toBe("table");
  });

  it("infers roles where SQL was written freely", () => {
    const columns: Column[] = [
      { name: "day", type: "date" },
      { name: "total", type: "number" },
    ];
    expect(
      choose(
        columns,
        months(4).map((at) => [at, "12.50"]),
      ).type,
    ).toBe("line");
    const byYear: Column[] = [
      { name: "year", type: "number" },
      { name: "total", type: "number" },
    ];
    expect(
      choose(byYear, [
        [2025, 1],
        [2026, 2],
      ]),
    ).toMatchObject({ type: "bar", encoding: { x: "year", y: ["total"] } });
  });

  it("lists a result in which two columns have one name", () => {
    const total: Column = { name: "total", type: "number" };
    expect(choose([total, total], [[1, 2]])).toMatchObject({ type: "table", encoding: {} });
  });
});

describe("chooseWidget's words", () => {
  it("gives the range, the total, the highest and the lowest", () => {
    const config = choose(
      [month, revenue],
      months(3).map((at, index) => [at, String((index + 1) * 10)]),
    );
    expect(config.title).toBe("Revenue by month for 2026, succeeded payments");
    expect(config.summary).toBe(
      "Revenue by month for 2026, succeeded payments: 3 rows from 2026-01 to 2026-03, total 60.00 EUR, highest 30.00 EUR (2026-03), lowest 10.00 EUR (2026-01).",
    );
  });

  it("adds up no rates", () => {
    expect(
      choose(
        [method, rate],
        [
          ["card", 0.1],
          ["cash", 0.25],
        ],
      ).summary,
    ).toContain("2 rows, highest 25% (cash), lowest 10% (card)");
  });

  it("keeps to the lengths of the schema and never cuts a character", () => {
    const long = "\u{1F600}".repeat(400);
    const config = choose(
      [merchant, revenue],
      [
        [long, 1],
        ["b", 2],
      ],
      { reading: long },
    );
    expect(config.title.isWellFormed()).toBe(true);
    expect(config.summary.isWellFormed()).toBe(true);
  });
});

describe("chooseWidget with a proposal", () => {
  const rows = [
    ["card", 5],
    ["cash", 3],
  ];
  const proposed = {
    version: 1,
    type: "pie",
    title: "How customers pay",
    summary: "made up",
    encoding: { category: "payments.method", value: "revenue" },
    formats: { revenue: { style: "currency", currency: "USD" } },
    query: { measures: ["fees"] },
  };

  it("draws what fits as proposed, with its title, and says only what the rows say", () => {
    const config = choose([method, revenue], rows, { proposed });
    expect(config).toMatchObject({ type: "pie", title: "How customers pay" });
    expect(config.summary).toContain("total 8.00 EUR");
    expect(config).not.toHaveProperty("formats");
    expect(config).not.toHaveProperty("query");
  });

  it.each([
    ["an unknown column", { encoding: { category: "payments.method", value: "fees" } }],
    ["an unknown key", { html: "<b>" }],
    ["a text as value", { encoding: { category: "payments.method", value: "payments.method" } }],
    ["a kind there is none of", { type: "gauge" }],
    ["a single value of many rows", { type: "kpi", encoding: { value: "revenue" } }],
    ["a text on the value axis", { type: "bar", encoding: { x: "revenue", y: ["payments.method"] } }],
    ["one column on both axes", { type: "bar", encoding: { x: "revenue", y: ["revenue"] } }],
  ])("leaves %s to the rules", (_name, change) => {
    expect(choose([method, revenue], rows, { proposed: { ...proposed, ...change } })).toMatchObject({
      type: "bar",
      title: "Revenue by month for 2026, succeeded payments",
    });
  });
});

describe("chooseWidget on any result", () => {
  const column = fc.record(
    {
      name: fc.string({ maxLength: 140 }),
      type: fc.constantFrom(
        "string" as const,
        "number" as const,
        "boolean" as const,
        "date" as const,
        "timestamp" as const,
        "json" as const,
      ),
      label: fc.string(),
      role: fc.constantFrom("time" as const, "dimension" as const, "measure" as const, "comparison" as const),
    },
    { requiredKeys: ["name", "type"] },
  );
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
    fc.boolean(),
    fc.constant<Cell>({ a: [1] }),
    fc.constant("12.34"),
  );
  const input = fc.tuple(fc.array(column, { maxLength: 5 }), fc.nat(12)).chain(([columns, rows]) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
        minLength: rows,
        maxLength: rows,
      }),
      reading: fc.string(),
      question: fc.constantFrom("", "share of it"),
      proposed: fc.anything(),
    }),
  );

  it("gives a valid config, the same every time", () => {
    fc.assert(
      fc.property(input, (value) => {
        const config = chooseWidget(value);
        expect(widgetConfigSchema.safeParse(config).error).toBeUndefined();
        expect(chooseWidget(structuredClone(value))).toEqual(config);
      }),
      { numRuns: 500 },
    );
  });
});
