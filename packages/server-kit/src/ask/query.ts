import type { MetricQuery, QueryResponse } from "@heddle/sdk/contract";
import { newId } from "../db/ids.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";
import { describeQuery } from "./compile/describe-query.ts";
import { drain } from "./drain.ts";
import { executeMetricQuery, executeSql } from "./execute.ts";
import type { ExecuteDependencies } from "./execute.ts";
import type { Rows } from "./pipeline.ts";
import { createReceipt } from "./receipt/receipt.ts";
import type { AskRecord } from "./receipt/receipt.ts";

/** Runs a metric query for one tenant. Throws `HeddleError` (`QUERY_INVALID`, `DB_UNAVAILABLE`, ...). */
export async function query(
  metricQuery: MetricQuery,
  tenant: TenantScope,
  dependencies: ExecuteDependencies,
  signal?: AbortSignal,
): Promise<QueryResponse> {
  const { catalog } = dependencies;
  const record = newRecord(tenant, dependencies);
  const timeZone = metricQuery.time?.timeZone ?? catalog.timeZone;
  record.provenance = "modelled";
  record.reading = describeQuery(metricQuery, catalog, { now: record.askedAt, timeZone });
  const rows = await drain(executeMetricQuery(metricQuery, timeZone, record, dependencies, signal));
  return { reading: record.reading, sql: record.sql ?? "", ...rows, receipt: createReceipt(record) };
}

/** Runs SQL that a person wrote for one tenant: judged and narrowed like any other. Throws `HeddleError`. */
export function runSql(
  sql: string,
  tenant: TenantScope,
  dependencies: ExecuteDependencies,
  signal?: AbortSignal,
): Promise<Rows> {
  return drain(executeSql(sql, newRecord(tenant, dependencies), dependencies, signal));
}

function newRecord(tenant: TenantScope, { catalog, now }: ExecuteDependencies): AskRecord {
  return {
    askId: newId("ask"),
    question: "",
    tenant,
    catalogHash: catalog.hash,
    askedAt: now(),
    timings: [],
    repairs: [],
    spent: [],
    attempts: 1,
  };
}
