import { dayMs } from "./seed-demand.ts";
import { seededId } from "./seed-ids.ts";
import type { MerchantContext } from "./seed-payments.ts";
import { between, chance, exponential, pick, weighted, wholeBetween } from "./seed-random.ts";
import type { InvoiceRow, PaymentRow, PayoutRow, RefundRow } from "./seed-rows.ts";

const weekMs = 7 * dayMs;
const payoutHour = 6 * 3_600_000;
/** Monday, 5 January 1970, in weeks of which all others are counted. */
const firstMonday = 4 * dayMs;

/** What a merchant earned in a week, less fees and refunds of that week, sent on the Monday after it at 06:00 UTC. */
export function generatePayouts(
  context: MerchantContext,
  payments: readonly PaymentRow[],
  refunds: readonly RefundRow[],
): PayoutRow[] {
  const { random, row, now } = context;
  const earned = new Map<number, number>();
  const add = (at: Date, amount: number) => {
    const week = Math.floor((at.getTime() - firstMonday) / weekMs);
    earned.set(week, (earned.get(week) ?? 0) + amount);
  };
  for (const payment of payments) {
    if (payment.status === "succeeded" && payment.method !== "cash")
      add(payment.created_at, payment.amount_minor - payment.fee_minor);
  }
  for (const refund of refunds) add(refund.created_at, -refund.amount_minor);
  const payouts: PayoutRow[] = [];
  for (const [week, amount] of [...earned].toSorted(([one], [other]) => one - other)) {
    const created = new Date(firstMonday + (week + 1) * weekMs + payoutHour);
    if (amount <= 0 || created > now) continue;
    // Most arrive within days; some are looked at for longer.
    const arrives = new Date(Math.floor(created.getTime() + (0.8 + exponential(random, 2.2)) * dayMs));
    const failed = chance(random, 0.014);
    const paid = !failed && arrives <= now;
    payouts.push({
      id: seededId("pyo", created, random),
      partner_id: row.partner_id,
      merchant_id: row.id,
      amount_minor: amount,
      status: failed ? "failed" : paid ? "paid" : "pending",
      created_at: created,
      paid_at: paid ? arrives : null,
    });
  }
  return payouts;
}

const counterparties = {
  revenue: [
    "Tollbridge Events",
    "Wexmoor Catering",
    "Lanternfold Studios",
    "Greywater Offices",
    "Halden & Reed Supply",
    "Ørsund Handel",
    "Plaza Nueve",
  ],
  expense: [
    "Cobblegate Property",
    "Meridian Paper Goods",
    "Brightcell Energy",
    "Stackwell Software",
    "Pinfold Logistics",
    "Rookery Media",
    "Étoffes Réunies",
  ],
};
const pickRevenueCategory = weighted({ services: 60, goods: 40 });
/** What a month brings besides rent and salaries, which come once each. */
const pickExpenseCategory = weighted({ goods: 40, software: 20, marketing: 22, utilities: 18 });
/** Of the merchant's usual month. */
const invoiceShare = {
  revenue: [0.04, 0.14],
  rent: [0.06, 0.07],
  salaries: [0.14, 0.18],
  other: [0.01, 0.06],
} as const;

/** What a merchant bills others and is billed, month by month; `monthlyMinor` is what it usually takes in a month. */
export function generateInvoices(context: MerchantContext, monthlyMinor: number): InvoiceRow[] {
  const { random, lifetime } = context;
  const invoices: InvoiceRow[] = [];
  const begin = new Date(Date.UTC(lifetime.from.getUTCFullYear(), lifetime.from.getUTCMonth(), 1));
  for (let month = begin; month < lifetime.until; month = nextMonth(month)) {
    const add = (kind: InvoiceRow["kind"], category: string, [low, high]: readonly [number, number]) => {
      const invoice = invoiceOf(context, month, kind, category, monthlyMinor * between(random, low, high));
      if (invoice.issued_at >= lifetime.from && invoice.issued_at < lifetime.until) invoices.push(invoice);
    };
    add("expense", "rent", invoiceShare.rent);
    add("expense", "salaries", invoiceShare.salaries);
    for (let count = wholeBetween(random, 1, 3); count > 0; count -= 1) {
      add("expense", pickExpenseCategory(random), invoiceShare.other);
    }
    for (let count = wholeBetween(random, 1, 3); count > 0; count -= 1) {
      add("revenue", pickRevenueCategory(random), invoiceShare.revenue);
    }
  }
  return invoices;
}

function nextMonth(month: Date): Date {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
}

function invoiceOf(
  { random, partner, row, now }: MerchantContext,
  month: Date,
  kind: InvoiceRow["kind"],
  category: string,
  amount: number,
): InvoiceRow {
  const issued = new Date(Math.floor(month.getTime() + between(random, 0, 28) * dayMs));
  const due = new Date(issued.getTime() + pick(random, [14, 30, 30, 45]) * dayMs);
  const settles = new Date(Math.floor(issued.getTime() + between(random, 4, 55) * dayMs));
  const paid = settles <= now && !chance(random, 0.04);
  const draft = now.getTime() - issued.getTime() < 3 * dayMs;
  return {
    id: seededId("inv", issued, random),
    partner_id: row.partner_id,
    merchant_id: row.id,
    kind,
    counterparty: chance(random, 0.03) ? null : pick(random, counterparties[kind]),
    category,
    amount_minor: Math.max(1, Math.round(amount / partner.smallestMinor)) * partner.smallestMinor,
    status: paid ? "paid" : draft ? "draft" : due < now ? "overdue" : "sent",
    issued_at: issued,
    due_at: due,
    paid_at: paid ? settles : null,
  };
}
