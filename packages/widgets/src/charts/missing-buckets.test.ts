import type { Cell, Column } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { chartInput, numberColumn, textColumn, timeColumn } from "../testing/chart-input.ts";
import { seriesTable } from "./series.ts";

function tableOf(column: Column, rows: Cell[][], series?: string) {
  const columns = series === undefined ? [column, numberColumn("n")] : [column, textColumn(series), numberColumn("n")];
  const encoding = { x: column.name, y: ["n"], ...(series === undefined ? {} : { series }) };
  const table = seriesTable(chartInput("line", encoding, columns, rows));
  return { keys: table.keys, values: table.series.map(({ values }) => values) };
}

describe("withMissingBuckets", () => {
  it.each([
    ["day", ["2026-02-27", "2026-03-02"], ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]],
    ["week", ["2025-12-29", "2026-01-12"], ["2025-12-29", "2026-01-05", "2026-01-12"]],
    ["month", ["2025-11-01", "2026-02-01"], ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]],
    ["quarter", ["2025-10-01", "2026-04-01"], ["2025-10-01", "2026-01-01", "2026-04-01"]],
    ["year", ["2024-01-01", "2026-01-01"], ["2024-01-01", "2025-01-01", "2026-01-01"]],
  ] as const)("gives every %s between the first and the last its place", (grain, [first, last], keys) => {
    const { keys: filled, values } = tableOf(timeColumn(grain), [
      [first, 1],
      [last, 2],
    ]);
    expect(filled).toEqual(keys);
    expect(values).toEqual([[1, ...Array.from({ length: keys.length - 2 }, () => null), 2]]);
  });

  it("adds no series where rows are split by one", () => {
    const rows = [
      ["2026-01-01", "a", 1],
      ["2026-01-01", "b", 2],
      ["2026-03-01", "b", 3],
    ];
    expect(tableOf(timeColumn("month"), rows, "s")).toEqual({
      keys: ["2026-01-01", "2026-02-01", "2026-03-01"],
      values: [
        [1, null, null],
        [2, null, 3],
      ],
    });
  });

  it.each([
    ["a ranking", timeColumn("month"), ["2026-03-01", "2026-01-01"]],
    ["keys that are no buckets", timeColumn("month"), ["2026-01-05", "2026-03-01"]],
    ["a key that is no time", timeColumn("month"), ["2026-01-01", null, "2026-03-01"]],
    ["categories", textColumn("time"), ["2026-01-01", "2026-03-01"]],
    ["more buckets than pixels", timeColumn("day"), ["1900-01-01", "2026-01-01"]],
  ] as const)("leaves %s alone", (_, column, keys) => {
    expect(
      tableOf(
        column,
        keys.map((key) => [key, 1]),
      ).keys,
    ).toEqual(keys);
  });
});
