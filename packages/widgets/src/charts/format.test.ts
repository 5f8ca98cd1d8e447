import type { Column } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { euros, numberColumn, timeColumn } from "../testing/chart-input.ts";
import { createFormatters } from "./format.ts";

const full = (column: Column, cell: Parameters<ReturnType<typeof formatterOf>["full"]>[0]) =>
  formatterOf(column).full(cell);
const formatterOf = (column: Column) => createFormatters("en-GB").column(column);

describe("full", () => {
  it.each([
    [numberColumn("n"), "12345678901234567890.123456789", "12,345,678,901,234,567,890.123456789"],
    [numberColumn("n"), 0.125, "0.125"],
    [numberColumn("n", { format: { style: "number", maximumFractionDigits: 1 } }), "2.25", "2.3"],
    [numberColumn("n", { format: euros }), -1234.5, "-€1,234.50"],
    [numberColumn("n", { format: { style: "currency", currency: "JPY" } }), 1200, "JP¥1,200"],
    [numberColumn("n", { format: { style: "percent" } }), 0.0512, "5.12%"],
    [numberColumn("n"), Number.NaN, "—"],
    [numberColumn("n"), null, "—"],
    [timeColumn("day"), "2026-03-01", "Sun, 1 Mar 2026"],
    [timeColumn("week"), "2026-03-02", "Week of 2 Mar 2026"],
    [timeColumn("month"), "2026-03-01", "March 2026"],
    [timeColumn("quarter"), "2026-04-01", "Q2 2026"],
    [timeColumn("year"), "2026-01-01", "2026"],
    [
      { name: "t", type: "timestamp", format: { style: "time", timeZone: "Asia/Tokyo" } },
      "2026-03-01T20:00:00Z",
      "2 Mar 2026, 05:00",
    ],
    [{ name: "b", type: "boolean" }, true, "Yes"],
    [{ name: "j", type: "json" }, { a: [1] }, '{"a":[1]}'],
    [{ name: "s", type: "string" }, "<b>007</b>", "<b>007</b>"],
  ] satisfies [Column, unknown, string][])("writes %o of %j as %s", (column, cell, expected) => {
    expect(full(column, cell)).toBe(expected);
  });

  it("lets the config's format go first", () => {
    const column = numberColumn("n", { format: euros });
    expect(
      createFormatters("en-GB", { n: { style: "percent" } })
        .column(column)
        .full(0.5),
    ).toBe("50%");
  });

  it("calls values by their labels where they have any", () => {
    const column: Column = {
      name: "m",
      type: "string",
      format: { style: "text", labels: { bank_transfer: "bank transfer" } },
    };
    expect([full(column, "bank_transfer"), full(column, "cash"), full(column, "constructor")]).toEqual([
      "bank transfer",
      "cash",
      "constructor",
    ]);
  });

  it("is not led astray by names of Object.prototype", () => {
    expect(createFormatters("en-GB", {}).column(numberColumn("constructor")).full(5)).toBe("5");
  });

  it("writes for the reader's locale, and in English for one that does not exist", () => {
    expect(
      createFormatters("de-DE")
        .column(numberColumn("n", { format: euros }))
        .full("1234.5"),
    ).toBe("1.234,50\u00a0€");
    expect(createFormatters("no such thing").locale).toBe("en");
  });
});

describe("ticks", () => {
  it.each([
    [numberColumn("n", { format: euros }), [0, 500_000, 1_000_000], ["€0", "€500k", "€1m"]],
    [numberColumn("n", { format: { style: "percent" } }), [0.95, 0.955, 0.96], ["95.0%", "95.5%", "96.0%"]],
    [numberColumn("n"), [0, 0.5, 1], ["0.0", "0.5", "1.0"]],
    [numberColumn("n"), [0, 12_500, 25_000], ["0", "12.5k", "25k"]],
  ])("are short and differ", (column, values, expected) => {
    expect(formatterOf(column).ticks(values)).toEqual(expected);
  });
});
