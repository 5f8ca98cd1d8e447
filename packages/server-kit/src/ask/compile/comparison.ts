import type { Grain, MetricQuery, TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import { boundAt, boundOf, startOfUnit, unitDuration } from "./time-range.ts";
import type { Bound, ResolvedRange } from "./time-range.ts";

/** A range with both ends. */
export interface ClosedRange extends ResolvedRange {
  readonly from: Bound;
  readonly to: Bound;
}

/** How far a bucket of the earlier range is moved to stand beside its counterpart in the current one. */
export interface BucketShift {
  readonly unit: "hours" | "days" | "months" | "years";
  readonly count: number;
}

/** The earlier range that a query is compared with. */
export interface Comparison {
  readonly kind: NonNullable<MetricQuery["compare"]>;
  readonly range: ClosedRange;
  /** Whether the current range is not over yet, so that the earlier one is cut at the same point. */
  readonly partial: boolean;
  /** Present where the query has a grain. */
  readonly shift?: BucketShift | undefined;
}

/**
 * The range to compare with.
 *
 * - `previous_period` steps back by the range's own length in calendar units (this month: last month; three months:
 *   the three before; 10 days: the 10 before), `previous_year` by a year.
 * - Like is compared with like: where the current range is not over at `now`, the earlier one ends after the same
 *   elapsed time on the calendar (on the 21st at noon: the 21st at noon of the month before), or at its own end.
 * - With a grain the buckets stand side by side by their number (first day beside first day), but days compared with
 *   the year before by their date, 29 February then counting to the 28th. Where the earlier range has more buckets,
 *   those beyond the last of the current one are left out (29 to 31 January beside a February).
 */
export function compareRange(
  kind: Comparison["kind"],
  current: ClosedRange,
  written: TimeRange,
  options: { grain: Grain | undefined; now: Temporal.Instant; zone: string },
): Comparison {
  const { grain, now, zone } = options;
  const step = kind === "previous_year" ? Temporal.Duration.from({ years: 1 }) : rangeLength(current, written);
  const from = stepBack(current.from, step, zone);
  const ends = [stepBack(current.to, step, zone)];
  const partial = isBefore(current.from.instant, now) && isBefore(now, current.to.instant);
  if (partial) ends.push(afterSameTime(current.from, from, boundOf(now, zone), step, zone));
  const shift = grain === undefined ? undefined : bucketShift(grain, step, current.from, from);
  if (grain !== undefined && shift !== undefined) ends.push(lastCounterpart(grain, shift, current.to, zone));
  const to = ends.reduce((first, end) => (isBefore(end.instant, first.instant) ? end : first));
  return { kind, range: { from, to }, partial, shift };
}

/** The length of a range in the largest calendar units that measure it exactly, else in hours and below. */
function rangeLength(range: ClosedRange, written: TimeRange): Temporal.Duration {
  if (written.type === "relative") return unitDuration(written.unit, written.count);
  for (const largestUnit of ["month", "day"] as const) {
    const length = range.from.local.until(range.to.local, { largestUnit });
    const whole = Temporal.Duration.from(largestUnit === "month" ? { months: length.months } : { days: length.days });
    if (range.from.local.add(whole).equals(range.to.local)) return whole;
  }
  return range.from.instant.until(range.to.instant, { largestUnit: "hour" });
}

function stepBack(bound: Bound, step: Temporal.Duration, zone: string): Bound {
  return isExact(step) ? boundOf(bound.instant.subtract(step), zone) : boundAt(bound.local.subtract(step), zone);
}

/** The point in the earlier range that lies as far from its beginning as `now` does from the current one's. */
function afterSameTime(current: Bound, earlier: Bound, now: Bound, step: Temporal.Duration, zone: string): Bound {
  if (isExact(step)) return boundOf(earlier.instant.add(current.instant.until(now.instant)), zone);
  return boundAt(earlier.local.add(current.local.until(now.local, { largestUnit: "month" })), zone);
}

function bucketShift(grain: Grain, step: Temporal.Duration, current: Bound, earlier: Bound): BucketShift {
  if (grain === "hour") {
    return { unit: "hours", count: Math.floor(earlier.instant.until(current.instant).total("hours")) };
  }
  if (grain === "day" && step.years > 0) return { unit: "years", count: step.years };
  const [to, from] = [startOfUnit(grain, current.local.toPlainDate()), startOfUnit(grain, earlier.local.toPlainDate())];
  return grain === "day" || grain === "week"
    ? { unit: "days", count: from.until(to, { largestUnit: "day" }).days }
    : { unit: "months", count: from.until(to, { largestUnit: "month" }).months };
}

/** Where the bucket begins that would stand behind the last one of the current range. */
function lastCounterpart(grain: Grain, shift: BucketShift, end: Bound, zone: string): Bound {
  if (grain === "hour") {
    const hour = end.instant.toZonedDateTimeISO(zone).round({ smallestUnit: "hour", roundingMode: "ceil" }).toInstant();
    return boundOf(hour.subtract({ hours: shift.count }), zone);
  }
  const begun = startOfUnit(grain, end.local.toPlainDate());
  const next = begun.toPlainDateTime().equals(end.local) ? begun : begun.add(unitDuration(grain, 1));
  return boundAt(next.subtract({ [shift.unit]: shift.count }).toPlainDateTime(), zone);
}

/** Whether a duration is measured on the line of instants, not on the calendar. */
function isExact(duration: Temporal.Duration): boolean {
  return duration.years === 0 && duration.months === 0 && duration.weeks === 0 && duration.days === 0;
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
