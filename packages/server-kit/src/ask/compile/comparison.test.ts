import type { Grain, TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { compareRange } from "./comparison.ts";
import type { Comparison } from "./comparison.ts";
import { resolveRange } from "./time-range.ts";

function compare(
  kind: Comparison["kind"],
  range: TimeRange,
  options: { now?: string; zone?: string; grain?: Grain } = {},
): { local: string; partial: boolean; shift: Comparison["shift"] } {
  const { now: at = "2026-11-21T15:55:00Z", zone = "UTC", grain } = options;
  const now = Temporal.Instant.from(at);
  const { from, to } = resolveRange(range, now, zone);
  if (from === undefined || to === undefined) throw new Error("The range is open.");
  const comparison = compareRange(kind, { from, to }, range, { grain, now, zone });
  const ends = [comparison.range.from, comparison.range.to].map(({ local }) =>
    local.toString({ smallestUnit: "minute" }),
  );
  return { local: ends.join(" "), partial: comparison.partial, shift: comparison.shift };
}

const relative = (unit: Grain, offset: number, count: number): TimeRange => ({ type: "relative", unit, offset, count });
const absolute = (from: string, to: string): TimeRange => ({ type: "absolute", from, to });

describe("compareRange", () => {
  it.each([
    ["last month", relative("month", -1, 1), "2026-09-01T00:00 2026-10-01T00:00"],
    ["three whole months", relative("month", -3, 3), "2026-05-01T00:00 2026-08-01T00:00"],
    ["last quarter", relative("quarter", -1, 1), "2026-04-01T00:00 2026-07-01T00:00"],
    [
      "the whole months of an absolute range",
      absolute("2026-04-01", "2026-07-01"),
      "2026-01-01T00:00 2026-04-01T00:00",
    ],
    ["days of an absolute range", absolute("2026-06-10", "2026-06-20"), "2026-05-31T00:00 2026-06-10T00:00"],
    [
      "hours of an absolute range",
      absolute("2026-06-10T08:00", "2026-06-10T20:00"),
      "2026-06-09T20:00 2026-06-10T08:00",
    ],
  ])("steps back by the length of %s", (_name, range, expected) => {
    expect(compare("previous_period", range)).toMatchObject({ local: expected, partial: false });
  });

  it("cuts the earlier range where the current one is not over", () => {
    expect(compare("previous_period", relative("month", 0, 1))).toMatchObject({
      local: "2026-10-01T00:00 2026-10-21T15:55",
      partial: true,
    });
    expect(compare("previous_year", relative("year", 0, 1))).toMatchObject({
      local: "2025-01-01T00:00 2025-11-21T15:55",
    });
  });

  it("never runs into the current range, however long its month", () => {
    const range = compare("previous_period", relative("month", 0, 1), { now: "2026-03-31T12:00:00Z" });
    expect(range.local).toBe("2026-02-01T00:00 2026-03-01T00:00");
  });

  it("keeps local days over a change of clocks", () => {
    const range = compare("previous_period", relative("month", -1, 1), { zone: "Europe/Berlin" });
    expect(range.local).toBe("2026-09-01T00:00 2026-10-01T00:00");
  });

  it("goes from a leap day to the 28th", () => {
    expect(compare("previous_year", absolute("2028-02-29", "2028-03-01")).local).toBe(
      "2027-02-28T00:00 2027-03-01T00:00",
    );
  });

  it("puts buckets side by side by their number", () => {
    const shiftOf = (kind: Comparison["kind"], range: TimeRange, grain: Grain) => compare(kind, range, { grain }).shift;
    expect(shiftOf("previous_period", relative("month", -1, 1), "day")).toEqual({ unit: "days", count: 30 });
    expect(shiftOf("previous_year", relative("year", -1, 1), "month")).toEqual({ unit: "months", count: 12 });
    expect(shiftOf("previous_year", relative("year", 0, 1), "week")).toEqual({ unit: "days", count: 364 });
    expect(shiftOf("previous_year", relative("month", -1, 1), "day")).toEqual({ unit: "years", count: 1 });
    expect(shiftOf("previous_period", relative("day", -1, 1), "hour")).toEqual({ unit: "hours", count: 24 });
  });

  it("leaves out buckets that have no counterpart", () => {
    const february = absolute("2026-02-01", "2026-03-01");
    expect(compare("previous_period", february, { grain: "day" }).local).toBe("2026-01-01T00:00 2026-01-29T00:00");
    expect(compare("previous_period", february).local).toBe("2026-01-01T00:00 2026-02-01T00:00");
  });
});
