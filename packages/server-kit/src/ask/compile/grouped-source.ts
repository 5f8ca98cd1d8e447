import { memberSql } from "./column-sql.ts";
import type { FactPass, Period } from "./fact-pass.ts";
import { isZeroWhenEmpty } from "./measure-sql.ts";

/** Where the values of a grouped SELECT come from: straight from a table, or from several passes put together. */
export interface GroupedSource {
  readonly from: readonly string[];
  readonly where: readonly string[];
  readonly bucket?: string | undefined;
  /** The SQL of a dimension or of a display key. */
  column(member: string): string;
  /** Zero-filled, see `isZeroWhenEmpty`. */
  aggregate(name: string, period: Period): string;
}

/** One pass, read as it stands. */
export function flatSource(pass: FactPass): GroupedSource {
  return {
    from: pass.from,
    where: pass.where,
    bucket: pass.bucket,
    column: memberSql,
    aggregate: (name) => {
      const definition = pass.fact.aggregates.get(name)?.definition;
      const sql = pass.aggregate(name);
      return definition?.aggregate === "sum" && isZeroWhenEmpty(definition) ? `coalesce(${sql}, 0)` : sql;
    },
  };
}
