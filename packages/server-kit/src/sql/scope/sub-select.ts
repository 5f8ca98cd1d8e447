import type { Catalog } from "../../catalog/catalog.ts";
import { requireTable } from "../../catalog/catalog.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { visibleColumns } from "../guard/resolve/base-table.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { SqlRefused } from "../sql-refused.ts";

/**
 * The sub-select that stands for a table: its visible columns and the tenant's rows alone. The partner is bound as
 * `$1`, a list of merchants as `$2`, in every one of them.
 */
export function tenantSubSelect(catalog: Catalog, tableName: string, scope: TenantScope): string {
  const table = requireTable(catalog, tableName);
  const columns = visibleColumns(table).map(quoteIdentifier).join(", ");
  const from = `${quoteIdentifier(table.schema)}.${quoteIdentifier(tableName)}`;
  const predicate = tenantPredicate(catalog, tableName, scope);
  return `(select ${columns} from ${from}${predicate === null ? "" : ` where ${predicate}`})`;
}

function tenantPredicate(catalog: Catalog, tableName: string, scope: TenantScope): string | null {
  const { tenant } = requireTable(catalog, tableName);
  if (tenant === "shared") return null;
  const partner = `${quoteIdentifier(tenant.partner)} = $1`;
  if (scope.merchantIds === "all" || tenant.merchant === null) return partner;
  if (tenant.merchant === undefined) {
    throw new SqlRefused("tenant", `The table ${tableName} can only be read by the partner as a whole.`, {
      hint: "Ask without this table.",
    });
  }
  return `${partner} and ${quoteIdentifier(tenant.merchant)} = any($2)`;
}
