import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quoteIdentifier, quoteLiteral } from "../../db/quote.ts";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import { createReader } from "../../sources/reader.ts";
import type { Reader } from "../../sources/reader.ts";
import { signScope } from "../../tenancy/signed-scope.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { createTestDatabase } from "../../testing/postgres.ts";
import { createProtectedDatabase } from "../../testing/protected-database.ts";
import type { ProtectedDatabase } from "../../testing/protected-database.ts";
import { guard } from "../guard/guard.ts";
import { loadParser } from "../parse.ts";
import { acceptedQueries } from "../testing/accepted-queries.ts";
import { scope } from "./scope.ts";

/*
 * The oracle: a query narrowed on the full database gives what the same query gives, as it stands, on a database that
 * holds that tenant's rows alone and no hidden column. It has to hold with both walls up, and with either alone: the
 * text as a superuser, whom no policy binds, and the policies with the text's predicates taken out.
 */
describe("the tenant oracle", () => {
  let full: ProtectedDatabase;
  let reader: Reader;
  let superuser: pg.Client;
  let tenants: TenantScope[];

  beforeAll(async () => {
    await loadParser();
    full = await createProtectedDatabase();
    reader = createReader({ url: full.readerUrl, statementTimeoutMs: 30_000, rowCap: 100_000 });
    superuser = new pg.Client({ connectionString: full.ownerUrl });
    await superuser.connect();
    await superuser.query(settings.join("; "));
    const partners = (await full.asOwner("select id from partners order by id")).map(([id]) => String(id));
    const merchants = await full.asOwner("select id from merchants where partner_id = $1 order by id limit 2", [
      partners[0],
    ]);
    tenants = [
      ...partners.map((partnerId): TenantScope => ({ partnerId, merchantIds: "all" })),
      { partnerId: partners[0] ?? "", merchantIds: merchants.map(([id]) => String(id)) },
    ];
  });
  afterAll(async () => {
    await Promise.all([reader.close(), superuser.end()]);
    await full.drop();
  });

  it.each([0, 1, 2, 3])("holds for tenant %i", { timeout: 120_000 }, async (index) => {
    const tenant = tenants[index] ?? { partnerId: "", merchantIds: [] };
    const own = await createTestDatabase({ template: "sample" });
    const owner = new pg.Client({ connectionString: own.url });
    await owner.connect();
    try {
      await owner.query(keepOnly(tenant));
      for (const sql of acceptedQueries) {
        const { text, values } = scope(guard(sql, sampleCatalog), tenant);
        const scopeToken = signScope(tenant, full.key, { now: new Date() });
        const expected = unordered((await owner.query({ text: sql, ...textRows })).rows);
        const both = await reader.read({ text, values, scopeToken });
        expect(unordered(both.rows), sql).toEqual(expected);
        const textAlone = await superuser.query({ text, values: [...values], ...textRows });
        expect(unordered(textAlone.rows), sql).toEqual(expected);
        const policiesAlone = await reader.read({ text: text.replaceAll(predicate, ""), values: [], scopeToken });
        expect(unordered(policiesAlone.rows), sql).toEqual(expected);
      }
    } finally {
      await owner.end();
      await own.drop();
    }
  });
});

/** The tenant's predicate, as the scope step writes it. */
const predicate = / where \w+ = \$1(?: and \w+ = any\(\$2\))?(?=\))/g;

const textRows = {
  rowMode: "array",
  types: { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig,
} as const;

/** What the reader's transaction sets, so that values look alike. */
const settings = [
  "set timezone = 'UTC'",
  "set datestyle = 'ISO, YMD'",
  "set intervalstyle = 'iso_8601'",
  "set jit = off",
];

/** Makes a copy of the sample one that holds the tenant's rows alone, read with the reader's settings. */
function keepOnly({ partnerId, merchantIds }: TenantScope): string {
  const merchants = merchantIds === "all" ? null : `any(array[${merchantIds.map(quoteLiteral).join(", ")}])`;
  const tables = Object.entries(sampleCatalog.tables).map(([name, { tenant, columns }]) => {
    const hidden = Object.keys(columns).filter((column) => columns[column]?.hidden === true);
    const dropped = hidden.map((column) => `alter table ${name} drop column ${quoteIdentifier(column)};`).join(" ");
    if (tenant === "shared") return dropped;
    const own = `${tenant.partner} = ${quoteLiteral(partnerId)}`;
    const ofMerchants =
      typeof tenant.merchant === "string" && merchants !== null ? ` and ${tenant.merchant} = ${merchants}` : "";
    return `delete from ${name} where not (${own}${ofMerchants}); ${dropped}`;
  });
  return ["set session_replication_role = replica", ...settings, ...tables].join("; ");
}

function unordered(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}
