import type { Cell, Column, WidgetConfigOf, WidgetType } from "@heddle/sdk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartInput, numberColumn, textColumn, timeColumn } from "../testing/chart-input.ts";
import { markup } from "../testing/markup.ts";
import { drawChart } from "./draw-chart.ts";

const encodings: { [T in WidgetType]: WidgetConfigOf<T>["encoding"] } = {
  kpi: { value: "n", previous: "m" },
  line: { x: "key", y: ["n", "m"] },
  bar: { x: "key", y: ["n", "m"] },
  pie: { category: "key", value: "n" },
  table: {},
};
const types = Object.keys(encodings) as WidgetType[];

function draw(type: WidgetType, key: Column, rows: Cell[][], size = { width: 600, height: 300 }) {
  const columns = [key, numberColumn("n"), numberColumn("m")];
  return drawChart({ ...chartInput(type, encodings[type], columns, rows), size });
}

describe("drawChart", () => {
  it.each(types)("says in words that there are no rows: %s", (type) => {
    expect(draw(type, textColumn("key"), [])).toEqual({ kind: "message", message: "No data for this selection" });
  });

  it.each(["kpi", "line", "bar", "pie"] as const)("says in words that all values are empty: %s", (type) => {
    expect(draw(type, textColumn("key"), [["a", null, null]])).toEqual({
      kind: "message",
      message: "Every value is empty",
    });
  });

  it("names a column that is not there", () => {
    const input = chartInput("bar", { x: "gone", y: ["n"] }, [numberColumn("n")], [[1]]);
    expect(drawChart(input)).toEqual({ kind: "message", message: "The data has no column “gone”" });
  });

  it("never fails by itself and never draws NaN, whatever the cells hold", { timeout: 60_000 }, () => {
    const cell = fc.oneof(
      fc.constantFrom<Cell>(
        null,
        "",
        "NaN",
        "Infinity",
        "1e400",
        "-0",
        "2026-02-30",
        "2026-01-01",
        1e308,
        -1e308,
        5e-324,
        Number.NaN,
      ),
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constant<Cell>({ a: [1] }),
    );
    const keys = [textColumn("key"), numberColumn("key"), { ...timeColumn("month"), name: "key" }];
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
    const size = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 600 }) });
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.constantFrom(...keys), rows, size, (type, key, drawn, box) => {
        const drawing = draw(type, key, drawn, box);
        if (drawing.kind === "message") {
          expect(drawing.error).toBeUndefined();
          return;
        }
        const { stops } = drawing.chart;
        const stopText = Array.from({ length: stops.count }, (_, index) => markup(stops.at(index).marker)).join("");
        const text = `${type === "table" ? "" : markup(drawing.chart.drawing)}${stopText}`;
        const numbers = [...text.matchAll(/\s(?:d|x|y|x1|x2|y1|y2|cx|cy|width|height|transform)="([^"]*)"/g)].map(
          (match) => match[1],
        );
        expect(numbers.join(" ")).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 300, seed: 2026 },
    );
  });
});
