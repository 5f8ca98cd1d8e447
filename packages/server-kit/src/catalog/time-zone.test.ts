import { describe, expect, it } from "vitest";
import { readZone } from "./time-zone.ts";

describe("readZone", () => {
  it("takes names of the zone database, whatever their case", () => {
    expect(["UTC", "europe/berlin", "America/Argentina/Ushuaia", "Etc/GMT-14"].map(readZone)).toEqual([
      "UTC",
      "Europe/Berlin",
      "America/Argentina/Ushuaia",
      "Etc/GMT-14",
    ]);
  });

  it("refuses what Postgres reads otherwise, and what is no zone", () => {
    expect(["+05:30", "CET", "EST", "Mars/Olympus", "", "UTC'; --"].map(readZone)).toEqual(Array.from({ length: 6 }));
  });
});
