import type { TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { resolveRange } from "./time-range.ts";

const relative = (
  unit: Extract<TimeRange, { type: "relative" }>["unit"],
  offset: number,
  count: number,
): TimeRange => ({
  type: "relative",
  unit,
  offset,
  count,
});

/** A range as its two instants in UTC. */
function instants(range: TimeRange, zone: string, now = "2026-11-21T15:55:30Z"): string[] {
  const { from, to } = resolveRange(range, Temporal.Instant.from(now), zone);
  return [String(from?.instant), String(to?.instant)];
}

describe("resolveRange, relative", () => {
  it.each([
    ["this year", relative("year", 0, 1), ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]],
    ["this quarter", relative("quarter", 0, 1), ["2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"]],
    ["the last three whole months", relative("month", -3, 3), ["2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z"]],
    ["this week, from Monday", relative("week", 0, 1), ["2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"]],
    ["the last 30 days", relative("day", -29, 30), ["2026-10-23T00:00:00Z", "2026-11-22T00:00:00Z"]],
    ["the hour before", relative("hour", -1, 1), ["2026-11-21T14:00:00Z", "2026-11-21T15:00:00Z"]],
  ])("reads %s", (_name, range, expected) => {
    expect(instants(range, "UTC")).toEqual(expected);
  });

  it("is in the day of the zone, not of UTC", () => {
    expect(instants(relative("day", 0, 1), "Pacific/Kiritimati")).toEqual([
      "2026-11-21T10:00:00Z",
      "2026-11-22T10:00:00Z",
    ]);
    expect(instants(relative("day", 0, 1), "Asia/Kolkata")).toEqual(["2026-11-20T18:30:00Z", "2026-11-21T18:30:00Z"]);
  });

  it("gives days of 23 and 25 hours where clocks change", () => {
    expect(instants(relative("day", 0, 1), "Europe/Berlin", "2026-03-29T12:00:00Z")).toEqual([
      "2026-03-28T23:00:00Z",
      "2026-03-29T22:00:00Z",
    ]);
    expect(instants(relative("day", 0, 1), "Europe/Berlin", "2026-10-25T12:00:00Z")).toEqual([
      "2026-10-24T22:00:00Z",
      "2026-10-25T23:00:00Z",
    ]);
  });

  it("begins a day at one o'clock where midnight is skipped, and the next at midnight again", () => {
    const range = instants(relative("day", 0, 1), "Africa/Cairo", "2026-04-24T12:00:00Z");
    expect(range).toEqual(["2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"]);
  });

  it("counts hours as they pass, and cuts them on the local clock", () => {
    expect(instants(relative("hour", -3, 4), "Europe/Berlin", "2026-10-25T01:30:00Z")).toEqual([
      "2026-10-24T22:00:00Z",
      "2026-10-25T02:00:00Z",
    ]);
    expect(instants(relative("hour", 0, 1), "Asia/Kathmandu", "2026-11-21T15:55:00Z")).toEqual([
      "2026-11-21T15:15:00Z",
      "2026-11-21T16:15:00Z",
    ]);
  });

  it("knows leap days", () => {
    expect(instants(relative("month", 0, 1), "UTC", "2028-02-29T08:00:00Z")).toEqual([
      "2028-02-01T00:00:00Z",
      "2028-03-01T00:00:00Z",
    ]);
    expect(instants(relative("day", -1, 1), "UTC", "2028-03-01T08:00:00Z")).toEqual([
      "2028-02-29T00:00:00Z",
      "2028-03-01T00:00:00Z",
    ]);
  });
});

describe("resolveRange, absolute", () => {
  it("moves a time that the clocks skip forward, and takes the first of a time they repeat", () => {
    const range: TimeRange = { type: "absolute", from: "2026-03-29T02:30", to: "2026-10-25T02:30" };
    expect(instants(range, "Europe/Berlin")).toEqual(["2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z"]);
  });

  it("may be open at either end", () => {
    expect(instants({ type: "absolute", from: "2026-01-01" }, "UTC")).toEqual(["2026-01-01T00:00:00Z", "undefined"]);
  });

  it.each([
    ["ends before it begins", { type: "absolute", from: "2026-02-01", to: "2026-01-01" }, /empty/],
    ["ends where it begins", { type: "absolute", from: "2026-02-01", to: "2026-02-01T00:00" }, /empty/],
    ["names a day there is not", { type: "absolute", from: "2026-02-30" }, /"2026-02-30" is not a date/],
    ["lies too far back", { type: "relative", unit: "year", offset: -5000, count: 1 }, /1000 to 9999/],
  ] satisfies [string, TimeRange, RegExp][])("refuses a range that %s", (_name, range, message) => {
    expect(() => instants(range, "UTC")).toThrow(message);
  });
});
