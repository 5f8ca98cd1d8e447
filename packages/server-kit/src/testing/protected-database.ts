import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import type { Catalog } from "../catalog/catalog.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { sampleCatalog } from "../sample/sample-catalog.ts";
import { applyProtection } from "../tenancy/protect/apply-protection.ts";
import type { ScopeKey } from "../tenancy/signed-scope.ts";
import { createTestDatabase } from "./postgres.ts";

export interface ProtectedDatabase {
  /** As the tables' owner. */
  readonly ownerUrl: string;
  readonly readerUrl: string;
  readonly reader: string;
  readonly readerPassword: string;
  readonly key: ScopeKey;
  readonly catalog: Catalog;
  /** Runs SQL as the owner. */
  asOwner(sql: string, values?: unknown[]): Promise<unknown[][]>;
  protect(): Promise<string[]>;
  drop(): Promise<void>;
}

export const testStatementTimeoutMs = 5000;

/**
 * A test's own database with all walls up and a reader of its own: the sample, or tables that `schema` makes for
 * `catalog`.
 */
export async function createProtectedDatabase(own?: { catalog: Catalog; schema: string }): Promise<ProtectedDatabase> {
  const database = await createTestDatabase({ template: own === undefined ? "sample" : "empty" });
  const reader = `heddle_reader_${randomUUID().slice(0, 8)}`;
  const readerPassword = randomBytes(16).toString("hex");
  const key: ScopeKey = { id: "k1", secret: randomBytes(32) };
  const catalog = own?.catalog ?? sampleCatalog;
  const asOwner = (sql: string, values?: unknown[]): Promise<unknown[][]> => queryRows(database.url, sql, values);
  const protect = (): Promise<string[]> =>
    applyProtection({
      ownerUrl: database.url,
      catalog,
      reader,
      readerPassword,
      key,
      statementTimeoutMs: testStatementTimeoutMs,
    });
  if (own !== undefined) await asOwner(own.schema);
  await protect();
  const readerUrl = new URL(database.url);
  readerUrl.username = reader;
  readerUrl.password = readerPassword;
  return {
    ownerUrl: database.url,
    readerUrl: readerUrl.href,
    reader,
    readerPassword,
    key,
    catalog,
    asOwner,
    protect,
    async drop() {
      const admin = new URL(database.url);
      await queryRows(admin.href, `drop owned by ${quoteIdentifier(reader)}`);
      await database.drop();
      admin.pathname = "/postgres";
      await queryRows(admin.href, `drop role ${quoteIdentifier(reader)}`);
    },
  };
}

/** Runs one statement, or several without values, on a connection of its own; gives the rows of the last as arrays. */
export async function queryRows(url: string, sql: string, values?: unknown[]): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query({ text: sql, rowMode: "array", ...(values === undefined ? {} : { values }) });
    const last = Array.isArray(result) ? (result as pg.QueryArrayResult[]).at(-1) : result;
    return (last?.rows ?? []) as unknown[][];
  } finally {
    await client.end();
  }
}
