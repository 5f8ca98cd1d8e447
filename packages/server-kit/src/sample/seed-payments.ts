import { dayMs, demandOn, pickHour, type Lifetime } from "./seed-demand.ts";
import { seededId } from "./seed-ids.ts";
import type { MerchantPlan, PartnerPlan } from "./seed-partners.ts";
import { chance, logNormal, pick, poisson, weighted, type Random } from "./seed-random.ts";
import type { CustomerRow, MerchantRow, PaymentMethod, PaymentRow, PaymentStatus } from "./seed-rows.ts";

/** What the rows of one merchant are made from. */
export interface MerchantContext {
  readonly partner: PartnerPlan;
  readonly plan: MerchantPlan;
  readonly row: MerchantRow;
  readonly lifetime: Lifetime;
  readonly now: Date;
  readonly random: Random;
}

/** The median payment by category, US dollars. */
const medianPrice = {
  groceries: 34,
  restaurants: 26,
  fashion: 62,
  electronics: 165,
  beauty: 41,
  travel: 290,
  home: 88,
  health: 31,
} as const satisfies Record<MerchantPlan["category"], number>;

/** How often a payment of each method fails, and how often it hangs. Cash is there or it is not. */
const failing: Readonly<Record<PaymentMethod, number>> = {
  card: 0.078,
  wallet: 0.046,
  bank_transfer: 0.031,
  cash: 0.003,
};
const hanging: Readonly<Record<PaymentMethod, number>> = { card: 0.003, wallet: 0.005, bank_transfer: 0.014, cash: 0 };
/** Days for which money is on its way: a payment that young may still be pending. */
const settlingDays: Readonly<Record<PaymentMethod, number>> = { card: 0.02, wallet: 0.05, bank_transfer: 2.5, cash: 0 };
/** Share of the amount, and a fixed part in US cents. */
const fees: Readonly<Record<PaymentMethod, readonly [share: number, fixed: number]>> = {
  card: [0.029, 30],
  wallet: [0.015, 5],
  bank_transfer: [0.008, 0],
  cash: [0, 0],
};

const newCustomerShare = 0.11;

export interface MerchantPayments {
  payments: PaymentRow[];
  customers: CustomerRow[];
}

/** A merchant's payments in order of time; `scale` turns demand into payments a day. */
export function generatePayments(
  context: MerchantContext,
  start: Date,
  scale: number,
  firstCustomer: number,
): MerchantPayments {
  const payments: PaymentRow[] = [];
  const customers: CustomerRow[] = [];
  const pickMethod = weighted(context.partner.methods);
  for (const at of paymentTimes(context, start, scale)) {
    const method = pickMethod(context.random);
    const status = statusOf(context, method, at);
    const amount = amountOf(context);
    payments.push({
      id: seededId("pay", at, context.random),
      partner_id: context.row.partner_id,
      merchant_id: context.row.id,
      customer_id: customerOf(context, customers, firstCustomer, method, at),
      amount_minor: amount,
      fee_minor: status === "succeeded" ? feeOf(context.partner, method, amount) : 0,
      currency: context.partner.currency,
      status,
      method,
      created_at: at,
    });
  }
  return { payments, customers };
}

function paymentTimes({ random, plan, partner, lifetime }: MerchantContext, start: Date, scale: number): Date[] {
  const times: Date[] = [];
  for (let day = start.getTime(); day < lifetime.until.getTime(); day += dayMs) {
    const expected = demandOn(new Date(day), plan, lifetime, start) * scale;
    const count = expected === 0 ? 0 : poisson(random, expected * logNormal(random, 0.1));
    for (let index = 0; index < count; index += 1) {
      const hour = Number(pickHour(random)) - partner.utcOffset + random.next();
      times.push(new Date(Math.floor(day + ((hour + 24) % 24) * 3_600_000)));
    }
  }
  return times
    .filter((time) => time >= lifetime.from && time < lifetime.until)
    .toSorted((one, other) => one.getTime() - other.getTime());
}

function statusOf({ random, now }: MerchantContext, method: PaymentMethod, at: Date): PaymentStatus {
  if (chance(random, failing[method])) return "failed";
  const young = now.getTime() - at.getTime() < settlingDays[method] * dayMs;
  return chance(random, young ? 0.45 : hanging[method]) ? "pending" : "succeeded";
}

function amountOf({ random, plan, partner }: MerchantContext): number {
  const price = medianPrice[plan.category] * partner.priceLevel * logNormal(random, 0.62) * 100;
  // People price things to end in 95, 99 or nothing.
  const whole = Math.max(1, Math.floor(price / 100)) * 100;
  const rounded = chance(random, 0.45) ? whole - 100 + pick(random, [50, 95, 99, 100]) : Math.round(price);
  return Math.max(1, Math.round(rounded / partner.smallestMinor)) * partner.smallestMinor;
}

function feeOf(partner: PartnerPlan, method: PaymentMethod, amount: number): number {
  const [share, fixed] = fees[method];
  return Math.round(amount * share + fixed * partner.priceLevel);
}

function customerOf(
  { random, partner, plan, row }: MerchantContext,
  customers: CustomerRow[],
  firstNumber: number,
  method: PaymentMethod,
  at: Date,
): string | null {
  if (method === "cash" && chance(random, 0.6)) return null;
  if (customers.length > 0 && !chance(random, newCustomerShare)) {
    // Squared, so that early customers come back more often than late ones.
    return customers[Math.floor(random.next() ** 2 * customers.length)]?.id ?? null;
  }
  const number = firstNumber + customers.length;
  const customer: CustomerRow = {
    id: seededId("cus", at, random),
    partner_id: row.partner_id,
    merchant_id: row.id,
    name: customerName(number),
    email: chance(random, 0.08) ? null : `customer-${number}@example.com`,
    // No country has the code 999.
    phone: chance(random, 0.3) ? null : `+999 ${String(number).padStart(7, "0")}`,
    city: chance(random, 0.05) ? null : pick(random, partner.cities[plan.country] ?? [plan.country]),
    created_at: at,
  };
  customers.push(customer);
  return customer.id;
}

/** Nobody's name. Some hold what real names bring: signs from everywhere, quotes, stray spaces. */
function customerName(number: number): string {
  if (number % 211 === 0) return `Çustömer ${number} 🧵`;
  if (number % 223 === 0) return `زبون ${number}`;
  if (number % 227 === 0) return `顧客 ${number}`;
  if (number % 229 === 0) return `Customer "${number}" \\ O'Number`;
  if (number % 233 === 0) return ` Customer\u00a0${number}  `;
  return `Customer ${number}`;
}
