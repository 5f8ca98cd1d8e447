import { combinePasses } from "./combine-passes.ts";
import { displayKeys } from "./display-keys.ts";
import { factPass } from "./fact-pass.ts";
import type { Period } from "./fact-pass.ts";
import { flatSource } from "./grouped-source.ts";
import { measureSql } from "./measure-sql.ts";
import { resultAliases } from "./result-aliases.ts";
import type { ResolvedMeasure, ResolvedQuery } from "./resolved-query.ts";
import type { SelectClauses } from "./select-text.ts";

interface GroupedOptions {
  /** Whether the result has its time axis. */
  readonly grain: boolean;
  /** Whether it has the earlier period too. */
  readonly compare: boolean;
  /** Whether the display keys are columns as well. */
  readonly keys: boolean;
}

/** A grouped SELECT without order and limit; `keys` is the SQL of the display keys, to order by. */
export interface GroupedSelect {
  readonly clauses: SelectClauses;
  readonly keys: readonly string[];
}

/**
 * The query as one grouped SELECT. One pass over one table is read flat; several (other tables, other time columns, an
 * earlier period) are each grouped on their own first, so that no join fans out.
 */
export function groupedSelect(query: ResolvedQuery, options: GroupedOptions): GroupedSelect {
  const periods: Period[] =
    options.compare && query.time.comparison !== undefined ? ["current", "previous"] : ["current"];
  const passes = periods.flatMap((period) => query.facts.map((fact) => factPass(query, fact, period, options)));
  const [first, ...others] = passes;
  const source = first !== undefined && others.length === 0 ? flatSource(first) : combinePasses(query, passes);
  const aliases = resultAliases(query);
  const groups = [
    ...(source.bucket === undefined ? [] : [{ sql: source.bucket, alias: aliases.time }]),
    ...query.dimensions.map(({ member }) => ({ sql: source.column(member), alias: aliases.of(member) })),
  ];
  const keys = displayKeys(query).map((member) => ({ sql: source.column(member), alias: aliases.of(member) }));
  const value = (measure: ResolvedMeasure, period: Period) =>
    measureSql(measure.definition, measure.name, query.catalog, (name) => source.aggregate(name, period));
  const values = periods.flatMap((period) =>
    query.measures.map((measure) => ({ sql: value(measure, period), alias: aliases.of(measure.name, period) })),
  );
  return {
    clauses: {
      columns: [...groups, ...(options.keys ? keys : []), ...values],
      from: source.from,
      where: source.where,
      groupBy: [...groups.map((_, index) => String(index + 1)), ...keys.map(({ sql }) => sql)],
      having: query.groupConditions.map(({ measure, condition }) => condition(`(${value(measure, "current")})`)),
    },
    keys: keys.map(({ sql }) => sql),
  };
}
