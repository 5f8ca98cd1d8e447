import type pg from "pg";
import type { Catalog } from "../catalog/catalog.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { HeddleError } from "../errors.ts";

/** Which tenants there are, as the catalog's `directory` says. */
export interface TenantDirectory {
  /** The id of the partner of that id or slug. Throws `PARTNER_UNKNOWN`. */
  partnerId(idOrSlug: string): Promise<string>;
  /** Those of the ids that are merchants of the partner; another partner's is as unknown as none. */
  merchantsOf(partnerId: string, merchantIds: readonly string[]): Promise<readonly string[]>;
}

/**
 * Looks tenants up on the platform's own connection. It reads ids alone, by equality, and never for a question. Where
 * the catalog has no directory, every id is taken as it is: a wrong one then reads no rows.
 */
export function createTenantDirectory(owner: Pick<pg.Pool, "query">, catalog: Catalog): TenantDirectory {
  return {
    async partnerId(idOrSlug) {
      const partners = catalog.directory?.partners;
      if (partners === undefined) return idOrSlug;
      const id = quoteIdentifier(catalog.tables[partners.table]?.primaryKey ?? "id");
      const slug = partners.slug === undefined ? "" : ` or ${quoteIdentifier(partners.slug)}::text = $1`;
      const { rows } = await owner.query<{ id: string }>(
        `select ${id}::text as id from ${relation(catalog, partners.table)} where ${id}::text = $1${slug} limit 1`,
        [idOrSlug],
      );
      const [found] = rows;
      if (found === undefined) throw new HeddleError("PARTNER_UNKNOWN", "There is no partner of that id or slug.");
      return found.id;
    },
    async merchantsOf(partnerId, merchantIds) {
      const table = catalog.directory?.merchants?.table;
      const rule = table === undefined ? undefined : catalog.tables[table]?.tenant;
      if (table === undefined || rule === undefined || rule === "shared" || typeof rule.merchant !== "string")
        return merchantIds;
      const merchant = quoteIdentifier(rule.merchant);
      const { rows } = await owner.query<{ id: string }>(
        `select distinct ${merchant}::text as id from ${relation(catalog, table)}
         where ${quoteIdentifier(rule.partner)}::text = $1 and ${merchant}::text = any($2)`,
        [partnerId, [...merchantIds]],
      );
      return rows.map(({ id }) => id);
    },
  };
}

function relation(catalog: Catalog, table: string): string {
  return `${quoteIdentifier(catalog.tables[table]?.schema ?? "public")}.${quoteIdentifier(table)}`;
}
