import { relative, between, means, clarify, thisYear, thisMonth, lastMonth } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const timeQuestions: readonly Row[] = [
  ["revenue this month vs last month", means("revenue", { time: { range: thisMonth }, compare: "previous_period" })],
  [
    "revenue this year compared to last year",
    means("revenue", { time: { range: thisYear }, compare: "previous_year" }),
  ],
  [
    "revenue by month this year vs last year",
    means("revenue", { time: { grain: "month", range: thisYear }, compare: "previous_year" }),
  ],
  [
    "compare revenue this week with the previous week",
    means("revenue", { time: { range: relative("week") }, compare: "previous_period" }),
  ],
  [
    "disputes this quarter versus the same quarter last year",
    means("dispute_count", { time: { range: relative("quarter") }, compare: "previous_year" }),
  ],
  ["revenue last month year over year", means("revenue", { time: { range: lastMonth }, compare: "previous_year" })],
  [
    "refunds in March 2026 compared with March 2025",
    means("refunds_amount", { time: { range: between("2026-03-01", "2026-04-01") }, compare: "previous_year" }),
  ],
  [
    "revenue 2025 vs 2024",
    means("revenue", { time: { range: between("2025-01-01", "2026-01-01") }, compare: "previous_year" }),
  ],
  [
    "payments last 7 days vs previous 7 days",
    means("payment_count", { time: { range: relative("day", -6, 7) }, compare: "previous_period" }),
  ],
  ["revenue year to date", means("revenue", { time: { range: thisYear } })],
  ["ytd fees", means("fees", { time: { range: thisYear } })],
  ["refunds month to date", means("refunds_amount", { time: { range: thisMonth } })],
  ["revenue so far this year", means("revenue", { time: { range: thisYear } })],
  ["revenue in the last 6 months", means("revenue", { time: { range: relative("month", -6, 6) } })],
  [
    "revenue for the previous three months by month",
    means("revenue", { time: { grain: "month", range: relative("month", -3, 3) } }),
  ],
  ["revenue in the past month", clarify("last month", "last 30 days")],
  ["revenue from 2025-01-01 to 2025-03-31", means("revenue", { time: { range: between("2025-01-01", "2025-04-01") } })],
  ["revenue between March and May 2026", means("revenue", { time: { range: between("2026-03-01", "2026-06-01") } })],
  ["disputes from Jan to Mar", means("dispute_count", { time: { range: between("2026-01-01", "2026-04-01") } })],
  ["revenue before 2026", means("revenue", { time: { range: { type: "absolute", to: "2026-01-01" } } })],
  ["revenue after June 2026", means("revenue", { time: { range: { type: "absolute", from: "2026-07-01" } } })],
  ["payouts until March 2026", means("payouts_amount", { time: { range: { type: "absolute", to: "2026-04-01" } } })],
  ["revenue in the first half of 2025", means("revenue", { time: { range: between("2025-01-01", "2025-07-01") } })],
  [
    "revenue H2 2025 by month",
    means("revenue", { time: { grain: "month", range: between("2025-07-01", "2026-01-01") } }),
  ],
  ["revenue in the second quarter", means("revenue", { time: { range: between("2026-04-01", "2026-07-01") } })],
  ["Q4 revenue", means("revenue", { time: { range: between("2026-10-01", "2027-01-01") } })],
  ["payments on 5 March 2026", means("payment_count", { time: { range: between("2026-03-05", "2026-03-06") } })],
  ["payments on March 5th", means("payment_count", { time: { range: between("2026-03-05", "2026-03-06") } })],
  [
    "payments on 2026-03-05 by hour",
    means("payment_count", { time: { grain: "hour", range: between("2026-03-05", "2026-03-06") } }),
  ],
  ["fees since last month", means("fees", { time: { range: relative("month", -1, 2) } })],
  ["revenue 2 months ago", means("revenue", { time: { range: relative("month", -2) } })],
  ["revenue in may", means("revenue", { time: { range: between("2026-05-01", "2026-06-01") } })],
  ["revenue of all time by year", means("revenue", { time: { grain: "year" } })],
  ["revenue from 2025", clarify("in 2025", "since 2025")],
];
