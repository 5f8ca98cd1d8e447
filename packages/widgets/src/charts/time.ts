import type { Cell, Grain } from "@heddle/sdk/contract";

const local = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;
const offsetAtEnd = /(Z|[+-]\d{2}(:?\d{2})?)$/;

export interface TimeValue {
  /** Milliseconds since 1970: an instant, or a local time taken as if its zone were UTC. */
  ms: number;
  /** True for a local date or date-time, which no zone may shift. */
  local: boolean;
}

/** Reads `2026-03-01`, `2026-03-01T09:00` (local) or `2026-03-01T09:00:00Z` (an instant); null for anything else. */
export function parseTime(cell: Cell | undefined): TimeValue | null {
  if (typeof cell !== "string") return null;
  const isLocal = local.test(cell);
  if (!isLocal && !offsetAtEnd.test(cell)) return null;
  const ms = Date.parse(isLocal ? `${cell.length === 10 ? `${cell}T00:00` : cell.replace(" ", "T")}Z` : cell);
  return Number.isNaN(ms) ? null : { ms, local: isLocal };
}

/** A zone that Intl knows, else UTC. */
export function knownZone(timeZone: string | undefined): string {
  if (!timeZone) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** Milliseconds that the wall clock of a zone is ahead of UTC at an instant. */
export function zoneOffset(ms: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const parts = new Intl.DateTimeFormat("en-u-hc-h23-ca-gregory-nu-latn", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((entry) => entry.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(ms / 1000) * 1000;
}

/** The instant at which a zone's wall clock shows `wall`; in the hour that a clock skips, the first one after it. */
export function fromWall(wall: number, timeZone: string): number {
  const guess = wall - zoneOffset(wall, timeZone);
  return wall - zoneOffset(guess, timeZone);
}

const hour = 3_600_000;
const day = 24 * hour;

interface Interval {
  unit: Exclude<Grain, "quarter">;
  step: number;
  /** About how long it is, in milliseconds. */
  length: number;
}

/** Pixels that a label of each unit wants, with the space to its neighbour. */
const labelWidths = { hour: 54, day: 62, week: 62, month: 42, year: 46 };

const lengths = { hour, day, week: 7 * day, month: 30.44 * day, year: 365.25 * day };
const steps: [Interval["unit"], number[]][] = [
  ["hour", [1, 3, 6, 12]],
  ["day", [1, 2]],
  ["week", [1, 2]],
  ["month", [1, 2, 3, 6]],
  ["year", [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]],
];
const intervals: Interval[] = steps.flatMap(([unit, counts]) =>
  counts.map((step) => ({ unit, step, length: lengths[unit] * step })),
);

export interface CalendarTicks {
  /** Wall-clock milliseconds. */
  values: number[];
  grain: Grain;
}

/**
 * As many calendar starts between two wall-clock times as have room for their labels on `pixels`, never finer than
 * `grain`: whole hours, days, Mondays, first days of months or years.
 */
export function calendarTicks(from: number, to: number, pixels: number, grain: Grain): CalendarTicks {
  const finest = grain === "quarter" ? 3 * lengths.month : lengths[grain];
  const room = ({ unit }: Interval) => Math.max(2, pixels / labelWidths[unit]);
  const fits = (interval: Interval) =>
    interval.length >= finest * 0.99 && (to - from) / interval.length <= room(interval);
  const interval = intervals.find(fits) ?? { unit: "year" as const, step: 1000, length: lengths.year * 1000 };
  const values: number[] = [];
  for (let tick = floorTo(from, interval); tick <= to && values.length < 1000; tick = next(tick, interval)) {
    if (tick >= from) values.push(tick);
  }
  const quarterly = grain === "quarter" && interval.unit === "month" && interval.step === 3;
  return { values, grain: quarterly ? "quarter" : interval.unit };
}

function floorTo(wall: number, { unit, step }: Interval): number {
  const date = new Date(wall);
  if (unit === "year") return utc(Math.floor(date.getUTCFullYear() / step) * step, 0);
  if (unit === "month") return utc(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / step) * step);
  if (unit === "hour") return Math.floor(wall / (step * hour)) * step * hour;
  // 1970-01-01 was a Thursday, so Mondays lie four days after a multiple of seven.
  const shift = unit === "week" ? 4 * day : 0;
  const length = lengths[unit] * step;
  return Math.floor((wall - shift) / length) * length + shift;
}

function next(wall: number, { unit, step, length }: Interval): number {
  const date = new Date(wall);
  if (unit === "year") return utc(date.getUTCFullYear() + step, 0);
  if (unit === "month") return utc(date.getUTCFullYear(), date.getUTCMonth() + step);
  return wall + length;
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utc(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
