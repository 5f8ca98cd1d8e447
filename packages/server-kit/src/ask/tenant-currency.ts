import type { Catalog } from "../catalog/catalog.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { executeSql } from "./execute.ts";
import type { ExecuteDependencies } from "./execute.ts";
import { drain } from "./drain.ts";

const keptMs = 60_000;

/**
 * Looks up a tenant's currency through the same one way as everything else and keeps it for a minute.
 * Undefined where the catalog names no currency column or the tenant has none.
 */
export function createCurrencyLookup(
  catalog: Catalog,
  dependencies: Omit<ExecuteDependencies, "currencyOf">,
): ExecuteDependencies["currencyOf"] {
  const kept = new Map<string, { value: string | undefined; until: number }>();
  return async ({ tenant, askId, catalogHash }, signal) => {
    if (catalog.currency === undefined) return undefined;
    const now = dependencies.now();
    const known = kept.get(tenant.partnerId);
    if (known !== undefined && known.until > now.getTime()) return known.value;
    const { table, column } = catalog.currency;
    const sql = `select distinct ${quoteIdentifier(column)} from ${quoteIdentifier(table)} limit 2`;
    const record = {
      askId,
      question: "",
      tenant,
      catalogHash,
      askedAt: now,
      timings: [],
      repairs: [],
      spent: [],
      attempts: 1,
    };
    const { rows } = await drain(
      executeSql(sql, record, { ...dependencies, currencyOf: () => Promise.resolve(undefined) }, signal),
    );
    const [only] = rows.length === 1 ? (rows[0] ?? []) : [];
    const value = typeof only === "string" && /^[A-Z]{3}$/.test(only) ? only : undefined;
    kept.set(tenant.partnerId, { value, until: now.getTime() + keptMs });
    return value;
  };
}
