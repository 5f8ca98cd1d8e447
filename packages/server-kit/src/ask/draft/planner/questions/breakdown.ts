import { relative, between, down, up, means, thisYear, name } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const breakdownQuestions: readonly Row[] = [
  ["revenue by merchant", means("revenue", { dimensions: name })],
  ["revenue by shop", means("revenue", { dimensions: name })],
  [
    "sales for each store in 2025",
    means("revenue", { dimensions: name, time: { range: between("2025-01-01", "2026-01-01") } }),
  ],
  ["revenue by country and category", means("revenue", { dimensions: ["merchants.country", "merchants.category"] })],
  ["revenue split by payment method", means("revenue", { dimensions: ["payments.method"] })],
  ["Payments broken down by status", means("payment_count", { dimensions: ["payments.status"] })],
  ["payments by status and method", means("payment_count", { dimensions: ["payments.status", "payments.method"] })],
  ["monthly revenue by category", means("revenue", { dimensions: ["merchants.category"], time: { grain: "month" } })],
  [
    "revenue by category by month this year",
    means("revenue", { dimensions: ["merchants.category"], time: { grain: "month", range: thisYear } }),
  ],
  ["disputes across countries", means("dispute_count", { dimensions: ["merchants.country"] })],
  ["disputes by status", means("dispute_count", { dimensions: ["disputes.status"] })],
  ["disputes by payment method", means("dispute_count", { dimensions: ["payments.method"] })],
  ["revenue by city", means("revenue", { dimensions: ["merchants.city"] })],
  ["customers by city", means("customer_count", { dimensions: ["customers.city"] })],
  ["revenue by customer city", means("revenue", { dimensions: ["customers.city"] })],
  ["number of customers per merchant", means("customer_count", { dimensions: name })],
  ["payouts by payout status", means("payout_count", { dimensions: ["payouts.status"] })],
  ["number of payouts by status", means("payout_count", { dimensions: ["payouts.status"] })],
  ["merchants grouped by merchant status", means("merchant_count", { dimensions: ["merchants.status"] })],
  ["dispute rate per category", means("dispute_rate", { dimensions: ["merchants.category"] })],
  ["revenue breakdown by industry", means("revenue", { dimensions: ["merchants.category"] })],
  ["category breakdown of revenue", means("revenue", { dimensions: ["merchants.category"] })],
  ["refunds per reason for refund", means("refunds_amount", { dimensions: ["refunds.reason"] })],
  ["hourly payments today", means("payment_count", { time: { grain: "hour", range: relative("day") } })],
  ["yearly revenue", means("revenue", { time: { grain: "year" } })],
  [
    "quarterly expenses and invoiced revenue since 2025",
    means(["expenses", "invoiced_revenue"], {
      time: { grain: "quarter", range: { type: "absolute", from: "2025-01-01" } },
    }),
  ],
  ["merchants by revenue", means("revenue", { dimensions: name, sort: down("revenue") })],
  ["revenue trend this year", means("revenue", { time: { grain: "month", range: thisYear } })],
  ["revenue over time", means("revenue", { time: { grain: "month" } })],
  [
    "dispute rate trend for the last 30 days",
    means("dispute_rate", { time: { grain: "day", range: relative("day", -29, 30) } }),
  ],
  ["how has the refund rate changed this year", means("refund_rate", { time: { grain: "month", range: thisYear } })],
  ["revenue by merchant sorted by revenue", means("revenue", { dimensions: name, sort: down("revenue") })],
  ["revenue by merchant, lowest first", means("revenue", { dimensions: name, sort: up("revenue") })],
  [
    "revenue and payments by category, sorted by payments descending",
    means(["revenue", "payment_count"], { dimensions: ["merchants.category"], sort: down("payment_count") }),
  ],
];
