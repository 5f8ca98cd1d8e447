import type { MerchantPlan } from "./seed-partners.ts";
import { weighted } from "./seed-random.ts";

export const dayMs = 86_400_000;

/** From when to when a merchant takes payments. */
export interface Lifetime {
  readonly from: Date;
  /** The first moment after it. */
  readonly until: Date;
}

/** Retail over the year, January first: a mean year is 1, December the peak, the end of winter the trough. */
const retailYear = [0.86, 0.84, 0.92, 0.95, 0.98, 0.97, 0.94, 0.93, 0.99, 1.04, 1.18, 1.4];
/** Travel is booked before the summer and for the turn of the year. */
const travelYear = [0.92, 0.88, 0.95, 1.02, 1.14, 1.26, 1.3, 1.12, 0.86, 0.8, 0.82, 0.93];
/** Sunday first, as `getUTCDay` counts. */
const week = [0.62, 1.02, 1, 1.03, 1.07, 1.15, 0.76];
/** Payments by the merchant's local hour: a rise to lunch, a second one to the evening, a quiet night. */
const hours = [2, 1, 1, 1, 1, 2, 6, 14, 26, 38, 48, 58, 68, 60, 50, 48, 52, 62, 74, 70, 52, 34, 18, 7];
export const pickHour = weighted(Object.fromEntries(hours.map((weight, hour) => [String(hour), weight])));

/** When the sample begins: the day two and a half years before. */
export function sampleStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 30, Math.min(now.getUTCDate(), 28)));
}

/** Opening and closing are placed relative to now, so that the stories stay recent whatever the date is. */
export function lifetimeOf(plan: MerchantPlan, now: Date): Lifetime {
  const start = sampleStart(now);
  const ago = (days: number) => new Date(now.getTime() - days * dayMs);
  switch (plan.story) {
    case "newcomer":
      return { from: ago(200), until: now };
    case "paused":
      return { from: start, until: ago(45) };
    case "closed":
      return { from: start, until: ago(250) };
    case "deleted":
      return { from: start, until: ago(150) };
    default:
      return { from: start, until: now };
  }
}

/** How many payments a day brings, relative to other days and merchants. 0 outside the merchant's lifetime. */
export function demandOn(day: Date, plan: MerchantPlan, lifetime: Lifetime, start: Date): number {
  const age = (day.getTime() - lifetime.from.getTime()) / dayMs;
  if (age < -1 || day >= lifetime.until) return 0;
  const years = (day.getTime() - start.getTime()) / (365.25 * dayMs);
  const opening = plan.story === "newcomer" ? Math.min(1, Math.max(0.1, age / 60)) : 1;
  return plan.size * (1 + plan.growth) ** years * seasonOn(day, plan) * (week[day.getUTCDay()] ?? 1) * opening;
}

/** Glides from the middle of one month to that of the next, so that no month begins with a step. */
function seasonOn(day: Date, plan: MerchantPlan): number {
  const year = plan.category === "travel" ? travelYear : retailYear;
  const position = day.getUTCMonth() + (day.getUTCDate() - 15) / 31;
  const before = Math.floor(position);
  const share = position - before;
  const month = (index: number) => year[(index + 12) % 12] ?? 1;
  return month(before) * (1 - share) + month(before + 1) * share;
}
