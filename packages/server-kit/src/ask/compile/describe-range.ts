import type { TimeRange } from "@heddle/sdk/contract";
import type { Temporal } from "temporal-polyfill";
import type { ResolvedRange } from "./time-range.ts";

const months = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const; // prettier-ignore

type RelativeRange = Extract<TimeRange, { type: "relative" }>;

/** A range in words, ready to stand behind a measure: " for 2026", ", last month (October 2026)". */
export function describeRange(written: TimeRange, range: ResolvedRange): string {
  const dates = describeDates(range);
  if (isWholeYears(range)) return ` for ${dates}`;
  const relative = written.type === "relative" ? relativeWords(written) : undefined;
  return relative === undefined ? `, ${dates}` : `, ${relative} (${dates})`;
}

/** The dates of a range: "2026", "August to October 2026", "1 to 21 October 2026", "since 3 May 2026". */
export function describeDates({ from, to }: ResolvedRange): string {
  if (from === undefined || to === undefined) {
    if (from !== undefined) return `since ${describeMoment(from.local)}`;
    return to === undefined ? "all time" : `before ${describeMoment(to.local)}`;
  }
  if (!isMidnight(from.local) || !isMidnight(to.local))
    return `${describeMoment(from.local)} to ${describeMoment(to.local)}`;
  const first = from.local.toPlainDate();
  const last = to.local.toPlainDate().subtract({ days: 1 });
  const sameYear = first.year === last.year;
  if (isWholeYears({ from, to })) return sameYear ? `${first.year}` : `${first.year} to ${last.year}`;
  const sameMonth = sameYear && first.month === last.month;
  if (first.day === 1 && to.local.day === 1) {
    return sameMonth ? monthOf(last) : `${sameYear ? monthName(first) : monthOf(first)} to ${monthOf(last)}`;
  }
  if (first.equals(last)) return dayOf(first);
  const start = sameMonth ? `${first.day}` : sameYear ? `${first.day} ${monthName(first)}` : dayOf(first);
  return `${start} to ${dayOf(last)}`;
}

/** A local time: "21 October 2026", "21 October 2026 16:55". */
export function describeMoment(local: Temporal.PlainDateTime): string {
  const day = dayOf(local.toPlainDate());
  return isMidnight(local) ? day : `${day} ${local.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

/** "the month before", "the 3 months before" for a range that was written so. */
export function describeRangeBefore({ unit, count }: RelativeRange): string {
  return count === 1 ? `the ${unit} before` : `the ${count} ${unit}s before`;
}

function relativeWords({ unit, offset, count }: RelativeRange): string | undefined {
  if (count === 1) {
    const days: Record<number, string> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };
    const others: Record<number, string> = { [-1]: `last ${unit}`, 0: `this ${unit}`, 1: `next ${unit}` };
    return (unit === "day" ? days : others)[offset];
  }
  if (offset + count === 1) return `the last ${count} ${unit}s`;
  if (offset + count === 0) return `the last ${count} whole ${unit}s`;
  return offset === 1 ? `the next ${count} ${unit}s` : undefined;
}

function isWholeYears({ from, to }: ResolvedRange): boolean {
  return [from, to].every((bound) => bound !== undefined && isMidnight(bound.local) && bound.local.dayOfYear === 1);
}

function isMidnight(local: Temporal.PlainDateTime): boolean {
  return local.toPlainDate().toPlainDateTime().equals(local);
}

function dayOf(date: Temporal.PlainDate): string {
  return `${date.day} ${monthOf(date)}`;
}

function monthOf(date: Temporal.PlainDate): string {
  return `${monthName(date)} ${date.year}`;
}

function monthName(date: Temporal.PlainDate): string {
  return months[date.month - 1] ?? "";
}
