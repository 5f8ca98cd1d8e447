import type { AggregateMeasure } from "../../catalog/definition.ts";
import { uniqueAliases } from "./aliases.ts";
import { columnSql, memberSql } from "./column-sql.ts";
import { displayKeys } from "./display-keys.ts";
import type { FactPass, Period } from "./fact-pass.ts";
import type { GroupedSource } from "./grouped-source.ts";
import { isZeroWhenEmpty } from "./measure-sql.ts";
import type { ResolvedQuery } from "./resolved-query.ts";
import { indented, selectLines } from "./select-text.ts";
import type { SelectClauses } from "./select-text.ts";

interface PassColumn {
  readonly pass: FactPass;
  readonly name: string;
  readonly definition: AggregateMeasure;
  readonly alias: string;
}

/**
 * Several passes put together: each is grouped on its own and padded with nulls for what the others count, all are
 * stacked, and the stack is grouped once more. A group has at most one row a pass, so `max` takes the one value there
 * is. Unlike a full join this also pairs groups whose key is null, and it stays a hash aggregate.
 */
export function combinePasses(query: ResolvedQuery, passes: readonly FactPass[]): GroupedSource {
  const members = [...query.dimensions.map(({ member }) => member), ...displayKeys(query)];
  const counted = passes.flatMap((pass) =>
    [...pass.fact.aggregates].map(([name, { definition }]) => ({ pass, name, definition })),
  );
  const aliases = uniqueAliases([
    "time",
    ...members,
    ...counted.map(({ pass, name }) => (pass.period === "current" ? name : `${name}_previous`)),
  ]);
  const groups = members.map((member, index) => ({ member, alias: aliases[index + 1] ?? member }));
  const columns = counted.map((column, index): PassColumn => ({
    ...column,
    alias: aliases[members.length + index + 1] ?? column.name,
  }));
  const stacked = passes.flatMap((pass, index) => [
    ...(index === 0 ? [] : ["union all"]),
    ...selectLines({ ...passClauses(query, pass, groups, columns), unnamed: index > 0 }),
  ]);
  return {
    from: ["(", ...indented(stacked), ") as facts"],
    where: [],
    bucket: passes[0]?.bucket === undefined ? undefined : "facts.time",
    column: (member) => columnSql("facts", groups.find((group) => group.member === member)?.alias ?? member),
    aggregate: (name, period) => {
      const column = requireColumn(columns, name, period);
      const value = `max(${columnSql("facts", column.alias)})`;
      return isZeroWhenEmpty(column.definition) ? `coalesce(${value}, 0)` : value;
    },
  };
}

function passClauses(
  query: ResolvedQuery,
  pass: FactPass,
  members: readonly { member: string; alias: string }[],
  columns: readonly PassColumn[],
): SelectClauses {
  const groups = [
    ...(pass.bucket === undefined ? [] : [{ sql: pass.bucket, alias: "time" }]),
    ...members.map(({ member, alias }) => ({ sql: memberSql(member), alias })),
  ];
  return {
    columns: [
      ...groups,
      ...columns.map((column) => ({
        sql: column.pass === pass ? pass.aggregate(column.name) : `null::${valueType(query, column.definition)}`,
        alias: column.alias,
      })),
    ],
    from: pass.from,
    where: pass.where,
    groupBy: groups.map((_, index) => String(index + 1)),
  };
}

/** The type that a padding null must have: Postgres takes bare nulls of two stacked SELECTs for text. */
function valueType({ catalog }: ResolvedQuery, { aggregate, table, column }: AggregateMeasure): string {
  if (aggregate === "count" || aggregate === "count_distinct") return "bigint";
  if (aggregate === "avg") return "float8";
  if (aggregate === "sum") return "numeric";
  return catalog.tables[table]?.columns[column ?? ""]?.type ?? "numeric";
}

function requireColumn(columns: readonly PassColumn[], name: string, period: Period): PassColumn {
  const found = columns.find((column) => column.name === name && column.pass.period === period);
  if (found === undefined) throw new TypeError(`No pass counts "${name}".`);
  return found;
}
