import { between, is, down, up, means, refuse, clarify, thisYear, thisMonth, lastMonth, name } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const rankingQuestions: readonly Row[] = [
  ["top 5 merchants by revenue", means("revenue", { dimensions: name, sort: down("revenue"), limit: 5 })],
  [
    "Top ten shops by turnover last month",
    means("revenue", { dimensions: name, sort: down("revenue"), limit: 10, time: { range: lastMonth } }),
  ],
  [
    "what are the top 3 categories by number of refunds",
    means("refund_count", { dimensions: ["merchants.category"], sort: down("refund_count"), limit: 3 }),
  ],
  [
    "bottom 5 merchants by revenue this year",
    means("revenue", { dimensions: name, sort: up("revenue"), limit: 5, time: { range: thisYear } }),
  ],
  [
    "lowest 3 countries by success rate",
    means("success_rate", { dimensions: ["merchants.country"], sort: up("success_rate"), limit: 3 }),
  ],
  [
    "which merchant has the most disputes?",
    means("dispute_count", { dimensions: name, sort: down("dispute_count"), limit: 1 }),
  ],
  [
    "Which merchants have the highest refund rate?",
    means("refund_rate", { dimensions: name, sort: down("refund_rate"), limit: 10 }),
  ],
  [
    "which payment method has the lowest success rate this month",
    means("success_rate", {
      dimensions: ["payments.method"],
      sort: up("success_rate"),
      limit: 1,
      time: { range: thisMonth },
    }),
  ],
  ["best merchants by revenue", means("revenue", { dimensions: name, sort: down("revenue"), limit: 10 })],
  ["worst 5 merchants by revenue", means("revenue", { dimensions: name, sort: up("revenue"), limit: 5 })],
  ["worst merchants by dispute rate", clarify("Highest dispute rate", "Lowest dispute rate")],
  ["top merchants", clarify("Revenue", "Fees", "Payments", "Succeeded payments")],
  [
    "which month had the highest revenue in 2025",
    means("revenue", {
      time: { grain: "month", range: between("2025-01-01", "2026-01-01") },
      sort: down("revenue"),
      limit: 1,
    }),
  ],
  [
    "what was our best day this month by payments",
    means("payment_count", { time: { grain: "day", range: thisMonth }, sort: down("payment_count"), limit: 1 }),
  ],
  [
    "5 merchants with the most failed payments",
    means("payment_count", {
      dimensions: name,
      filters: [is("payments.status", "failed")],
      sort: down("payment_count"),
      limit: 5,
    }),
  ],
  [
    "top 5 fashion merchants by revenue",
    means("revenue", {
      dimensions: name,
      filters: [is("merchants.category", "fashion")],
      sort: down("revenue"),
      limit: 5,
    }),
  ],
  [
    "the 3 biggest merchants in Kenya by revenue",
    means("revenue", { dimensions: name, filters: [is("merchants.country", "KE")], sort: down("revenue"), limit: 3 }),
  ],
  [
    "most common refund reason",
    means("refund_count", { dimensions: ["refunds.reason"], sort: down("refund_count"), limit: 1 }),
  ],
  [
    "most popular payment methods in 2026",
    means("payment_count", {
      dimensions: ["payments.method"],
      time: { range: between("2026-01-01", "2027-01-01") },
      sort: down("payment_count"),
      limit: 10,
    }),
  ],
  ["highest revenue by merchant", means("revenue", { dimensions: name, sort: down("revenue") })],
  [
    "top 5 merchants by revenue and payments",
    means(["revenue", "payment_count"], { dimensions: name, sort: down("revenue"), limit: 5 }),
  ],
  ["top 5 merchants by revenue by month", refuse()],
  ["top 5 payments", refuse()],
  ["top 5 customers by revenue", refuse("customers")],
  ["largest refund", refuse()],
];
