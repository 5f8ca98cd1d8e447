import { joinPath } from "../../catalog/join-paths.ts";
import type { JoinStep } from "../../catalog/join-paths.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { bucketSql } from "./bucket-sql.ts";
import { columnSql, memberSql } from "./column-sql.ts";
import type { BucketShift } from "./comparison.ts";
import { aggregateSql } from "./measure-sql.ts";
import type { Fact, ResolvedQuery } from "./resolved-query.ts";
import { rangeConditions } from "./time-literal.ts";
import type { ResolvedRange } from "./time-range.ts";

export type Period = "current" | "previous";

/** One pass over one fact for one period. */
export interface FactPass {
  readonly fact: Fact;
  readonly period: Period;
  readonly from: readonly string[];
  readonly where: readonly string[];
  /** The bucket of a row; absent where the result has no time axis. */
  readonly bucket?: string | undefined;
  /** The aggregate of that name over the rows of a group; null or 0 of no rows, as Postgres has it. */
  aggregate(name: string): string;
}

/**
 * A pass over a fact: only many-to-one joins, so that no row counts twice. Conditions that all its aggregates share go
 * to WHERE, where an index can serve them; the others stay with their aggregate.
 */
export function factPass(query: ResolvedQuery, fact: Fact, period: Period, options: { grain: boolean }): FactPass {
  const aggregates = [...fact.aggregates.values()];
  const shared = (aggregates[0]?.where ?? []).filter((sql) => aggregates.every(({ where }) => where.includes(sql)));
  return {
    fact,
    period,
    from: [tableSql(query, fact.table), ...joinsOf(query, fact).map((step) => joinSql(query, step))],
    where: [
      ...timeConditions(query, fact, period),
      ...query.rowConditions.map(({ member, condition }) => condition(memberSql(member))),
      ...shared,
    ],
    bucket: options.grain ? bucketOf(query, fact, period) : undefined,
    aggregate: (name) => {
      const aggregate = fact.aggregates.get(name);
      if (aggregate === undefined) throw new TypeError(`The fact "${fact.table}" has no aggregate "${name}".`);
      return aggregateSql(
        aggregate.definition,
        aggregate.where.filter((sql) => !shared.includes(sql)),
      );
    },
  };
}

function timeConditions(query: ResolvedQuery, { time }: Fact, period: Period): string[] {
  if (time === undefined) return [];
  const range: ResolvedRange | undefined = period === "current" ? query.time.range : query.time.comparison?.range;
  const column = columnSql(time.table, time.name);
  const conditions = range === undefined ? [] : rangeConditions(column, time.type, range);
  // What has not happened has no place on a time axis.
  return conditions.length === 0 ? [`${column} is not null`] : conditions;
}

function bucketOf(query: ResolvedQuery, { time }: Fact, period: Period): string | undefined {
  const { grain, zone, comparison } = query.time;
  if (grain === undefined || time === undefined) return undefined;
  const shift: BucketShift | undefined = period === "previous" ? comparison?.shift : undefined;
  return bucketSql(time, grain, zone, shift);
}

/** The joins a fact needs, each after the one it starts from. */
function joinsOf(query: ResolvedQuery, fact: Fact): JoinStep[] {
  const tables = [...query.dimensions, ...query.rowConditions, ...(fact.time === undefined ? [] : [fact.time])];
  const steps = tables.flatMap(({ table }) => joinPath(query.catalog, fact.table, table) ?? []);
  return [...new Map(steps.map((step) => [step.to, step])).values()];
}

function joinSql(query: ResolvedQuery, { from, to, on }: JoinStep): string {
  const pairs = on.map(([column, other]) => `${columnSql(to, other)} = ${columnSql(from, column)}`);
  // Left: a row whose counterpart is missing still counts.
  return `left join ${tableSql(query, to)} on ${pairs.join(" and ")}`;
}

function tableSql({ catalog }: ResolvedQuery, table: string): string {
  const schema = catalog.tables[table]?.schema ?? "public";
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)} as ${quoteIdentifier(table)}`;
}
