import type { Cell } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { chartInput, numberColumn, textColumn, timeColumn } from "../testing/chart-input.ts";
import { attributes, markup, pathPoints } from "../testing/markup.ts";
import { barChart } from "./bar.ts";

interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function bars(text: string): Extent[] {
  return attributes(text, "path", "d").map((path) => {
    const points = pathPoints(path);
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  });
}

const height = ({ top, bottom }: Extent) => bottom - top;
const width = ({ left, right }: Extent) => right - left;

function barsOf(rows: Cell[][], y: string[], more: { stacked?: boolean; orientation?: "horizontal" } = {}) {
  const columns = [textColumn("name"), ...y.map((name) => numberColumn(name))];
  const chart = barChart(chartInput("bar", { x: "name", y }, columns, rows, more));
  return { chart, drawn: bars(markup(chart.drawing)) };
}

describe("barChart", () => {
  it("draws lengths in the proportion of the values", () => {
    const { drawn } = barsOf(
      [
        ["a", 100],
        ["b", 250],
        ["c", 25],
      ],
      ["n"],
    );
    const [a, b, c] = drawn.map(height);
    expect((b ?? 0) / (a ?? 1)).toBeCloseTo(2.5, 2);
    expect((a ?? 0) / (c ?? 1)).toBeCloseTo(4, 2);
  });

  it("lets negative bars hang from the same zero line", () => {
    const { drawn } = barsOf(
      [
        ["a", 10],
        ["b", -20],
      ],
      ["n"],
    );
    expect(drawn[1]?.top).toBe(drawn[0]?.bottom);
    expect(height(drawn[1] as Extent) / height(drawn[0] as Extent)).toBeCloseTo(2, 2);
  });

  it("groups measures side by side", () => {
    const { drawn } = barsOf([["a", 10, 20]], ["n", "m"]);
    expect(drawn[0]?.bottom).toBe(drawn[1]?.bottom);
    expect(drawn[0]?.right).toBeLessThanOrEqual(drawn[1]?.left ?? 0);
  });

  it("stacks positive values up and negative ones down", () => {
    const { drawn } = barsOf([["a", 10, 20, -5]], ["n", "m", "o"], { stacked: true });
    expect(drawn[1]?.bottom).toBeCloseTo(drawn[0]?.top ?? 0, 1);
    expect(drawn[2]?.top).toBeCloseTo(drawn[0]?.bottom ?? 0, 1);
    expect(height(drawn[1] as Extent) / height(drawn[0] as Extent)).toBeCloseTo(2, 1);
  });

  it("lies down on request", () => {
    const { drawn } = barsOf(
      [
        ["a", 10],
        ["b", 30],
      ],
      ["n"],
      { orientation: "horizontal" },
    );
    expect(drawn[0]?.left).toBe(drawn[1]?.left);
    expect(width(drawn[1] as Extent) / width(drawn[0] as Extent)).toBeCloseTo(3, 2);
  });

  it("draws no more categories than can be told apart and says how many there are", () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [`c${index}`, index]);
    const upright = barsOf(rows, ["n"]);
    expect(upright.drawn.length).toBeLessThan(200);
    expect(upright.chart.notes).toEqual([`Showing ${upright.drawn.length} of 10,000 categories.`]);
    expect(upright.chart.stops.count).toBe(upright.drawn.length);
    expect(barsOf(rows, ["n"], { orientation: "horizontal" }).drawn).toHaveLength(60);
  });

  it("keeps the latest part of a long time", () => {
    const rows = Array.from({ length: 3000 }, (_, index) => [
      new Date(Date.UTC(2018, 0, 1 + index)).toISOString().slice(0, 10),
      index,
    ]);
    const { stops } = barChart(
      chartInput("bar", { x: "time", y: ["n"] }, [timeColumn("day"), numberColumn("n")], rows),
    );
    expect(stops.at(stops.count - 1).entries[0]?.value).toBe("2,999");
  });

  it("has no bar for a null and none of any length for zeros", () => {
    expect(
      barsOf(
        [
          ["a", null],
          ["b", 5],
        ],
        ["n"],
      ).drawn,
    ).toHaveLength(1);
    expect(
      barsOf(
        [
          ["a", 0],
          ["b", 0],
        ],
        ["n"],
      ).drawn.map(height),
    ).toEqual([0, 0]);
  });

  it("finds the band under the pointer", () => {
    const { chart } = barsOf(
      [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ],
      ["n"],
    );
    expect(chart.stops.nearest(chart.stops.at(1).x, 40)).toBe(1);
    expect(chart.stops.nearest(0, 40)).toBeNull();
    expect(chart.stops.at(2)).toMatchObject({ heading: "c", entries: [{ value: "3" }] });
  });
});
