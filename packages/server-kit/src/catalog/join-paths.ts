import type { Catalog } from "./catalog.ts";

/** One declared many-to-one join, followed from its "many" side to its "one" side. */
export interface JoinStep {
  readonly from: string;
  readonly to: string;
  /** Pairs of a column of `from` and the column of `to` it equals. */
  readonly on: readonly (readonly [from: string, to: string])[];
}

/**
 * The shortest way from one table to another over declared many-to-one joins, so that no row of `fromTable` is ever
 * counted twice. Empty where both are the same table, undefined where there is no way. Of two equally short ways the
 * one declared first is taken: the order of `joins` in the catalog decides, nearest table first.
 *
 * @example
 * ```ts
 * joinPath(sampleCatalog, "disputes", "merchants"); // one step: disputes -> merchants, not through payments
 * joinPath(sampleCatalog, "merchants", "payments"); // undefined: that is one-to-many
 * ```
 */
export function joinPath(catalog: Catalog, fromTable: string, toTable: string): readonly JoinStep[] | undefined {
  if (!Object.hasOwn(catalog.tables, fromTable)) return undefined;
  const paths = new Map<string, readonly JoinStep[]>([[fromTable, []]]);
  // A Map is iterated in the order of insertion, entries added meanwhile included: it is the queue of the search.
  for (const [table, path] of paths) {
    if (table === toTable) return path;
    for (const join of Object.values(catalog.tables[table]?.joins ?? {})) {
      if (!paths.has(join.to)) paths.set(join.to, [...path, { from: table, to: join.to, on: Object.entries(join.on) }]);
    }
  }
  return undefined;
}

/** Every table that can be reached from a table by many-to-one joins, itself included, nearest first. */
export function reachableTables(catalog: Catalog, fromTable: string): readonly string[] {
  const reached = new Set([fromTable]);
  for (const table of reached) {
    for (const join of Object.values(catalog.tables[table]?.joins ?? {})) reached.add(join.to);
  }
  return [...reached];
}
