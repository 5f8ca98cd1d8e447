import { metricQuerySchema } from "@heddle/sdk/contract";
import type { MetricQueryInput } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { describeQuery } from "./describe-query.ts";

function reading(query: MetricQueryInput, timeZone = "UTC"): string {
  return describeQuery(metricQuerySchema.parse(query), sampleCatalog, {
    now: new Date("2026-11-21T15:55:00Z"),
    timeZone,
  });
}

const year = { type: "relative", unit: "year", offset: 0, count: 1 } as const;
const month = (offset: number) => ({ type: "relative", unit: "month", offset, count: 1 }) as const;

describe("describeQuery", () => {
  it.each([
    [{ measures: ["revenue"], time: { grain: "month", range: year } }, "Revenue by month for 2026, succeeded payments"],
    [
      {
        measures: ["refund_count"],
        dimensions: ["refunds.reason"],
        time: { range: month(-1) },
        compare: "previous_period",
      },
      "Number of refunds by refund reason, last month (October 2026), compared with the month before",
    ],
    [
      { measures: ["revenue"], dimensions: ["merchants.name"], time: { range: year }, limit: 10 },
      "Top 10 merchants by revenue for 2026, succeeded payments",
    ],
    [
      {
        measures: ["dispute_count", "revenue"],
        dimensions: ["merchants.name"],
        time: { grain: "quarter" },
        sort: [{ by: "dispute_count", direction: "asc" }],
        limit: 3,
      },
      "Bottom 3 merchants by disputes with revenue, by quarter, succeeded payments",
    ],
    [
      { measures: ["revenue"], time: { range: month(0) }, compare: "previous_period" },
      "Revenue, this month (November 2026), succeeded payments, compared with the month before up to the same point (21 October 2026 15:55)",
    ],
    [
      { measures: ["fees"], dimensions: ["merchants.city"], limit: 5 },
      "Fees by city, succeeded payments, top 5 by fees",
    ],
    [
      { measures: ["payment_count"], filters: [{ member: "merchants.name", operator: "not_in", values: ["", " a"] }] },
      'Payments, merchant is not "" or " a"',
    ],
    [
      {
        measures: ["payment_count"],
        filters: [
          { member: "payments.method", operator: "not_in", values: ["card", "bank_transfer"] },
          { member: "merchants.name", operator: "contains", values: ["Harbour"] },
          { member: "payment_count", operator: "gte", values: [3] },
        ],
      },
      'Payments, payment method is not card or bank transfer, merchant contains "Harbour", payments is at least 3',
    ],
    [
      {
        measures: ["payouts_amount"],
        time: { dimension: "payouts.paid_at", range: { type: "absolute", from: "2026-02-27", to: "2026-03-04" } },
      },
      "Payouts, 27 February to 3 March 2026, paid payouts, by paid at of payouts",
    ],
    [
      { measures: ["revenue"], time: { range: { type: "absolute", from: "2026-05-03" } } },
      "Revenue, since 3 May 2026, succeeded payments",
    ],
  ] satisfies [MetricQueryInput, string][])("reads %o", (query, words) => {
    expect(reading(query)).toBe(words);
  });

  it("names the zone that days begin in, where it is not UTC", () => {
    const words = reading(
      { measures: ["dispute_count"], time: { range: { type: "relative", unit: "day", offset: -6, count: 7 } } },
      "Asia/Tokyo",
    );
    expect(words).toBe("Disputes, the last 7 days (16 to 22 November 2026), Asia/Tokyo time");
  });
});
