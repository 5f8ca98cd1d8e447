import { dayMs } from "./seed-demand.ts";
import { seededId } from "./seed-ids.ts";
import type { MerchantContext } from "./seed-payments.ts";
import { between, chance, exponential, weighted } from "./seed-random.ts";
import type { DisputeRow, PaymentRow, RefundRow } from "./seed-rows.ts";

const refundShare = 0.031;
const pickRefundReason = weighted({ requested: 52, damaged: 21, late: 17, duplicate: 10 });
const pickDisputeReason = weighted({ fraud: 38, not_received: 31, not_as_described: 23, duplicate: 8 });
/** Only what is paid from an account of somebody else's can be disputed. */
const disputeShare = { card: 0.0055, wallet: 0.002, bank_transfer: 0.0006, cash: 0 } as const;
const spikeShare = 0.16;

/** Refunds of a merchant's payments: in full, in part, and now and then in two parts. */
export function generateRefunds(context: MerchantContext, payments: readonly PaymentRow[]): RefundRow[] {
  const { random } = context;
  const refunds: RefundRow[] = [];
  const paid = payments.filter((payment) => payment.status === "succeeded");
  // One that comes more than a year late, because such things happen and break reports.
  const late = paid[Math.floor(paid.length / 8)];
  for (const payment of paid) {
    if (payment !== late && !chance(random, refundShare)) continue;
    const delay = payment === late ? 400 : Math.min(60, 0.2 + exponential(random, 7));
    const first = chance(random, 0.78) ? payment.amount_minor : partOf(context, payment.amount_minor);
    addRefund(context, refunds, payment, first, delay);
    const rest = payment.amount_minor - first;
    if (rest > 0 && chance(random, 0.3)) addRefund(context, refunds, payment, rest, delay + between(random, 1, 10));
  }
  return refunds;
}

function addRefund(
  context: MerchantContext,
  refunds: RefundRow[],
  payment: PaymentRow,
  amount: number,
  delayDays: number,
): void {
  const { random, now } = context;
  const at = later(payment.created_at, delayDays);
  if (at > now) return;
  refunds.push({
    id: seededId("ref", at, random),
    partner_id: payment.partner_id,
    merchant_id: payment.merchant_id,
    payment_id: payment.id,
    amount_minor: amount,
    reason: chance(random, 0.06) ? null : pickRefundReason(random),
    created_at: at,
  });
}

/** At least one of the smallest coins, and not all. */
function partOf({ random, partner }: MerchantContext, amount: number): number {
  const part = Math.round((amount * between(random, 0.15, 0.7)) / partner.smallestMinor) * partner.smallestMinor;
  return part > 0 && part < amount ? part : amount;
}

/** Disputes of a merchant's payments; one merchant has a wave of them in the last whole month. */
export function generateDisputes(context: MerchantContext, payments: readonly PaymentRow[]): DisputeRow[] {
  const { random, now, plan } = context;
  const wave = plan.story === "dispute spike" ? lastWholeMonth(now) : null;
  const disputes: DisputeRow[] = [];
  for (const payment of payments) {
    if (payment.status !== "succeeded" || payment.method === "cash") continue;
    const inWave = wave !== null && payment.created_at >= wave.from && payment.created_at < wave.until;
    if (!chance(random, inWave ? spikeShare : disputeShare[payment.method])) continue;
    const opened = later(payment.created_at, inWave ? between(random, 0.2, 2) : between(random, 2, 35));
    if (opened <= now) disputes.push(disputeOf(context, payment, opened));
  }
  return disputes;
}

function disputeOf({ random, now }: MerchantContext, payment: PaymentRow, opened: Date): DisputeRow {
  const decided = later(opened, between(random, 12, 70));
  const closed = decided <= now ? decided : null;
  return {
    id: seededId("dsp", opened, random),
    partner_id: payment.partner_id,
    merchant_id: payment.merchant_id,
    payment_id: payment.id,
    amount_minor: payment.amount_minor,
    reason: pickDisputeReason(random),
    status: closed === null ? "open" : chance(random, 0.42) ? "won" : "lost",
    opened_at: opened,
    closed_at: closed,
  };
}

function lastWholeMonth(now: Date): { from: Date; until: Date } {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { from: new Date(Date.UTC(year, month - 1, 1)), until: new Date(Date.UTC(year, month, 1)) };
}

function later(at: Date, days: number): Date {
  return new Date(Math.floor(at.getTime() + days * dayMs));
}
