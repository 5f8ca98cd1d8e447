import type { SelectStmt } from "libpg-query";
import { HeddleError } from "../../errors.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import type { GuardedSql } from "../guard/guard.ts";
import type { Fields } from "../guard/visit.ts";
import { parseSelect } from "../parse.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { SqlRefused } from "../sql-refused.ts";
import { tenantSubSelect } from "./sub-select.ts";
import { verifyNarrowed } from "./verify.ts";

declare const narrowed: unique symbol;

/** SQL that reads one tenant's rows, with the scope it was narrowed to. Only `scope` makes it; only it may run. */
export interface ScopedSql {
  readonly [narrowed]: true;
  readonly text: string;
  /** `$1` the partner, `$2` the merchants; as many as the text uses. */
  readonly values: readonly (string | readonly string[])[];
  readonly tenant: TenantScope;
}

/**
 * Narrows judged SQL to a tenant: each base table in the original text is replaced by a sub-select over that tenant's
 * rows, at the parser's own offsets, and the result is parsed again and compared with what was judged.
 *
 * Throws `SqlRefused` where a table cannot be narrowed to this tenant and `GUARD_MISMATCH` where the result would not
 * mean the same.
 */
export function scope(guarded: GuardedSql, tenant: TenantScope): ScopedSql {
  const subSelects = new Map(
    guarded.references.map(({ node, table }) => [node, tenantSubSelect(guarded.catalog, table, tenant)]),
  );
  const text = splice(guarded, subSelects);
  verifyNarrowed(guarded.select, parseNarrowed(text), parsedSubSelects(subSelects));
  return { text, values: boundValues(subSelects, tenant), tenant } as unknown as ScopedSql;
}

function splice({ bytes, references }: GuardedSql, subSelects: ReadonlyMap<Fields, string>): string {
  const parts: Buffer[] = [];
  let done = 0;
  for (const { node, table, start, end, aliased } of references.toSorted((a, b) => a.start - b.start)) {
    const name = aliased ? "" : ` as ${quoteIdentifier(table)}`;
    parts.push(bytes.subarray(done, start), Buffer.from(`${subSelects.get(node)}${name}`));
    done = end;
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString("utf8");
}

function parseNarrowed(text: string): SelectStmt {
  try {
    return parseSelect(text, { narrowed: true }).select;
  } catch (cause) {
    if (!(cause instanceof SqlRefused)) throw cause;
    throw new HeddleError("GUARD_MISMATCH", "The SQL could not be narrowed to you.", {
      hint: "Write the query more plainly.",
      cause,
    });
  }
}

/** Each distinct sub-select is parsed once. */
function parsedSubSelects(subSelects: ReadonlyMap<Fields, string>): Map<Fields, SelectStmt> {
  const trees = new Map<string, SelectStmt>();
  for (const text of new Set(subSelects.values())) {
    trees.set(text, parseSelect(text.slice(1, -1), { narrowed: true }).select);
  }
  return new Map([...subSelects].map(([node, text]) => [node, trees.get(text) as SelectStmt]));
}

function boundValues(subSelects: ReadonlyMap<Fields, string>, tenant: TenantScope): ScopedSql["values"] {
  const bound = [...subSelects.values()];
  if (tenant.merchantIds !== "all" && bound.some((subSelect) => subSelect.includes("$2"))) {
    return [tenant.partnerId, tenant.merchantIds];
  }
  return bound.some((subSelect) => subSelect.includes("$1")) ? [tenant.partnerId] : [];
}
