import { readFile } from "node:fs/promises";
import pg from "pg";
import { createAsker } from "../ask/create-asker.ts";
import type { Asker } from "../ask/create-asker.ts";
import { parseCatalog } from "../catalog/catalog.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { HeddleError } from "../errors.ts";
import { modelFrom } from "../model-from.ts";
import { prepareSample } from "../prepare-sample.ts";
import { sampleCatalog } from "../sample/sample-catalog.ts";
import { deriveKeys } from "../secrets.ts";
import { createReader } from "../sources/reader.ts";
import { createTenantDirectory } from "../tenancy/tenant-directory.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";
import { openSource } from "./open-source.ts";
import type { Terminal } from "./terminal.ts";

export interface KitOptions {
  /** The database as its owner. @default `DATABASE_URL`, else the embedded demo */
  url?: string;
  /** Path of a catalog in JSON. @default the sample's */
  catalog?: string;
}

export interface Kit extends Asker {
  /** The scope that `--partner` and `--merchant` name. Throws `PARTNER_UNKNOWN` and `MERCHANT_UNKNOWN`. */
  scopeOf(partner: string, merchants: readonly string[]): Promise<TenantScope>;
  close(): Promise<void>;
}

/** Opens the database that a verb is to work on, and the way to its rows. The embedded demo is prepared when it is new. */
export async function openKit(options: KitOptions, terminal: Terminal): Promise<Kit> {
  const catalog = await readCatalog(options.catalog);
  const { settings, source } = await openSource(options, terminal);
  if (source.embedded)
    await prepareSample(source, { date: terminal.now(), statementTimeoutMs: settings.statementTimeoutMs });
  const reader = createReader({
    url: source.readerUrl,
    statementTimeoutMs: settings.statementTimeoutMs,
    rowCap: settings.rowCap,
  });
  const owner = new pg.Pool({ connectionString: source.ownerUrl, max: 1, allowExitOnIdle: true });
  owner.on("error", () => undefined);
  const directory = createTenantDirectory(owner, catalog);
  const asker = await createAsker({
    catalog,
    reader,
    scopeKey: deriveKeys(source.secret).scopeKey,
    model: modelFrom(settings.model),
    now: terminal.now,
    onFault: () => undefined,
  });
  return {
    ...asker,
    async scopeOf(partner, merchants) {
      const partnerId = await directory.partnerId(partner);
      if (merchants.length === 0) return { partnerId, merchantIds: "all" };
      const known = await directory.merchantsOf(partnerId, merchants);
      if (merchants.every((merchant) => known.includes(merchant))) return { partnerId, merchantIds: merchants };
      throw new HeddleError("MERCHANT_UNKNOWN", "At least one merchant is not known.");
    },
    async close() {
      await Promise.all([reader.close(), owner.end()]);
      await source.stop();
    },
  };
}

/** A catalog from a JSON file; the sample's where none is named. Throws `VALIDATION_FAILED`. */
export async function readCatalog(path: string | undefined): Promise<Catalog> {
  if (path === undefined) return sampleCatalog;
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new HeddleError("VALIDATION_FAILED", `The catalog ${path} cannot be read.`, { cause });
  });
  try {
    return parseCatalog(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof HeddleError) throw cause;
    throw new HeddleError("VALIDATION_FAILED", `The catalog ${path} is not JSON.`, { cause });
  }
}
