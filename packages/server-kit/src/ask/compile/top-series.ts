import { columnSql } from "./column-sql.ts";
import { groupedSelect } from "./grouped-select.ts";
import { orderBy } from "./order-by.ts";
import { resultAliases } from "./result-aliases.ts";
import type { ResolvedQuery } from "./resolved-query.ts";
import { indented, selectLines, selectText } from "./select-text.ts";

/**
 * A query with a time axis, dimensions and a limit: the limit is a number of series, not of rows. The members that
 * come first over the whole range are found in a query of their own, and only their rows are kept.
 */
export function topSeriesSql(query: ResolvedQuery, limit: number): string {
  const ranking = groupedSelect({ ...query, groupConditions: [] }, { grain: false, compare: false, keys: true });
  const series = groupedSelect(query, { grain: true, compare: true, keys: true });
  const aliases = resultAliases(query);
  const top = selectLines({ ...ranking.clauses, orderBy: orderBy(query, { grain: false, keys: ranking.keys }), limit });
  // A display key says which row is meant; its name adds nothing. Null is a member like any other.
  const identity = query.dimensions.map(({ member, key }) => aliases.of(key ?? member));
  const same = identity.map((alias) => `${columnSql("top", alias)} is not distinct from ${columnSql("series", alias)}`);
  const keys = new Set(query.dimensions.flatMap(({ key }) => (key === undefined ? [] : [aliases.of(key)])));
  const shown = new Set(query.dimensions.map(({ member }) => aliases.of(member)));
  const outer = selectText({
    columns: series.clauses.columns
      .filter(({ alias }) => shown.has(alias) || !keys.has(alias))
      .map(({ alias }) => ({ sql: columnSql("series", alias), alias })),
    from: ["(", ...indented(selectLines(series.clauses)), ") as series", `join top on ${same.join(" and ")}`],
    orderBy: orderBy(query, {
      grain: true,
      keys: [...keys].filter((alias) => !shown.has(alias)).map((alias) => columnSql("series", alias)),
    }),
  });
  return ["with top as (", ...indented(top), ")", outer].join("\n");
}
