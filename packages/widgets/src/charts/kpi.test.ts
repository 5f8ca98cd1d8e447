import type { Cell, Column } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { chartInput, euros, numberColumn } from "../testing/chart-input.ts";
import { markup, texts } from "../testing/markup.ts";
import { kpiChart } from "./kpi.ts";

function kpiTexts(now: Cell, before: Cell, format: Column["format"] = euros): string[] {
  const columns = [numberColumn("n", { format }), numberColumn("n_previous", { format, role: "comparison" })];
  return texts(
    markup(kpiChart(chartInput("kpi", { value: "n", previous: "n_previous" }, columns, [[now, before]])).drawing),
  );
}

describe("kpiChart", () => {
  it.each([
    [120, 100, "€120.00", "Up 20% from €100.00"],
    [75, 100, "€75.00", "Down 25% from €100.00"],
    [100, 100, "€100.00", "Unchanged from €100.00"],
    [5, 0, "€5.00", "Up €5.00 from €0.00"],
    [-50, -100, "-€50.00", "Up 50% from -€100.00"],
    [5, null, "€5.00", "No earlier value to compare with"],
    [
      "12345678901234567.89",
      "12345678901234567.89",
      "€12,345,678,901,234,567.89",
      "Unchanged from €12,345,678,901,234,567.89",
    ],
  ])("says of %s after %s: %s, %s", (now, before, value, change) => {
    expect(kpiTexts(now, before)).toEqual([value, change]);
  });

  it("counts the change of a rate in percentage points", () => {
    expect(kpiTexts(0.0148, 0.0123, { style: "percent" })).toEqual(["1.48%", "Up 0.3 points from 1.23%"]);
  });
});
