import type { MetricQuery } from "@heddle/sdk/contract";
import { readZone } from "../../catalog/time-zone.ts";
import { Temporal } from "temporal-polyfill";
import { compareRange } from "./comparison.ts";
import type { Comparison } from "./comparison.ts";
import type { QueryProblem } from "./query-problems.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { ResolvedTime } from "./resolved-query.ts";
import { RangeUnreadable, resolveRange } from "./time-range.ts";
import type { ResolvedRange } from "./time-range.ts";

/** The zone, the range and what it is compared with. Where the zone is unknown UTC stands in, so that the rest is still checked. */
export function resolveTime(query: MetricQuery, options: CompileOptions, problems: QueryProblem[]): ResolvedTime {
  const { time } = query;
  const zone = resolveZone(time?.timeZone ?? options.timeZone, problems);
  const now = Temporal.Instant.fromEpochMilliseconds(options.now.getTime());
  const range = resolveWrittenRange(query, now, zone, problems);
  return {
    zone,
    grain: time?.grain,
    range,
    writtenRange: time?.range,
    comparison: resolveComparison(query, range, now, zone, problems),
  };
}

function resolveZone(name: string, problems: QueryProblem[]): string {
  const zone = readZone(name);
  if (zone !== undefined) return zone;
  problems.push({
    path: "/time/timeZone",
    detail: `"${name}" is not a time zone that is known here.`,
    hint: "Use an IANA name such as UTC, Europe/Berlin or America/New_York.",
  });
  return "UTC";
}

function resolveWrittenRange(
  { time }: MetricQuery,
  now: Temporal.Instant,
  zone: string,
  problems: QueryProblem[],
): ResolvedRange | undefined {
  if (time?.range === undefined) return undefined;
  try {
    return resolveRange(time.range, now, zone);
  } catch (error) {
    if (!(error instanceof RangeUnreadable)) throw error;
    problems.push({ path: "/time/range", detail: error.message });
    return undefined;
  }
}

function resolveComparison(
  { compare, time }: MetricQuery,
  range: ResolvedRange | undefined,
  now: Temporal.Instant,
  zone: string,
  problems: QueryProblem[],
): Comparison | undefined {
  if (compare === undefined) return undefined;
  if (range?.from !== undefined && range.to !== undefined && time?.range !== undefined) {
    return compareRange(compare, { from: range.from, to: range.to }, time.range, { grain: time.grain, now, zone });
  }
  // A range that could not be read has been told already.
  if (range !== undefined || time?.range === undefined) {
    problems.push({
      path: "/compare",
      detail: "A comparison needs a time range with a beginning and an end.",
      hint: "Give time.range both ends, or leave compare out.",
    });
  }
  return undefined;
}
