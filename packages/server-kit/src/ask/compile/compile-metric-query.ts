import type { MetricQuery } from "@heddle/sdk/contract";
import type { Catalog } from "../../catalog/catalog.ts";
import { HeddleError } from "../../errors.ts";
import { maximumSqlBytes } from "../../sql/parse.ts";
import type { CompiledQuery } from "../pipeline.ts";
import { compiledColumns } from "./compiled-columns.ts";
import { groupedSelect } from "./grouped-select.ts";
import { orderBy } from "./order-by.ts";
import { resolveQuery } from "./resolve-query.ts";
import type { CompileOptions } from "./compile-options.ts";
import { selectText } from "./select-text.ts";
import { topSeriesSql } from "./top-series.ts";

/**
 * A metric query as one SELECT for Postgres 15 or later, without parameters: constants are literals, so that the guard
 * judges the very text that runs and the planner of Postgres knows the values.
 *
 * Throws `HeddleError` of code `QUERY_INVALID` that lists every problem of the query with its JSON Pointer.
 *
 * - `time` holds the local date on which a bucket begins (`date`), or the instant for hours. Rows that have no time
 *   are left out of a time axis.
 * - Money is in major units, exact. Sums and counts of nothing are 0, means and ratios of nothing null.
 * - A limit counts rows; with a time axis and dimensions it counts series, by their value over the whole range.
 * - Rows are ordered the same way on every run, see `orderBy`.
 *
 * @example
 * ```ts
 * const query = metricQuerySchema.parse({ measures: ["revenue"], dimensions: ["payments.method"] });
 * compileMetricQuery(query, sampleCatalog, { now: new Date(), timeZone: "Europe/Berlin" }).sql;
 * ```
 */
export function compileMetricQuery(query: MetricQuery, catalog: Catalog, options: CompileOptions): CompiledQuery {
  const resolved = resolveQuery(query, catalog, options);
  const sql = resolvedSql(resolved, query);
  checkSize(sql);
  return { sql, columns: compiledColumns(resolved) };
}

/** The guard refuses longer SQL; said here, in words of the query. */
function checkSize(sql: string): void {
  if (Buffer.byteLength(sql) <= maximumSqlBytes) return;
  throw new HeddleError("QUERY_INVALID", "The metric query is too large to run as one query.", {
    hint: "Ask for fewer measures of different tables, filter by fewer values, or leave the comparison out.",
    errors: [{ path: "", detail: `Its SQL would be longer than ${maximumSqlBytes} bytes.` }],
  });
}

function resolvedSql(resolved: ReturnType<typeof resolveQuery>, { limit }: MetricQuery): string {
  const grain = resolved.time.grain !== undefined;
  if (limit !== undefined && grain && resolved.dimensions.length > 0) return topSeriesSql(resolved, limit);
  const { clauses, keys } = groupedSelect(resolved, { grain, compare: true, keys: false });
  return selectText({ ...clauses, orderBy: orderBy(resolved, { grain, keys }), limit });
}
