import { relative, down, means, refuse, name } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const typoQuestions: readonly Row[] = [
  ["revnue by month", means("revenue", { time: { grain: "month" } })],
  ["revenue by catagory", means("revenue", { dimensions: ["merchants.category"] })],
  ["top 5 merchents by reveneu", means("revenue", { dimensions: name, sort: down("revenue"), limit: 5 })],
  ["refudns per contry", means("refunds_amount", { dimensions: ["merchants.country"] })],
  ["payemnts yesteday", means("payment_count", { time: { range: relative("day", -1) } })],
  ["dispuets by mnoth", means("dispute_count", { time: { grain: "month" } })],
  ["pls show revenue monthy", means("revenue", { time: { grain: "month" } })],
  ["revenue by county", refuse("county")],
  ["how did revenue change", refuse("change")],
  ["older merchants", refuse("older")],
];
