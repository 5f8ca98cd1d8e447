import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Catalog } from "../../catalog/catalog.ts";
import type { ScopeKey } from "../signed-scope.ts";
import { protectionScript } from "./protection-script.ts";
import { scramVerifier } from "./scram-verifier.ts";

/** One key for everybody who protects a database, so that two servers starting at once take turns. */
const advisoryLock = 74_686_564_646;

export interface ApplyProtectionOptions {
  /** Address of the database as the tables' owner. */
  readonly ownerUrl: string;
  readonly catalog: Catalog;
  readonly reader: string;
  readonly readerPassword: string;
  readonly key: ScopeKey;
  readonly statementTimeoutMs: number;
}

/** Builds the walls in the database, in one transaction. Gives the notices of what could not be done there. */
export async function applyProtection(options: ApplyProtectionOptions): Promise<string[]> {
  const { ownerUrl, catalog, reader, readerPassword, key, statementTimeoutMs } = options;
  const verifier = scramVerifier(readerPassword, randomBytes(16));
  const client = new pg.Client({ connectionString: ownerUrl });
  const notices: string[] = [];
  client.on("notice", (notice) => {
    if (notice.severity === "NOTICE" && notice.code === "P0001") notices.push(notice.message ?? "");
  });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [advisoryLock]);
    await client.query(protectionScript(catalog, { reader, verifier, key, statementTimeoutMs }));
    await client.query("commit");
    return notices;
  } finally {
    await client.end();
  }
}
