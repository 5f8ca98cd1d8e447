import { between, means, refuse, thisMonth, lastMonth, name } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const thresholdQuestions: readonly Row[] = [
  [
    "merchants with more than 100 disputes",
    means("dispute_count", { dimensions: name, filters: [{ member: "dispute_count", operator: "gt", values: [100] }] }),
  ],
  [
    "which merchants have over 1,000 revenue this month",
    means("revenue", {
      dimensions: name,
      filters: [{ member: "revenue", operator: "gt", values: [1000] }],
      time: { range: thisMonth },
    }),
  ],
  [
    "categories with revenue above 10k in 2025",
    means("revenue", {
      dimensions: ["merchants.category"],
      filters: [{ member: "revenue", operator: "gt", values: [10000] }],
      time: { range: between("2025-01-01", "2026-01-01") },
    }),
  ],
  [
    "merchants with at least ten refunds",
    means("refund_count", { dimensions: name, filters: [{ member: "refund_count", operator: "gte", values: [10] }] }),
  ],
  [
    "merchants with a dispute rate over 1%",
    means("dispute_rate", { dimensions: name, filters: [{ member: "dispute_rate", operator: "gt", values: [0.01] }] }),
  ],
  [
    "merchants with success rate below 90 percent last month",
    means("success_rate", {
      dimensions: name,
      filters: [{ member: "success_rate", operator: "lt", values: [0.9] }],
      time: { range: lastMonth },
    }),
  ],
  [
    "countries with fewer than 5 merchants",
    means("merchant_count", {
      dimensions: ["merchants.country"],
      filters: [{ member: "merchant_count", operator: "lt", values: [5] }],
    }),
  ],
  [
    "merchants with between 10 and 20 disputes",
    means("dispute_count", {
      dimensions: name,
      filters: [{ member: "dispute_count", operator: "between", values: [10, 20] }],
    }),
  ],
  [
    "revenue by merchant where revenue is more than 5000",
    means("revenue", { dimensions: name, filters: [{ member: "revenue", operator: "gt", values: [5000] }] }),
  ],
  ["payments over 100", refuse()],
  ["how many merchants have more than 100 disputes", refuse()],
];
