import { describe, expect, it } from "vitest";
import { chartInput, numberColumn, textColumn } from "../testing/chart-input.ts";
import { markup, texts } from "../testing/markup.ts";
import { NotDrawable } from "./not-drawable.ts";
import { pieChart } from "./pie.ts";

const pieOf = (values: [string | null, number | string | null][]) =>
  pieChart(chartInput("pie", { category: "name", value: "n" }, [textColumn("name"), numberColumn("n")], values));

describe("pieChart", () => {
  it("says each part's share, largest first", () => {
    const { stops, drawing } = pieOf([
      ["a", 10],
      ["b", 30],
    ]);
    expect(stops.at(0)).toMatchObject({ heading: "b", entries: [{ label: "75% of the total", value: "30" }] });
    expect(texts(markup(drawing))).toEqual(["b", "30", "75%", "a", "10", "25%"]);
  });

  it("puts everything beyond six parts together", () => {
    const values = Array.from({ length: 9 }, (_, index): [string, number] => [`p${index}`, 9 - index]);
    const { stops } = pieOf(values);
    expect(stops.count).toBe(7);
    expect(stops.at(6)).toMatchObject({ heading: "Other", entries: [{ value: "6" }] });
  });

  it("leaves out negative parts and says so", () => {
    const { notes, stops } = pieOf([
      ["a", 10],
      ["b", -4],
    ]);
    expect(stops.count).toBe(1);
    expect(notes).toEqual(["Not drawn because they are negative: 1."]);
  });

  it("gives each part its share of the ring, from the top on", () => {
    const { stops } = pieOf([
      ["a", 5],
      ["b", 3],
      ["c", 2],
    ]);
    const [a, b, c] = [stops.at(0), stops.at(1), stops.at(2)];
    // The middles of the parts lie a quarter, 0.65 and 0.9 of a turn from the top, clockwise.
    const turn = (part: number) => part * 2 * Math.PI;
    const radius = (a.x - b.x) / (1 - Math.sin(turn(0.65)));
    const centre = a.x - radius;
    expect(a.y).toBeCloseTo(150, 5);
    expect(b.y).toBeCloseTo(150 - radius * Math.cos(turn(0.65)), 5);
    expect(c.y).toBeCloseTo(150 - radius * Math.cos(turn(0.9)), 5);
    expect(c.x).toBeCloseTo(centre + radius * Math.sin(turn(0.9)), 5);
  });

  it("finds the part under the pointer, clockwise from the top", () => {
    const { stops } = pieOf([
      ["a", 50],
      ["b", 50],
    ]);
    const [a, b] = [stops.at(0), stops.at(1)];
    expect(a.x).toBeGreaterThan(b.x);
    expect(stops.nearest(a.x, a.y)).toBe(0);
    expect(stops.nearest(b.x, b.y)).toBe(1);
    expect(stops.nearest((a.x + b.x) / 2, a.y)).toBeNull();
  });

  it.each([[[]], [[["a", null]]], [[["a", 0]]]] as [string, number | null][][][])(
    "has nothing to draw of %j",
    (values) => {
      expect(() => pieOf(values)).toThrow(NotDrawable);
    },
  );
});
