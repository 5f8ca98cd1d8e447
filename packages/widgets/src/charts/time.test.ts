import { describe, expect, it } from "vitest";
import { calendarTicks, fromWall, knownZone, parseTime, zoneOffset } from "./time.ts";

const day = (text: string) => Date.parse(`${text}T00:00Z`);
const days = (values: number[]) => values.map((value) => new Date(value).toISOString().slice(0, 10));

describe("parseTime", () => {
  it("tells local times from instants", () => {
    expect(parseTime("2026-03-01")).toEqual({ ms: day("2026-03-01"), local: true });
    expect(parseTime("2026-03-01T09:30")).toEqual({ ms: day("2026-03-01") + 9.5 * 3_600_000, local: true });
    expect(parseTime("2026-03-01T00:00:00+01:00")).toEqual({ ms: day("2026-03-01") - 3_600_000, local: false });
  });

  it.each(["", "soon", "12", "2026-13-01", 5, null, true])("has no time for %j", (cell) => {
    expect(parseTime(cell)).toBeNull();
  });
});

describe("zones", () => {
  it("knows summer time", () => {
    expect(zoneOffset(day("2026-07-01"), "Europe/Berlin")).toBe(2 * 3_600_000);
    expect(zoneOffset(day("2026-01-01"), "Europe/Berlin")).toBe(3_600_000);
    expect(new Date(fromWall(day("2026-07-01"), "Europe/Berlin")).toISOString()).toBe("2026-06-30T22:00:00.000Z");
  });

  it("takes UTC for a zone that does not exist", () => {
    expect(knownZone("Middle/Earth")).toBe("UTC");
  });
});

describe("calendarTicks", () => {
  it("begins weeks on Mondays", () => {
    const { values, grain } = calendarTicks(day("2026-03-03"), day("2026-04-01"), 400, "week");
    expect(grain).toBe("week");
    expect(days(values)).toEqual(["2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"]);
  });

  it("takes months while they have room, then quarters, then years", () => {
    const [from, to] = [day("2025-01-01"), day("2026-12-01")];
    expect(calendarTicks(from, to, 1200, "month").values).toHaveLength(24);
    expect(days(calendarTicks(from, to, 340, "month").values).slice(0, 3)).toEqual([
      "2025-01-01",
      "2025-04-01",
      "2025-07-01",
    ]);
    expect(days(calendarTicks(from, to, 100, "month").values)).toEqual(["2025-01-01", "2026-01-01"]);
  });

  it("is never finer than the data", () => {
    expect(calendarTicks(day("2026-01-01"), day("2026-10-01"), 2000, "quarter")).toMatchObject({
      grain: "quarter",
      values: { length: 4 },
    });
    expect(calendarTicks(day("2020-01-01"), day("2026-01-01"), 2000, "year").values).toHaveLength(7);
  });
});
