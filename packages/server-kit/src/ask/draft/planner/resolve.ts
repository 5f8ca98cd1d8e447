import type { Catalog } from "../../../catalog/catalog.ts";
import { joinPath } from "../../../catalog/join-paths.ts";
import type { MemberMeaning } from "./catalog-index.ts";

export type Resolved =
  | { readonly kind: "one"; readonly meaning: MemberMeaning }
  | { readonly kind: "none" }
  /** Equally good, for the asker to decide. */
  | { readonly kind: "several"; readonly meanings: readonly MemberMeaning[] };

/** Steps from all fact tables to a table over declared joins; undefined where one has no way. */
export function stepsTo(catalog: Catalog, facts: readonly string[], table: string): number | undefined {
  let steps = 0;
  for (const fact of facts) {
    const path = joinPath(catalog, fact, table);
    if (path === undefined) return undefined;
    steps += path.length;
  }
  return steps;
}

/** Of the columns that a phrase may mean the one nearest to the facts, and of equally near ones the better name. */
export function resolve(catalog: Catalog, facts: readonly string[], candidates: readonly MemberMeaning[]): Resolved {
  const near = candidates
    .flatMap((meaning) => {
      const steps = stepsTo(catalog, facts, meaning.table);
      return steps === undefined ? [] : [{ meaning, steps }];
    })
    .toSorted((a, b) => a.steps - b.steps || a.meaning.rank - b.meaning.rank);
  const [first] = near;
  if (first === undefined) return { kind: "none" };
  const equal = near.filter(({ meaning, steps }) => steps === first.steps && meaning.rank === first.meaning.rank);
  return equal.length === 1
    ? { kind: "one", meaning: first.meaning }
    : { kind: "several", meanings: equal.map(({ meaning }) => meaning) };
}
