import type { AskEvent, Column, MetricQuery } from "@heddle/sdk/contract";
import type { Catalog } from "../catalog/catalog.ts";
import { guard } from "../sql/guard/guard.ts";
import { scope } from "../sql/scope/scope.ts";
import { SqlRefused } from "../sql/sql-refused.ts";
import { compileMetricQuery } from "./compile/compile-metric-query.ts";
import type { CompiledColumn, Rows } from "./pipeline.ts";
import type { AskRecord } from "./receipt/receipt.ts";
import { run } from "./run/run.ts";
import type { RunDependencies } from "./run/run.ts";
import { stage } from "./stage.ts";

export interface ExecuteDependencies extends RunDependencies {
  readonly catalog: Catalog;
  readonly now: () => Date;
  /** The tenant's ISO 4217 currency, where the catalog says where it stands. */
  currencyOf(record: AskRecord, signal?: AbortSignal): Promise<string | undefined>;
}

/**
 * The one way to tenant rows: guard, scope, run. Whoever wrote the SQL and wherever it was kept, it comes through here
 * each time. Fills in the record as it goes.
 */
export async function* executeSql(
  sql: string,
  record: AskRecord,
  dependencies: ExecuteDependencies,
  signal?: AbortSignal,
): AsyncGenerator<AskEvent, Rows> {
  const { attempts, timings, tenant } = record;
  record.sql = sql;
  const guarded = yield* stage("guard", attempts, timings, () => judged(sql, record, dependencies.catalog));
  const scoped = yield* stage("scope", attempts, timings, () => scope(guarded, tenant));
  record.scoped = scoped;
  const rows = yield* stage("run", attempts, timings, () => run(scoped, dependencies, signal));
  record.dataTime = dependencies.now();
  record.rowCount = rows.rows.length;
  return rows;
}

/** A metric query over the same way, with labels and formats on its columns. */
export async function* executeMetricQuery(
  query: MetricQuery,
  timeZone: string,
  record: AskRecord,
  dependencies: ExecuteDependencies,
  signal?: AbortSignal,
): AsyncGenerator<AskEvent, Rows> {
  const { catalog } = dependencies;
  const compiled = yield* stage("compile", record.attempts, record.timings, () =>
    compileMetricQuery(query, catalog, { now: record.askedAt, timeZone }),
  );
  const rows = yield* executeSql(compiled.sql, record, dependencies, signal);
  const money = compiled.columns.some(({ format }) => format.style === "currency");
  const currency = money ? await dependencies.currencyOf(record, signal) : undefined;
  return { ...rows, columns: rows.columns.map((column, index) => labelled(column, compiled.columns[index], currency)) };
}

function judged(sql: string, record: AskRecord, catalog: Catalog): ReturnType<typeof guard> {
  try {
    const guarded = guard(sql, catalog);
    record.verdict = "accepted";
    return guarded;
  } catch (error) {
    if (error instanceof SqlRefused) record.verdict = `refused: ${error.rule}`;
    throw error;
  }
}

function labelled(column: Column, compiled: CompiledColumn | undefined, currency: string | undefined): Column {
  if (compiled === undefined) return column;
  const format = formatOf(compiled, currency);
  return { ...column, label: compiled.label, role: compiled.role, ...(format === undefined ? {} : { format }) };
}

function formatOf({ format }: CompiledColumn, currency: string | undefined): Column["format"] {
  if (format.style !== "currency") return format as Column["format"];
  return currency === undefined ? { style: "number" } : { style: "currency", currency };
}
