import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createShopDatabase } from "./testing/shop-database.ts";
import type { ShopDatabase } from "./testing/shop-database.ts";

const month = { type: "relative", unit: "month", offset: 0, count: 1 } as const;

describe("compileMetricQuery over time", () => {
  let shops: ShopDatabase;
  const answer: ShopDatabase["answer"] = (query, now) => shops.answer(query, now);

  beforeAll(async () => {
    shops = await createShopDatabase();
  });
  afterAll(() => shops.drop());
  beforeEach(() => shops.clear());

  const place = (...times: string[]) =>
    shops.client.query(
      "insert into orders (placed_at, logged_at, due) select t, t at time zone 'UTC', (t at time zone 'UTC')::date from unnest($1::timestamptz[]) t",
      [times],
    );

  it("cuts days and hours in the zone, over a change of clocks", async () => {
    await place(
      "2026-10-24T21:59Z",
      "2026-10-24T22:00Z",
      "2026-10-25T00:30Z",
      "2026-10-25T01:30Z",
      "2026-10-25T22:59Z",
      "2026-10-25T23:00Z",
    );
    const timeZone = "Europe/Berlin";
    expect(await answer({ measures: ["orders"], time: { grain: "day", timeZone } })).toEqual([
      ["2026-10-24", "1"],
      ["2026-10-25", "4"],
      ["2026-10-26", "1"],
    ]);
    const day = { type: "absolute", from: "2026-10-25", to: "2026-10-26" } as const;
    expect(await answer({ measures: ["orders"], time: { grain: "hour", timeZone, range: day } })).toEqual([
      ["2026-10-24T22:00Z", "1"],
      ["2026-10-25T00:00Z", "1"],
      ["2026-10-25T01:00Z", "1"],
      ["2026-10-25T22:00Z", "1"],
    ]);
  });

  it("cuts hours of zones that are half an hour off, and days at the edge of the date line", async () => {
    await place("2026-06-01T18:29Z", "2026-06-01T18:30Z");
    expect(await answer({ measures: ["orders"], time: { grain: "hour", timeZone: "Asia/Kolkata" } })).toEqual([
      ["2026-06-01T17:30Z", "1"],
      ["2026-06-01T18:30Z", "1"],
    ]);
    expect(await answer({ measures: ["orders"], time: { grain: "day", timeZone: "Pacific/Kiritimati" } })).toEqual([
      ["2026-06-02", "2"],
    ]);
  });

  it("begins weeks on Monday and quarters in January", async () => {
    await place("2026-01-04T12:00Z", "2026-01-05T12:00Z", "2028-02-29T12:00Z");
    expect(await answer({ measures: ["orders"], time: { grain: "week" } })).toEqual([
      ["2025-12-29", "1"],
      ["2026-01-05", "1"],
      ["2028-02-28", "1"],
    ]);
    expect(await answer({ measures: ["orders"], time: { grain: "quarter" } })).toEqual([
      ["2026-01-01", "2"],
      ["2028-01-01", "1"],
    ]);
  });

  it("reads a timestamp without zone as UTC and a date as it stands", async () => {
    await place("2026-05-31T22:30Z", "2026-06-01T12:00Z");
    const time = {
      grain: "month",
      timeZone: "Europe/Berlin",
      range: { type: "absolute", from: "2026-06-01", to: "2026-07-01" },
    } as const;
    expect(await answer({ measures: ["orders"], time: { ...time, dimension: "orders.logged_at" } })).toEqual([
      ["2026-06-01", "2"],
    ]);
    expect(await answer({ measures: ["due_orders"], time })).toEqual([["2026-06-01", "1"]]);
    expect(
      await answer({
        measures: ["orders"],
        time: { grain: "hour", timeZone: "Asia/Kolkata", dimension: "orders.logged_at" },
      }),
    ).toEqual([
      ["2026-05-31T22:30Z", "1"],
      ["2026-06-01T11:30Z", "1"],
    ]);
    // From nine o'clock on the first, the next whole day is the second.
    const late = { type: "absolute", from: "2026-05-31T09:00", to: "2026-06-01T09:00" } as const;
    expect(await answer({ measures: ["due_orders"], time: { range: late } })).toEqual([["1"]]);
  });

  it("keeps measures of other time columns apart", async () => {
    await shops.client.query(
      "insert into orders (placed_at, due) values ('2026-01-31T12:00Z', '2026-02-15'), ('2026-02-01T12:00Z', null)",
    );
    expect(await answer({ measures: ["orders", "due_orders"], time: { grain: "month" } })).toEqual([
      ["2026-01-01", "1", "0"],
      ["2026-02-01", "1", "1"],
    ]);
  });

  it("compares with the same elapsed part of the month before", async () => {
    await place("2026-10-01T00:00Z", "2026-10-21T11:59Z", "2026-10-21T12:00Z", "2026-11-01T00:00Z");
    expect(
      await answer({ measures: ["orders", "paid_share"], time: { range: month }, compare: "previous_period" }),
    ).toEqual([["1", "1", "2", "1"]]);
    const last = { ...month, offset: -1 };
    expect(await answer({ measures: ["orders"], time: { range: last }, compare: "previous_period" })).toEqual([
      ["3", "0"],
    ]);
  });

  it("puts day beside day of two months, and leaves out the days that one has more", async () => {
    await place(
      "2026-01-01T12:00Z",
      "2026-01-28T12:00Z",
      "2026-01-29T12:00Z",
      "2026-01-31T12:00Z",
      "2026-02-01T12:00Z",
      "2026-02-10T12:00Z",
    );
    const february = { type: "absolute", from: "2026-02-01", to: "2026-03-01" } as const;
    expect(
      await answer({ measures: ["orders"], time: { grain: "day", range: february }, compare: "previous_period" }),
    ).toEqual([
      ["2026-02-01", "1", "1"],
      ["2026-02-10", "1", "0"],
      ["2026-02-28", "0", "1"],
    ]);
  });

  it("puts month beside month and day beside day of two years, over a leap day", async () => {
    await place(
      "2028-02-28T12:00Z",
      "2028-02-29T12:00Z",
      "2028-03-01T12:00Z",
      "2029-02-28T12:00Z",
      "2029-03-01T12:00Z",
    );
    const year = { type: "absolute", from: "2029-01-01", to: "2030-01-01" } as const;
    expect(
      await answer({ measures: ["orders"], time: { grain: "month", range: year }, compare: "previous_year" }),
    ).toEqual([
      ["2029-02-01", "1", "2"],
      ["2029-03-01", "1", "1"],
    ]);
    expect(
      await answer({ measures: ["orders"], time: { grain: "day", range: year }, compare: "previous_year" }),
    ).toEqual([
      ["2029-02-28", "1", "2"],
      ["2029-03-01", "1", "1"],
    ]);
  });

  it("compares hours and groups", async () => {
    await shops.client.query(
      `insert into orders (method, placed_at) values ('card', '2026-06-01T08:10Z'), ('cash', '2026-06-02T08:20Z'), (null, '2026-06-02T09:00Z')`,
    );
    const day = { type: "absolute", from: "2026-06-02", to: "2026-06-03" } as const;
    expect(
      await answer({
        measures: ["orders"],
        dimensions: ["orders.method"],
        time: { grain: "hour", range: day },
        compare: "previous_period",
      }),
    ).toEqual([
      ["2026-06-02T08:00Z", "card", "0", "1"],
      ["2026-06-02T08:00Z", "cash", "1", "0"],
      ["2026-06-02T09:00Z", null, "1", "0"],
    ]);
  });
});
