import { relative, between, is, isNot, means, refuse, thisYear, thisMonth } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const filterQuestions: readonly Row[] = [
  ["failed payments", means("payment_count", { filters: [is("payments.status", "failed")] })],
  [
    "failed payments by method",
    means("payment_count", { dimensions: ["payments.method"], filters: [is("payments.status", "failed")] }),
  ],
  [
    "how many payments failed last week?",
    means("payment_count", { filters: [is("payments.status", "failed")], time: { range: relative("week", -1) } }),
  ],
  [
    "declined transactions yesterday",
    means("payment_count", { filters: [is("payments.status", "failed")], time: { range: relative("day", -1) } }),
  ],
  [
    "number of payments that failed in Kenya",
    means("payment_count", { filters: [is("payments.status", "failed"), is("merchants.country", "KE")] }),
  ],
  [
    "card payments this month",
    means("payment_count", { filters: [is("payments.method", "card")], time: { range: thisMonth } }),
  ],
  ["revenue from card payments", means("revenue", { filters: [is("payments.method", "card")] })],
  ["revenue by card", means("revenue", { filters: [is("payments.method", "card")] })],
  [
    "credit card revenue by month",
    means("revenue", { filters: [is("payments.method", "card")], time: { grain: "month" } }),
  ],
  [
    "revenue from cash and card payments in 2025",
    means("revenue", {
      filters: [is("payments.method", "cash", "card")],
      time: { range: between("2025-01-01", "2026-01-01") },
    }),
  ],
  [
    "card vs cash revenue",
    means("revenue", { dimensions: ["payments.method"], filters: [is("payments.method", "card", "cash")] }),
  ],
  ["revenue excluding cash", means("revenue", { filters: [isNot("payments.method", "cash")] })],
  [
    "revenue by month without bank transfers",
    means("revenue", { filters: [isNot("payments.method", "bank_transfer")], time: { grain: "month" } }),
  ],
  [
    "payments other than card and wallet",
    means("payment_count", { filters: [isNot("payments.method", "card", "wallet")] }),
  ],
  [
    "non-card payments by month",
    means("payment_count", { filters: [isNot("payments.method", "card")], time: { grain: "month" } }),
  ],
  ["payments that are not succeeded", means("payment_count", { filters: [isNot("payments.status", "succeeded")] })],
  [
    "revenue in Germany this year",
    means("revenue", { filters: [is("merchants.country", "DE")], time: { range: thisYear } }),
  ],
  [
    "revenue in US and Canada by month",
    means("revenue", { filters: [is("merchants.country", "US", "CA")], time: { grain: "month" } }),
  ],
  ["show us revenue by month", means("revenue", { time: { grain: "month" } })],
  ["US revenue", means("revenue", { filters: [is("merchants.country", "US")] })],
  ["refunds for fashion merchants", means("refunds_amount", { filters: [is("merchants.category", "fashion")] })],
  [
    "disputes of restaurants by month",
    means("dispute_count", { filters: [is("merchants.category", "restaurants")], time: { grain: "month" } }),
  ],
  [
    "fraud disputes this year",
    means("dispute_count", { filters: [is("disputes.reason", "fraud")], time: { range: thisYear } }),
  ],
  ["open disputes", means("dispute_count", { filters: [is("disputes.status", "open")] })],
  ["how many disputes did we win", refuse("win")],
  [
    "disputes lost vs won by month",
    means("dispute_count", {
      dimensions: ["disputes.status"],
      filters: [is("disputes.status", "lost", "won")],
      time: { grain: "month" },
    }),
  ],
  ["duplicate refunds", means("refunds_amount", { filters: [is("refunds.reason", "duplicate")] })],
  ["number of duplicate disputes", means("dispute_count", { filters: [is("disputes.reason", "duplicate")] })],
  ["active merchants", means("merchant_count", { filters: [is("merchants.status", "active")] })],
  ["how many merchants are paused?", means("merchant_count", { filters: [is("merchants.status", "paused")] })],
  ["revenue of active merchants", means("revenue", { filters: [is("merchants.status", "active")] })],
  ["overdue invoices", means("invoice_count", { filters: [is("invoices.status", "overdue")] })],
  [
    "how many paid invoices in Kenya",
    means("invoice_count", { filters: [is("invoices.status", "paid"), is("merchants.country", "KE")] }),
  ],
  [
    "revenue invoices by month",
    means("invoice_count", { filters: [is("invoices.kind", "revenue")], time: { grain: "month" } }),
  ],
  [
    "software expenses this year",
    means("expenses", { filters: [is("invoices.category", "software")], time: { range: thisYear } }),
  ],
  [
    "expenses on rent and salaries by month",
    means("expenses", { filters: [is("invoices.category", "rent", "salaries")], time: { grain: "month" } }),
  ],
  ["pending payouts", means("payout_count", { filters: [is("payouts.status", "pending")] })],
  [
    "how many payouts failed this year",
    means("payout_count", { filters: [is("payouts.status", "failed")], time: { range: thisYear } }),
  ],
  [
    "mobile money payments by country",
    means("payment_count", { dimensions: ["merchants.country"], filters: [is("payments.method", "wallet")] }),
  ],
  [
    "successful card payments",
    means("payment_count", { filters: [is("payments.status", "succeeded"), is("payments.method", "card")] }),
  ],
  ["successful payments by month", means("succeeded_payment_count", { time: { grain: "month" } })],
  ['revenue for merchant "Blue Cafe"', means("revenue", { filters: [is("merchants.name", "Blue Cafe")] })],
  [
    "monthly revenue in city “New York”",
    means("revenue", { filters: [is("merchants.city", "New York")], time: { grain: "month" } }),
  ],
  ["payments with payment status pending", means("payment_count", { filters: [is("payments.status", "pending")] })],
  [
    "category = fashion revenue by month",
    means("revenue", { filters: [is("merchants.category", "fashion")], time: { grain: "month" } }),
  ],
  ["revenue in the travel sector", means("revenue", { filters: [is("merchants.category", "travel")] })],
  [
    "home and garden revenue last year",
    means("revenue", { filters: [is("merchants.category", "home")], time: { range: relative("year", -1) } }),
  ],
  [
    "disputes closed this month",
    means("dispute_count", { time: { dimension: "disputes.closed_at", range: thisMonth } }),
  ],
  ["disputes on failed payments", means("dispute_count", { filters: [is("payments.status", "failed")] })],
  ["invoices due this month", means("invoice_count", { time: { dimension: "invoices.due_at", range: thisMonth } })],
  [
    "merchants who signed up in 2025",
    means("merchant_count", { time: { range: between("2025-01-01", "2026-01-01") } }),
  ],
];
