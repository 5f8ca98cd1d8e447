import { uniqueAliases } from "./aliases.ts";
import { displayKeys } from "./display-keys.ts";
import type { Period } from "./fact-pass.ts";
import type { ResolvedQuery } from "./resolved-query.ts";

/** The name of a measure's column for a period, as the result has it. */
export function measureColumn(measure: string, period: Period): string {
  return period === "current" ? measure : `${measure}_previous`;
}

/** The aliases of a result's columns in SQL: their names, but where Postgres could not hold one. */
export function resultAliases(query: ResolvedQuery): { time: string; of(name: string, period?: Period): string } {
  const names = [
    "time",
    ...query.dimensions.map(({ member }) => member),
    ...query.measures.flatMap(({ name }) => [name, measureColumn(name, "previous")]),
    ...displayKeys(query),
  ];
  const aliases = new Map(uniqueAliases(names).map((alias, index) => [names[index], alias]));
  return {
    time: "time",
    of: (name, period = "current") => aliases.get(measureColumn(name, period)) ?? name,
  };
}
