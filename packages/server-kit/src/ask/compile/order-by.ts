import { quoteIdentifier } from "../../db/quote.ts";
import { resultAliases } from "./result-aliases.ts";
import type { ResolvedQuery } from "./resolved-query.ts";

/**
 * The order of a result, the same on every run: as the query says, else by time, else the largest first measure first;
 * what ties is ordered by time, every dimension and at last by the display keys. Groups without a value come last.
 */
export function orderBy(query: ResolvedQuery, options: { grain: boolean; keys: readonly string[] }): string[] {
  const aliases = resultAliases(query);
  const [first] = query.measures;
  const written = query.written.sort.filter(({ by }) => options.grain || by !== "time");
  const byValue =
    first !== undefined && query.dimensions.length > 0 ? [{ by: first.name, direction: "desc" as const }] : [];
  const sorts = written.length > 0 || options.grain ? written : byValue;
  const time = options.grain ? ["time"] : [];
  const sorted = new Set(sorts.map(({ by }) => by));
  const ties = [...time, ...query.dimensions.map(({ member }) => member)].filter((name) => !sorted.has(name));
  return [
    ...sorts.map(
      ({ by, direction }) => `${quoteIdentifier(aliases.of(by))}${direction === "desc" ? " desc nulls last" : ""}`,
    ),
    ...ties.map((name) => quoteIdentifier(aliases.of(name))),
    ...(query.dimensions.length === 0 ? [] : options.keys),
  ];
}
