import { describe, expect, it, vi } from "vitest";
import { chartInput, numberColumn, textColumn } from "../testing/chart-input.ts";
import { attributes, markup, texts } from "../testing/markup.ts";
import type { ChartInput, TableSort } from "./chart.ts";
import { tableChart } from "./table.ts";

const columns = [textColumn("city"), numberColumn("n"), { name: "secret", type: "string" } as const];
const rows = [
  ["Bonn", 5, "x"],
  ["Aachen", "12345678901234567890.25", "y"],
  ["Celle", null, "z"],
  ["Düren", 100, "w"],
];
const input = chartInput("table", { columns: ["city", "n"] }, columns, rows);

function cities(more: Partial<ChartInput<"table">> = {}): string[] {
  const text = markup(tableChart({ ...input, ...more }).drawing);
  return texts(text.slice(text.indexOf("<tbody"))).filter((_, index) => index % 2 === 0);
}

describe("tableChart", () => {
  it("shows the named columns, every digit of exact numbers, and nothing else", () => {
    const text = markup(tableChart(input).drawing);
    expect(texts(text)).toContain("12,345,678,901,234,567,890.25");
    expect(text).not.toContain("secret");
  });

  it("sorts numbers by value with empty cells last both ways", () => {
    expect(cities({ sort: { column: 1, direction: "ascending" } })).toEqual(["Bonn", "Düren", "Aachen", "Celle"]);
    expect(cities({ sort: { column: 1, direction: "descending" } })).toEqual(["Aachen", "Düren", "Bonn", "Celle"]);
    expect(cities({ sort: { column: 0, direction: "ascending" } })).toEqual(["Aachen", "Bonn", "Celle", "Düren"]);
  });

  it("tells readers how it is sorted", () => {
    const sort: TableSort = { column: 1, direction: "descending" };
    const text = markup(tableChart({ ...input, sort, onSort: vi.fn() }).drawing);
    expect(attributes(text, "th", "aria-sort")).toEqual(["", "descending"]);
  });

  it("draws a thousand of many rows and says so", () => {
    const many = Array.from({ length: 2500 }, (_, index) => [`c${index}`, index, ""]);
    const chart = tableChart({ ...input, rows: many });
    expect(markup(chart.drawing).match(/<tr/g)).toHaveLength(1001);
    expect(chart.notes).toEqual(["Showing 1,000 of 2,500 rows."]);
  });
});
