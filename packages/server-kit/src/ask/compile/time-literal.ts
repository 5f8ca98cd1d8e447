import type { Temporal } from "temporal-polyfill";
import type { ColumnTypeName } from "../../catalog/definition.ts";
import type { Bound, ResolvedRange } from "./time-range.ts";

/** The column types that say when. A `timestamp` without time zone is read as UTC. */
export type TimeTypeName = Extract<ColumnTypeName, "date" | "timestamptz" | "timestamp">;

export function isTimeType(type: ColumnTypeName): type is TimeTypeName {
  return type === "date" || type === "timestamptz" || type === "timestamp";
}

/**
 * A moment as a constant of exactly the column's type. Under row level security Postgres may use only leakproof
 * operators as index conditions, and comparing a `timestamptz` with a date or a `timestamp` is not one: it was 40
 * times slower.
 */
export function momentLiteral(bound: Bound, type: TimeTypeName): string {
  if (type === "date") return `date '${postgresYear(firstDayNotBefore(bound.local).toString())}'`;
  const utc = postgresYear(bound.instant.toString()).replace("T", " ").replace("Z", "");
  return type === "timestamptz" ? `timestamptz '${utc}+00'` : `timestamp '${utc}'`;
}

/** The conditions that keep a column within a range. */
export function rangeConditions(operand: string, type: TimeTypeName, range: ResolvedRange): string[] {
  return [
    ...(range.from === undefined ? [] : [`${operand} >= ${momentLiteral(range.from, type)}`]),
    ...(range.to === undefined ? [] : [`${operand} < ${momentLiteral(range.to, type)}`]),
  ];
}

/** A date stands for its midnight, so from 09:00 on the first date in a range is the next one. */
function firstDayNotBefore(local: Temporal.PlainDateTime): Temporal.PlainDate {
  const date = local.toPlainDate();
  return date.toPlainDateTime().equals(local) ? date : date.add({ days: 1 });
}

/** The day after 9999-12-31 is `+010000-01-01` in ISO 8601 and `10000-01-01` in Postgres. */
function postgresYear(iso: string): string {
  return iso.replace(/^\+0*/, "");
}
