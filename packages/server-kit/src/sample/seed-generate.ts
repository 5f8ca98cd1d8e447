import { dayMs, demandOn, lifetimeOf, sampleStart, type Lifetime } from "./seed-demand.ts";
import { seededId } from "./seed-ids.ts";
import { generateInvoices, generatePayouts } from "./seed-ledger.ts";
import { samplePartners, type MerchantPlan, type PartnerPlan } from "./seed-partners.ts";
import { generatePayments, type MerchantContext } from "./seed-payments.ts";
import { between, createRandom } from "./seed-random.ts";
import { generateDisputes, generateRefunds } from "./seed-returns.ts";
import type { MerchantRow, PartnerRow, SampleRows } from "./seed-rows.ts";

export interface SampleOptions {
  /** The same seed and moment give the same rows. */
  seed: string;
  /** Nothing in the sample happened after it. */
  now: Date;
  /** About how many. */
  payments: number;
}

/**
 * The sample's rows: two and a half years up to `now` of three partners. Time, chance and ids come from the options
 * alone. Each merchant has a stream of its own, so a change to one leaves the others as they are.
 */
export function generateSample({ seed, now, payments }: SampleOptions): SampleRows {
  const start = sampleStart(now);
  const scale = payments / totalDemand(now, start);
  const rows: SampleRows = {
    partners: [],
    merchants: [],
    customers: [],
    payments: [],
    refunds: [],
    disputes: [],
    payouts: [],
    invoices: [],
  };
  for (const partner of samplePartners) {
    const partnerRow = partnerOf(partner, start, seed);
    rows.partners.push(partnerRow);
    for (const plan of partner.merchants) {
      const random = createRandom(`${seed}/${partner.slug}/${plan.name}`);
      const lifetime = lifetimeOf(plan, now);
      const row = merchantOf(partnerRow, plan, lifetime, seed);
      rows.merchants.push(row);
      addMerchant(rows, { partner, plan, row, lifetime, now, random }, start, scale);
    }
  }
  return rows;
}

function addMerchant(rows: SampleRows, context: MerchantContext, start: Date, scale: number): void {
  const { payments, customers } = generatePayments(context, start, scale, rows.customers.length + 1);
  const refunds = generateRefunds(context, payments);
  const months = (context.lifetime.until.getTime() - context.lifetime.from.getTime()) / (30 * dayMs);
  const taken = payments.reduce((sum, payment) => sum + (payment.status === "succeeded" ? payment.amount_minor : 0), 0);
  append(rows.customers, customers);
  append(rows.payments, payments);
  append(rows.refunds, refunds);
  append(rows.disputes, generateDisputes(context, payments));
  append(rows.payouts, generatePayouts(context, payments, refunds));
  append(rows.invoices, generateInvoices(context, taken / months));
}

/** `push(...items)` would put every item on the stack. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

function totalDemand(now: Date, start: Date): number {
  let total = 0;
  for (const plan of samplePartners.flatMap((partner) => partner.merchants)) {
    const lifetime = lifetimeOf(plan, now);
    for (let day = start.getTime(); day < now.getTime(); day += dayMs)
      total += demandOn(new Date(day), plan, lifetime, start);
  }
  return total;
}

/** Partners and merchants keep their ids whatever the date: the time in them is fixed, only the seed decides. */
const idTime = new Date("2024-01-01T00:00:00Z");

function partnerOf(plan: PartnerPlan, start: Date, seed: string): PartnerRow {
  return {
    id: seededId("prt", idTime, createRandom(`${seed}/${plan.slug}/id`)),
    name: plan.name,
    slug: plan.slug,
    currency: plan.currency,
    created_at: new Date(start.getTime() - 30 * dayMs),
  };
}

function merchantOf(partner: PartnerRow, plan: MerchantPlan, lifetime: Lifetime, seed: string): MerchantRow {
  const random = createRandom(`${seed}/${partner.slug}/${plan.name}/id`);
  return {
    id: seededId("mer", idTime, random),
    partner_id: partner.id,
    name: plan.name,
    category: plan.category,
    country: plan.country,
    city: plan.city,
    status:
      plan.story === "paused" ? "paused" : plan.story === "closed" || plan.story === "deleted" ? "closed" : "active",
    created_at: new Date(Math.floor(lifetime.from.getTime() - between(random, 1, 20) * dayMs)),
    deleted_at: plan.story === "deleted" ? lifetime.until : null,
  };
}
