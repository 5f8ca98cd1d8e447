import type { Cell, Column, Grain } from "@heddle/sdk/contract";
import { parseTime } from "./time.ts";

/** One entry a key. */
interface Plotted {
  values: (number | null)[];
  cells: (Cell | undefined)[];
}

/** Beyond this a gap is narrower than a pixel. */
const mostBuckets = 2000;
const dayMs = 86_400_000;

/**
 * Gives buckets without rows their place on a time axis, so that a month in which nothing happened is a gap and not
 * a line drawn through. Only between the first and the last bucket, and only where the keys stand in order of time: in
 * a ranking a gap means nothing.
 */
export function withMissingBuckets<S extends Plotted, T extends { keys: Cell[]; series: S[] }>(
  table: T,
  keyColumn: Column,
): T {
  const grain = keyColumn.format?.style === "time" ? keyColumn.format.grain : undefined;
  if (keyColumn.type !== "date" || grain === undefined || grain === "hour") return table;
  const times = table.keys.map((key) => parseTime(key)?.ms);
  const all = bucketsBetween(times, grain);
  if (all === null || all.length === times.length) return table;
  const positions = all.map((bucket) => times.indexOf(bucket));
  const spread = <V>(values: readonly V[], gap: V): V[] =>
    positions.map((position) => (position === -1 ? gap : (values[position] as V)));
  return {
    ...table,
    keys: all.map((bucket, index) => table.keys[positions[index] ?? -1] ?? new Date(bucket).toISOString().slice(0, 10)),
    series: table.series.map((one) => ({
      ...one,
      values: spread(one.values, null),
      cells: spread(one.cells, undefined),
    })),
  };
}

/** Every bucket from the first time to the last; null where the times are not ascending buckets of that grain. */
function bucketsBetween(times: readonly (number | undefined)[], grain: Exclude<Grain, "hour">): number[] | null {
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return null;
  const buckets: number[] = [];
  let met = 0;
  for (let bucket = first; bucket <= last; bucket = nextBucket(bucket, grain)) {
    if (buckets.push(bucket) > mostBuckets) return null;
    if (times[met] === bucket) met += 1;
  }
  return met === times.length ? buckets : null;
}

function nextBucket(bucket: number, grain: Exclude<Grain, "hour">): number {
  if (grain === "day" || grain === "week") return bucket + (grain === "day" ? 1 : 7) * dayMs;
  const date = new Date(bucket);
  const months = { month: 1, quarter: 3, year: 12 }[grain];
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate());
}
