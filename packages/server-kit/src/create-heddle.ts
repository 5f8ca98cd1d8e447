import { randomUUID } from "node:crypto";
import type { AskEvent, AskRequest, Health, MetricQuery, QueryResponse } from "@heddle/sdk/contract";
import pg from "pg";
import { createAsker } from "./ask/create-asker.ts";
import type { AskerOptions } from "./ask/create-asker.ts";
import { createApiKeys } from "./auth/api-keys.ts";
import type { CreatedApiKey, NewApiKey } from "./auth/api-keys.ts";
import { createAuthenticate } from "./auth/authenticate.ts";
import { createEmbedSessions } from "./auth/embed-sessions.ts";
import { createSigningKeys } from "./auth/signing-keys.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createDatabase } from "./db/database.ts";
import { migrate } from "./db/migrate.ts";
import { createHealth } from "./health.ts";
import { createApp } from "./http/app.ts";
import { createLog } from "./http/log.ts";
import type { Log } from "./http/log.ts";
import { reportError } from "./http/report-error.ts";
import { serve } from "./http/serve.ts";
import type { ServeOptions, Serving } from "./http/serve.ts";
import type { LanguageModel } from "./models/language-model.ts";
import { deriveKeys } from "./secrets.ts";
import { databaseFault } from "./sources/database-fault.ts";
import { createReader } from "./sources/reader.ts";
import type { Reader } from "./sources/reader.ts";
import { createTenantDirectory } from "./tenancy/tenant-directory.ts";
import type { TenantScope } from "./tenancy/tenant-scope.ts";

export interface HeddleOptions {
  /** The database as the owner of its tables, for the platform's own tables. */
  readonly ownerUrl: string;
  /** The same database as the restricted role that `heddle protect` made. */
  readonly readerUrl: string;
  /** 32 random bytes or more, base64url; every key is derived from it. */
  readonly secret: string;
  readonly catalog: Catalog;
  /** Asked where the planner does not understand; see `createOpenAiModel`. @default none */
  readonly model?: LanguageModel | undefined;
  /** Milliseconds for one query of a tenant. @default 10000 */
  readonly statementTimeoutMs?: number;
  /** Most rows of one result. @default 10000 */
  readonly rowCap?: number;
  /** The widgets in one file, served as `/heddle.js`. @default not served */
  readonly cdnFile?: string;
  /** Names this host in tokens. @default "heddle" */
  readonly issuer?: string;
  /** @default JSON lines on standard output */
  readonly log?: Log;
  /** @default the clock */
  readonly now?: () => Date;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Ties answers, errors and the log together. @default the ask's own id */
  readonly correlationId?: string;
}

/** A running kit: mount `fetch` in an app of your own, or `listen`. */
export interface Heddle {
  fetch(request: Request): Response | Promise<Response>;
  listen(options?: ServeOptions): Promise<Serving>;
  /** Stops listening, lets requests under way end, and closes every connection. */
  close(): Promise<void>;
  /** Stages, then one answer or problem. Whoever calls this decides whose rows are read. */
  ask(request: AskRequest, scope: TenantScope, options?: CallOptions): AsyncIterable<AskEvent>;
  /** Throws `HeddleError`. */
  query(query: MetricQuery, scope: TenantScope, options?: CallOptions): Promise<QueryResponse>;
  /** A key for a partner's backend, shown this once. Throws `PARTNER_UNKNOWN`. */
  createApiKey(key: Omit<NewApiKey, "partnerId"> & { partner: string }): Promise<CreatedApiKey>;
  health(): Promise<Health>;
}

/**
 * Puts the kit together over one protected database, and brings the platform's tables up to date.
 *
 * @example
 * ```ts
 * const heddle = await createHeddle({ ownerUrl, readerUrl, secret, catalog });
 * const { url } = await heddle.listen({ port: 4400 });
 * ```
 */
export async function createHeddle(options: HeddleOptions): Promise<Heddle> {
  const owner = new pg.Pool({
    connectionString: options.ownerUrl,
    max: 10,
    connectionTimeoutMillis: 5000,
    allowExitOnIdle: true,
  });
  const database = createDatabase(owner);
  const reader = createReader({
    url: options.readerUrl,
    statementTimeoutMs: options.statementTimeoutMs ?? 10_000,
    rowCap: options.rowCap ?? 10_000,
  });
  const release = async (): Promise<void> => {
    await Promise.all([reader.close(), database.destroy()]);
  };
  try {
    await migrate(database);
    return await compose(options, { owner, database, reader, release });
  } catch (error) {
    await release();
    throw databaseFault(error);
  }
}

interface Connections {
  readonly owner: pg.Pool;
  readonly database: ReturnType<typeof createDatabase>;
  readonly reader: Reader;
  release(): Promise<void>;
}

async function compose(options: HeddleOptions, { owner, database, reader, release }: Connections): Promise<Heddle> {
  const { catalog, log = createLog(), now = () => new Date(), model } = options;
  const { scopeKey, keyEncryptionKey } = deriveKeys(options.secret);
  const onFault: AskerOptions["onFault"] = (error, { correlationId }) => reportError(log, error, correlationId);
  const asker = await createAsker({ catalog, reader, scopeKey, model, now, onFault });
  const directory = createTenantDirectory(owner, catalog);
  const apiKeys = createApiKeys(database, now);
  const embedSessions = createEmbedSessions({
    database,
    signingKeys: createSigningKeys({ database, keyEncryptionKey, now }),
    issuer: options.issuer ?? "heddle",
    now,
    merchantsOf: (partnerId, merchantIds) => directory.merchantsOf(partnerId, merchantIds),
  });
  const health = createHealth({ owner, reader, model, now });
  const app = createApp({
    authenticate: createAuthenticate({ apiKeys, embedSessions }),
    ask: ({ scope }, request, call) => asker.ask(request, scope, call),
    query: ({ scope }, query, { signal }) => asker.query(query, scope, signal),
    createEmbedSession: (identity, request) => embedSessions.mint(identity, request),
    health,
    log,
    cdnFile: options.cdnFile,
  });
  const servings: Serving[] = [];
  return {
    fetch: (request) => app.fetch(request),
    async listen(where) {
      const serving = await serve(app.fetch, where);
      servings.push(serving);
      return serving;
    },
    async close() {
      await Promise.all(servings.map((serving) => serving.close()));
      await release();
    },
    ask: (request, scope, { signal, correlationId = randomUUID() } = {}) =>
      asker.ask(request, scope, { signal, correlationId }),
    query: (query, scope, { signal } = {}) => asker.query(query, scope, signal),
    createApiKey: async ({ partner, ...key }) =>
      apiKeys.create({ ...key, partnerId: await directory.partnerId(partner) }),
    health,
  };
}
