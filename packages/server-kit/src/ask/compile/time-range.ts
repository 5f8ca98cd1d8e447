import type { Grain, TimeRange } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";

/** One end of a range: the local time it was written as and the instant that is. */
export interface Bound {
  readonly local: Temporal.PlainDateTime;
  readonly instant: Temporal.Instant;
}

/** Half-open: `from <= t < to`. An absent end is open. */
export interface ResolvedRange {
  readonly from?: Bound | undefined;
  readonly to?: Bound | undefined;
}

/** Thrown where a range means no time; its message is made for people. */
export class RangeUnreadable extends Error {
  override readonly name = "RangeUnreadable";
}

/** The range as instants. Calendar units are counted on local dates, hours on the line of instants. */
export function resolveRange(range: TimeRange, now: Temporal.Instant, zone: string): ResolvedRange {
  const resolved = range.type === "absolute" ? absoluteRange(range, zone) : relativeRange(range, now, zone);
  const { from, to } = resolved;
  for (const bound of [from, to]) if (bound !== undefined) checkYear(bound.local);
  if (from !== undefined && to !== undefined && Temporal.Instant.compare(from.instant, to.instant) >= 0) {
    throw new RangeUnreadable("The range is empty: it must end after it begins.");
  }
  return resolved;
}

/** A local date (`2026-01-01`, its start) or date-time (`2026-01-01T09:00`) in a zone. */
export function readMoment(text: string, zone: string): Bound {
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    throw new RangeUnreadable(`"${text}" is not a date or time of the calendar.`);
  }
  checkYear(local);
  return boundAt(local, zone);
}

function checkYear({ year }: Temporal.PlainDateTime): void {
  if (year < 1000 || year > 9999) throw new RangeUnreadable("A time lies outside the years 1000 to 9999.");
}

/** The instant of a local time. A time that a clock change skips is moved forward; of one it repeats, the first is taken. */
export function boundAt(local: Temporal.PlainDateTime, zone: string): Bound {
  return { local, instant: local.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant() };
}

export function boundOf(instant: Temporal.Instant, zone: string): Bound {
  return { local: instant.toZonedDateTimeISO(zone).toPlainDateTime(), instant };
}

/** The first day of the unit a date lies in; weeks start on Monday (ISO 8601). */
export function startOfUnit(unit: Exclude<Grain, "hour">, date: Temporal.PlainDate): Temporal.PlainDate {
  switch (unit) {
    case "day":
      return date;
    case "week":
      return date.subtract({ days: date.dayOfWeek - 1 });
    case "month":
      return date.with({ day: 1 });
    case "quarter":
      return date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 });
    case "year":
      return date.with({ month: 1, day: 1 });
  }
}

/** So many units as a duration; Temporal has no quarters. */
export function unitDuration(unit: Grain, count: number): Temporal.Duration {
  if (unit === "quarter") return Temporal.Duration.from({ months: 3 * count });
  return Temporal.Duration.from({ [`${unit}s`]: count });
}

function absoluteRange(range: Extract<TimeRange, { type: "absolute" }>, zone: string): ResolvedRange {
  return {
    from: range.from === undefined ? undefined : readMoment(range.from, zone),
    to: range.to === undefined ? undefined : readMoment(range.to, zone),
  };
}

function relativeRange(
  { unit, offset, count }: Extract<TimeRange, { type: "relative" }>,
  now: Temporal.Instant,
  zone: string,
): ResolvedRange {
  const current = now.toZonedDateTimeISO(zone);
  if (unit === "hour") {
    const from = current.round({ smallestUnit: "hour", roundingMode: "floor" }).add({ hours: offset });
    return { from: boundOf(from.toInstant(), zone), to: boundOf(from.add({ hours: count }).toInstant(), zone) };
  }
  const from = startOfUnit(unit, current.toPlainDate()).add(unitDuration(unit, offset));
  const to = from.add(unitDuration(unit, count));
  return { from: boundAt(from.toPlainDateTime(), zone), to: boundAt(to.toPlainDateTime(), zone) };
}
