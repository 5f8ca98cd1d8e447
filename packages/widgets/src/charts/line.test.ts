import { describe, expect, it } from "vitest";
import { chartInput, euros, numberColumn, textColumn, timeColumn } from "../testing/chart-input.ts";
import { attributes, markup, pathPoints, texts } from "../testing/markup.ts";
import { lineChart } from "./line.ts";

const months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
const byMonth = (values: (number | string | null)[]) =>
  chartInput(
    "line",
    { x: "time", y: ["revenue"] },
    [timeColumn("month"), numberColumn("revenue", { format: euros })],
    values.map((value, index) => [months[index] ?? null, value]),
  );

/** The lines themselves: paths that are stroked and not filled. */
function linePaths(text: string): string[] {
  return attributes(text, "path", "class").flatMap((name, index) =>
    name.includes("stroke-current") ? (attributes(text, "path", "d")[index + shadeOffset(text)] ?? []) : [],
  );
}

/** The shade under a single line is a path without a class. */
function shadeOffset(text: string): number {
  return attributes(text, "path", "d").length - attributes(text, "path", "class").length;
}

/** Reads the vertical scale off the drawn axis: pixel and label of each grid line. */
function valueAt(text: string): (y: number) => number {
  const labels = texts(text)
    .filter((label) => label.startsWith("€"))
    .map((label) => Number(label.slice(1).replace(",", "")));
  const pixels = attributes(text, "line", "y1").map(Number);
  const [firstPixel, lastPixel] = [pixels[0] ?? 0, pixels[labels.length - 1] ?? 0];
  const [first, last] = [labels[0] ?? 0, labels.at(-1) ?? 0];
  return (y) => first + ((y - firstPixel) / (lastPixel - firstPixel)) * (last - first);
}

describe("lineChart", () => {
  it("draws each value where its axis says that value is", () => {
    const values = [120, 480, 333, 901];
    const text = markup(lineChart(byMonth(values)).drawing);
    const read = valueAt(text);
    const drawn = pathPoints(linePaths(text)[0] ?? "").map(([, y]) => read(y));
    drawn.forEach((value, index) => expect(Math.abs(value - (values[index] ?? 0))).toBeLessThan(5));
    expect(drawn).toHaveLength(4);
  });

  it("spaces points by time and not by row", () => {
    const input = chartInput(
      "line",
      { x: "time", y: ["n"] },
      [timeColumn("day"), numberColumn("n")],
      [
        ["2026-01-01", 1],
        ["2026-01-02", 1],
        ["2026-01-11", 1],
      ],
    );
    const [a, b, c] = pathPoints(linePaths(markup(lineChart(input).drawing))[0] ?? "").map(([x]) => x);
    expect(((c ?? 0) - (a ?? 0)) / ((b ?? 0) - (a ?? 0))).toBeCloseTo(10, 1);
  });

  it("sorts rows by time", () => {
    const input = byMonth([1, 2, 3, 4]);
    const shuffled = { ...input, rows: input.rows.toReversed() };
    expect(markup(lineChart(shuffled).drawing)).toBe(markup(lineChart(input).drawing));
  });

  it("leaves a gap for a null and shows a point between two gaps", () => {
    const text = markup(lineChart(byMonth([1, null, 3, null])).drawing);
    expect(linePaths(text)[0]?.match(/M/g)).toHaveLength(2);
    expect(attributes(text, "circle", "cx")).toHaveLength(2);
  });

  it("reads exact decimals that arrive as strings", () => {
    const chart = lineChart(byMonth(["10.50", "20.25", "30", "40"]));
    expect(chart.stops.at(1).entries[0]?.value).toBe("€20.25");
  });

  it("splits one measure into a line for each value of the series column", () => {
    const columns = [timeColumn("month"), textColumn("method"), numberColumn("n")];
    const rows = months.flatMap((month, index) => [
      [month, "card", index],
      [month, "wallet", index * 2],
    ]);
    const chart = lineChart(chartInput("line", { x: "time", y: ["n"], series: "method" }, columns, rows));
    expect(chart.legend.map(({ label }) => label)).toEqual(["card", "wallet"]);
    expect(linePaths(markup(chart.drawing))).toHaveLength(2);
    expect(chart.stops.at(3)).toMatchObject({
      heading: "April 2026",
      entries: [
        { label: "card", value: "3" },
        { label: "wallet", value: "6" },
      ],
    });
  });

  it("keeps the eight largest of many series and says so", () => {
    const columns = [timeColumn("month"), textColumn("s"), numberColumn("n")];
    const rows = Array.from({ length: 20 }, (_, index) => ["2026-01-01", `s${index}`, index]);
    const chart = lineChart(chartInput("line", { x: "time", y: ["n"], series: "s" }, columns, rows));
    expect(chart.legend.map(({ label }) => label)).toEqual(["s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19"]);
    expect(chart.notes).toEqual(["Showing the 8 largest of 20 series."]);
  });

  it("draws few points for many rows and keeps the peaks", () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [index, index === 77_777 ? 5000 : index % 100]);
    const chart = lineChart(chartInput("line", { x: "i", y: ["n"] }, [numberColumn("i"), numberColumn("n")], rows));
    const points = pathPoints(linePaths(markup(chart.drawing))[0] ?? "");
    expect(points.length).toBeLessThan(600 * 5);
    const peak = Array.from({ length: chart.stops.count }, (_, index) => chart.stops.at(index)).find(
      ({ entries }) => entries[0]?.value === "5,000",
    );
    expect(peak?.heading).toBe("77,777");
  });

  it("finds the stop nearest to the pointer", () => {
    const { stops } = lineChart(byMonth([1, 2, 3, 4]));
    const { x } = stops.at(2);
    expect(stops.nearest(x + 3, 0)).toBe(2);
    expect(stops.nearest(0, 0)).toBe(0);
    expect(stops.nearest(9999, 0)).toBe(3);
  });

  it("puts a single point in the middle", () => {
    const chart = lineChart(byMonth([7]));
    expect(chart.stops.count).toBe(1);
    expect(attributes(markup(chart.drawing), "circle", "cx")).toHaveLength(1);
  });
});
