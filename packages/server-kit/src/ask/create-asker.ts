import type { AskEvent, AskRequest, MetricQuery, QueryResponse } from "@heddle/sdk/contract";
import type { Catalog } from "../catalog/catalog.ts";
import type { LanguageModel } from "../models/language-model.ts";
import type { Reader } from "../sources/reader.ts";
import { loadParser } from "../sql/parse.ts";
import type { ScopeKey } from "../tenancy/signed-scope.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";
import { ask } from "./ask.ts";
import type { AskDependencies, AskOptions } from "./ask.ts";
import { createModelDrafter } from "./draft/model/model-drafter.ts";
import { createPlanner } from "./draft/planner/planner.ts";
import { createVerifiedDrafter } from "./draft/verified.ts";
import type { Rows } from "./pipeline.ts";
import { query, runSql } from "./query.ts";
import { createCurrencyLookup } from "./tenant-currency.ts";

export interface AskerOptions {
  readonly catalog: Catalog;
  readonly reader: Reader;
  readonly scopeKey: ScopeKey;
  /** Asked where the planner does not understand. @default none */
  readonly model?: LanguageModel | undefined;
  readonly now: () => Date;
  readonly onFault: AskDependencies["onFault"];
}

/** Everything that reads tenants' rows, behind one scope a call. */
export interface Asker {
  /** Stages, then one answer or problem; never throws. */
  ask(request: AskRequest, scope: TenantScope, options: AskOptions): AsyncGenerator<AskEvent>;
  /** Throws `HeddleError`. */
  query(query: MetricQuery, scope: TenantScope, signal?: AbortSignal): Promise<QueryResponse>;
  /** Throws `HeddleError`. */
  sql(sql: string, scope: TenantScope, signal?: AbortSignal): Promise<Rows>;
}

/** Puts the pipeline together over one source. */
export async function createAsker(options: AskerOptions): Promise<Asker> {
  await loadParser();
  const { catalog, reader, scopeKey, now, model, onFault } = options;
  const base = { catalog, reader, scopeKey, now };
  const dependencies: AskDependencies = {
    ...base,
    currencyOf: createCurrencyLookup(catalog, base),
    drafters: {
      certain: [createVerifiedDrafter(), createPlanner()],
      model: model === undefined ? undefined : createModelDrafter(model),
    },
    onFault,
  };
  return {
    ask: (request, scope, askOptions) => ask(request, scope, dependencies, askOptions),
    query: (metricQuery, scope, signal) => query(metricQuery, scope, dependencies, signal),
    sql: (sql, scope, signal) => runSql(sql, scope, dependencies, signal),
  };
}
