import type { Grain } from "@heddle/sdk/contract";
import { quoteLiteral } from "../../db/quote.ts";
import { columnSql } from "./column-sql.ts";
import type { BucketShift } from "./comparison.ts";
import type { TimeColumn } from "./resolved-query.ts";

/**
 * The bucket a row's time lies in: the local date on which it begins, or for hours the instant. Hours are cut with the
 * zone as third argument, since the hour that a clock change repeats must stay two hours.
 */
export function bucketSql(column: TimeColumn, grain: Grain, zone: string, shift?: BucketShift): string {
  const name = columnSql(column.table, column.name);
  const zoneSql = quoteLiteral(zone);
  const instant = column.type === "timestamp" ? `${name} at time zone 'UTC'` : name;
  if (grain === "hour") return `date_trunc('hour', ${instant}, ${zoneSql})${shiftBy(shift)}`;
  const local = column.type === "date" ? `${name}::timestamp` : `${instant} at time zone ${zoneSql}`;
  const begins = `date_trunc('${grain}', ${local})`;
  if (shift?.unit === "days") return `${begins}::date + ${shift.count}`;
  return shift === undefined ? `${begins}::date` : `(${begins}${shiftBy(shift)})::date`;
}

function shiftBy(shift: BucketShift | undefined): string {
  return shift === undefined ? "" : ` + interval '${shift.count} ${shift.unit}'`;
}
