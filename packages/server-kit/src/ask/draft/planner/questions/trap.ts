import { between, is, isNot, down, means, refuse, clarify, thisYear, name } from "./expectation.ts";
import type { Row } from "./expectation.ts";

/** Questions whose words are all known and which are easily read as something else than they ask. */
export const trapQuestions: readonly Row[] = [
  ["top merchant in each country", refuse()],
  ["largest payments by merchant", refuse()],
  ["How much did my merchants earn in October?", refuse()],
  ["what did our merchants make last month", refuse()],
  ["Revenue by month for 2026, succeeded payments", refuse("succeeded payments")],
  [
    "payouts by merchant this year, top 10",
    means("payouts_amount", { dimensions: name, time: { range: thisYear }, sort: down("payouts_amount"), limit: 10 }),
  ],
  ["how many payments do we get per day", means("payment_count", { time: { grain: "day" } })],
  ["what is a dispute", refuse("what is a")],
  ["revenue plus fees", refuse("plus")],
  ["revenue + fees", refuse("+")],
  ["failed payments, disputes and refunds by month", refuse("failed")],
  ["card revenue and refunds by month", refuse("card")],
  ["payments of merchants created in 2025", refuse()],
  ["revenue of merchants with the most disputes", refuse()],
  ["revenue from merchants with disputes", refuse("disputes")],
  ["payments from customers in Kenya", refuse("Kenya")],
  ["revenue of new merchants", refuse()],
  ["how is my business doing this month", refuse("business")],
  ["how are our merchants doing", refuse()],
  ["my shop this month", refuse()],
  ["revenue in Salem", refuse("Salem")],
  ["revenue for us", refuse("us")],
  ["SHOW US REVENUE", refuse()],
  ["revenue this time last year", refuse("this time last year")],
  ["revenue on 3/4/2026", refuse()],
  ["revenue last month and this month", refuse()],
  ["revenue by march", refuse()],
  ["revenue except in March", refuse()],
  ["merchants with refund rate over 10", refuse("over 10")],
  ["deleted merchants", refuse("deleted")],
  ["fashion", clarify("Merchants", "Revenue", "Fees", "Payments")],
  ["What is our most popular category?", clarify("Merchants category", "Invoice category")],
  ['merchants named "Blue Cafe"', clarify("Merchants", "Revenue", "Fees", "Payments")],
  ["non-cash revenue", means("revenue", { filters: [isNot("payments.method", "cash")] })],
  [
    "revenue by card and cash",
    means("revenue", { dimensions: ["payments.method"], filters: [is("payments.method", "card", "cash")] }),
  ],
  [
    "which months had revenue above 100k",
    means("revenue", { filters: [{ member: "revenue", operator: "gt", values: [100000] }], time: { grain: "month" } }),
  ],
  [
    "How many open disputes do we have right now?",
    means("dispute_count", { filters: [is("disputes.status", "open")] }),
  ],
  [
    "paid invoices in March",
    means("invoice_count", {
      filters: [is("invoices.status", "paid")],
      time: { range: between("2026-03-01", "2026-04-01") },
    }),
  ],
  ["who are our top 10 merchants by revenue", means("revenue", { dimensions: name, sort: down("revenue"), limit: 10 })],
  [
    "how much do we spend on marketing per month",
    means("expenses", { filters: [is("invoices.category", "marketing")], time: { grain: "month" } }),
  ],
  [
    "which merchants are paused",
    means("merchant_count", { dimensions: name, filters: [is("merchants.status", "paused")] }),
  ],
  [
    "merchants in Kenya who signed up this year",
    means("merchant_count", { filters: [is("merchants.country", "KE")], time: { range: thisYear } }),
  ],
  ["revenue from March to today", means("revenue", { time: { range: { type: "absolute", from: "2026-03-01" } } })],
];
