import { clarify } from "./expectation.ts";
import type { Row } from "./expectation.ts";

export const ambiguousQuestions: readonly Row[] = [
  ["refunds by status", clarify("Payment status", "Merchant status")],
  ["duplicate", clarify("Refund reason: duplicate", "Dispute reason: duplicate")],
  ["how much disputes do we have", clarify("Disputes", "Disputed amount")],
  ["invoices paid in March", clarify("Invoice status: paid", "Invoices paid at")],
];
